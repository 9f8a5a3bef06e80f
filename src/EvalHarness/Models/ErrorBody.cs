using System.Buffers;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Models;

/// <summary>Reads the machine words of an error, and never its free text: backends echo prompts in it.</summary>
/// <param name="secrets">What must not be told, whatever the backend sends.</param>
internal sealed class ErrorBody(IReadOnlyCollection<Secret> secrets)
{
    private const int LongestWord = 64;

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
    );

    private readonly SecretMask mask = new(secrets);

    /// <summary>What an error's body says in machine words, and what its common phrases mean; never its free text.</summary>
    /// <remarks>
    /// Looks at <c>error.code</c>, <c>error.type</c> and <c>error.param</c>, also under <c>innererror</c>, and at the same of
    /// the body itself. A machine word is at most 64 letters, digits and <c>_-.</c>; numbers that only repeat the status are none.
    /// </remarks>
    /// <param name="body">The body; anything that is not a JSON object says nothing.</param>
    public HttpError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return HttpError.None;
        }
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    public HttpError Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return HttpError.None;
        }

        bool isInside = body.TryGetProperty("error", out var inside);
        if (isInside && inside.ValueKind == JsonValueKind.String)
        {
            return new HttpError(null, null, RequestHints.Of(null, null, FreeText(inside)));
        }

        var error = isInside && inside.ValueKind == JsonValueKind.Object ? inside : body;
        string? inner = null;
        if (error.TryGetProperty("innererror", out var more) && more.ValueKind == JsonValueKind.Object)
        {
            inner = Word(more, "code");
        }

        string? code = HttpFaults.IsFilter(inner) ? inner : Word(error, "code") ?? Word(error, "type");
        string? parameter = Word(error, "param");
        string? said = error.TryGetProperty("message", out var message) ? FreeText(message) : null;
        return new HttpError(code, parameter, RequestHints.Of(code, parameter, said));
    }

    /// <summary>What an error says that stands alone: an object with a code, or a text that is a machine word itself.</summary>
    /// <param name="error">The error.</param>
    public HttpError ReadAlone(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object
            ? Read(error)
            : new HttpError(Word(error), null, RequestHints.Of(null, null, FreeText(error)));

    private string? Word(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? Word(value) : null;

    private string? Word(JsonElement value) =>
        FreeText(value) is { Length: > 0 and <= LongestWord } text
        && !text.AsSpan().ContainsAnyExcept(WordCharacters)
        && !secrets.Any(secret => Shows(text, secret))
        && mask.Hide(text) == text
            ? text
            : null;

    private static string? FreeText(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no text say nothing.
            return null;
        }
    }

    private static bool Shows(string text, Secret secret) =>
        secret.Reveal().Trim() is { Length: > 0 } key && text.Contains(key, StringComparison.OrdinalIgnoreCase);
}
