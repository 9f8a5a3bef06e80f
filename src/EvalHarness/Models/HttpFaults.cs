using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Models;

/// <summary>Says of a failed HTTP call what failed and whether another attempt may help, in words that give nothing away.</summary>
/// <remarks>
/// Messages hold the model, the address without user and query, the status and the short machine code of the error's
/// body. Free text of a body is never repeated: backends echo prompts in it.
/// </remarks>
/// <param name="model">Name of the model in the suite.</param>
/// <param name="url">Address that is called.</param>
/// <param name="secrets">What must not appear in a message, whatever the backend sends.</param>
public sealed class HttpFaults(string model, Uri url, IReadOnlyCollection<Secret> secrets)
{
    private const int LongestCode = 64;

    /// <summary>A day: longer than any run waits, and far from what a TimeSpan cannot hold.</summary>
    private const double LongestWaitSeconds = 86_400;

    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
    );

    private static readonly string[] FilterCodes =
    [
        "content_filter",
        "content_policy_violation",
        "ResponsibleAIPolicyViolation",
        "data_inspection_failed",
    ];

    private static readonly string[] SpentCodes = ["insufficient_quota", "billing_hard_limit_reached"];

    private readonly string place = $"model '{model}' at {Show(url)}";

    /// <summary>An address as it may be shown: without user, password, query and fragment.</summary>
    /// <param name="url">The address.</param>
    public static string Show(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <summary>Whether the same request may succeed later: 408, 409, 425, 429 and all 5xx.</summary>
    /// <param name="status">HTTP status.</param>
    public static bool IsTransient(int status) => status is 408 or 409 or 425 or 429 or (>= 500 and <= 599);

    /// <summary>Whether an error's code says that a content filter withheld the answer.</summary>
    /// <param name="code">The code; null when there is none.</param>
    public static bool IsFilter(string? code) => FilterCodes.Contains(code, StringComparer.OrdinalIgnoreCase);

    /// <summary>How long the backend asks to wait: <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds or as a date.</summary>
    /// <param name="headers">Headers of the response.</param>
    /// <param name="now">The time, for dates.</param>
    /// <returns>Zero or more; null when the backend does not say or says nothing readable.</returns>
    public static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return ReadRetryAfter(name => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null, now);
    }

    /// <inheritdoc cref="ReadRetryAfter(HttpResponseHeaders, DateTimeOffset)"/>
    /// <param name="header">Finds a header by name; null when it is not there.</param>
    /// <param name="now">The time, for dates.</param>
    public static TimeSpan? ReadRetryAfter(Func<string, string?> header, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(header);
        string? text = header("Retry-After");
        if ((ReadNumber(header("retry-after-ms")) / 1000 ?? ReadNumber(text)) is { } seconds)
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, LongestWaitSeconds));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks))
            : null;

        static double? ReadNumber(string? number) =>
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
                ? value
                : null;
    }

    /// <summary>The machine code in an error's body; null when there is none or it could be more than a code.</summary>
    /// <remarks>
    /// Looks at <c>error.code</c> and <c>error.type</c>, also under <c>innererror</c>, and at <c>code</c> and <c>type</c> of
    /// the body itself. A code is at most 64 letters, digits and <c>_-.</c>; numbers that only repeat the status are none.
    /// </remarks>
    /// <param name="body">The body; anything that is not a JSON object has no code.</param>
    public string? ReadCode(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return ReadCode(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="ReadCode(ReadOnlyMemory{byte})"/>
    public string? ReadCode(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var error =
            body.TryGetProperty("error", out var inside) && inside.ValueKind == JsonValueKind.Object ? inside : body;
        string? inner = null;
        if (error.TryGetProperty("innererror", out var more) && more.ValueKind == JsonValueKind.Object)
        {
            inner = Text(more, "code");
        }

        return IsFilter(inner) ? inner : Text(error, "code") ?? Text(error, "type");
    }

    /// <summary>The backend answered with a status that is no success.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Machine code of the body; null when there is none.</param>
    /// <param name="retryAfter">How long it asks to wait; null when it does not say.</param>
    /// <param name="hint">What would mend it; null when nothing is known.</param>
    /// <param name="inner">The cause; null when there is none.</param>
    public ModelException Status(
        int status,
        string? code = null,
        TimeSpan? retryAfter = null,
        string? hint = null,
        Exception? inner = null
    )
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{place}: status {status}{(code is null ? "" : $" ({code})")}{(hint is null ? "" : $"; {hint}")}"
        );
        bool transient = IsTransient(status) && !SpentCodes.Contains(code, StringComparer.OrdinalIgnoreCase);
        return new ModelException(new Failure("http", status, text), transient, retryAfter, inner);
    }

    /// <summary>A reply came, but it is broken, too long or not what was agreed.</summary>
    /// <param name="what">What is wrong with it, without quoting it.</param>
    /// <param name="status">HTTP status; null when unknown.</param>
    /// <param name="isTransient">Whether another attempt may give a whole one.</param>
    /// <param name="inner">The cause; null when there is none.</param>
    public ModelException Body(string what, int? status, bool isTransient = true, Exception? inner = null) =>
        new(new Failure("body", status, $"{place}: {what}"), isTransient, null, inner);

    /// <summary>The call took too long.</summary>
    /// <param name="inner">The cause.</param>
    public ModelException Timeout(Exception inner) =>
        new(new Failure("timeout", null, $"{place}: no answer in time"), true, null, inner);

    /// <summary>No whole reply came over the wire.</summary>
    /// <param name="inner">What the runtime threw.</param>
    public ModelException Transport(Exception inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        var error = (inner as HttpRequestException)?.HttpRequestError ?? (inner as HttpIOException)?.HttpRequestError;
        string what = error switch
        {
            HttpRequestError.NameResolutionError => "the host name cannot be resolved",
            HttpRequestError.ConnectionError => "cannot connect",
            HttpRequestError.SecureConnectionError => "no secure connection",
            HttpRequestError.ResponseEnded => "the connection ended before the reply did",
            HttpRequestError.InvalidResponse => "the reply is not HTTP",
            HttpRequestError.ProxyTunnelError => "the proxy refuses the connection",
            HttpRequestError.ConfigurationLimitExceeded => "the reply's headers are too long",
            _ => "the connection broke",
        };
        bool certificate =
            error == HttpRequestError.SecureConnectionError && inner.InnerException is AuthenticationException;
        string kind = error == HttpRequestError.InvalidResponse ? "body" : "connection";
        return new ModelException(new Failure(kind, null, $"{place}: {what}"), !certificate, null, inner);
    }

    private string? Text(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        string text = value.GetString()!;
        bool isCode = text.Length is > 0 and <= LongestCode && !text.AsSpan().ContainsAnyExcept(CodeCharacters);
        return isCode && !secrets.Any(secret => Shows(text, secret)) ? text : null;
    }

    private static bool Shows(string text, Secret secret) =>
        secret.Reveal().Trim() is { Length: > 0 } key && text.Contains(key, StringComparison.OrdinalIgnoreCase);
}
