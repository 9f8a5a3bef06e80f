using System.Globalization;
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
    private static readonly string[] FilterCodes =
    [
        "content_filter",
        "content_policy_violation",
        "ResponsibleAIPolicyViolation",
        "data_inspection_failed",
    ];

    private static readonly string[] SpentCodes = ["insufficient_quota", "billing_hard_limit_reached"];

    /// <summary>Codes of what every request will meet, whatever status they come with.</summary>
    private static readonly string[] ModelCodes =
    [
        .. SpentCodes,
        "billing_not_active",
        "access_terminated",
        "account_deactivated",
        "invalid_api_key",
        "invalid_authentication",
        "model_not_found",
        "model_not_loaded",
        "DeploymentNotFound",
    ];

    private readonly ErrorBody errors = new(secrets);
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

    /// <inheritdoc cref="ErrorBody.Read(ReadOnlyMemory{byte})"/>
    public HttpError ReadError(ReadOnlyMemory<byte> body) => errors.Read(body);

    /// <inheritdoc cref="ErrorBody.Read(JsonElement)"/>
    public HttpError ReadError(JsonElement body) => errors.Read(body);

    /// <inheritdoc cref="ErrorBody.ReadAlone"/>
    internal HttpError ReadErrorAlone(JsonElement error) => errors.ReadAlone(error);

    /// <summary>The backend answered with a status that is no success.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="error">What its body says.</param>
    /// <param name="retryAfter">How long it asks to wait; null when it does not say.</param>
    /// <param name="inner">The cause; null when there is none.</param>
    public ModelException Status(int status, HttpError error, TimeSpan? retryAfter = null, Exception? inner = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        string[] words =
        [
            .. new[] { error.Code, error.Parameter is { } name ? $"parameter {name}" : null }.OfType<string>(),
        ];
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{place}: status {status}{(words.Length == 0 ? "" : $" ({string.Join(", ", words)})")}"
        );
        bool isRefusedRequest = status is >= 400 and < 500 and not (401 or 403 or 429);
        string? hint = error.Hint is { } said && isRefusedRequest ? said : null;
        bool isSpent = SpentCodes.Contains(error.Code, StringComparer.OrdinalIgnoreCase);
        var failure = new Failure("http", status, hint is null ? text : $"{text}; {hint}");
        bool isTransient = IsTransient(status) && !isSpent;
        return ModelCodes.Contains(error.Code, StringComparer.OrdinalIgnoreCase)
            ? new ModelException(failure, isTransient, retryAfter, inner) { Reach = FailureReach.Model }
            : new ModelException(failure, isTransient, retryAfter, inner);
    }

    /// <summary>The backend sends elsewhere; it is not followed.</summary>
    /// <param name="status">HTTP status.</param>
    public ModelException Redirect(int status) =>
        new(
            new Failure(
                "http",
                status,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place}: status {status}; it redirects elsewhere; name the final address as the endpoint"
                )
            ),
            isTransient: false
        )
        {
            Reach = FailureReach.Model,
        };

    /// <summary>A reply came, but it is broken, too long or not what was agreed.</summary>
    /// <param name="what">What is wrong with it, without quoting it.</param>
    /// <param name="status">HTTP status; null when unknown.</param>
    /// <param name="isTransient">Whether another attempt may give a whole one.</param>
    /// <param name="inner">The cause; null when there is none.</param>
    public ModelException Body(string what, int? status, bool isTransient = true, Exception? inner = null) =>
        new(new Failure("body", status, $"{place}: {what}"), isTransient, null, inner);

    /// <summary>A request of a batch, or the batch as a whole, came to no answer.</summary>
    /// <param name="what">What became of it, without quoting anything.</param>
    /// <param name="isTransient">Whether it may be answered in another batch.</param>
    internal ModelException Item(string what, bool isTransient) =>
        new(new Failure("batch", null, $"{place}: {what}"), isTransient) { Reach = FailureReach.Request };

    /// <summary>The settings of every request ask for what the interface does not have.</summary>
    /// <param name="what">What it is, and what would mend it.</param>
    internal ModelException Unknown(string what) =>
        new(new Failure("backend", null, $"{place}: {what}"), isTransient: false) { Reach = FailureReach.Model };

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
        var failure = new Failure(kind, null, $"{place}: {what}");
        return certificate
            ? new ModelException(failure, isTransient: false, null, inner) { Reach = FailureReach.Model }
            : new ModelException(failure, isTransient: true, null, inner);
    }
}
