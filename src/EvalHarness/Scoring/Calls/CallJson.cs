using System.Text.Json;

namespace EvalHarness.Scoring.Calls;

/// <summary>Reads the JSON of calls and tools.</summary>
internal static class CallJson
{
    /// <summary>The value of a text; null where it is no JSON, or more than one value.</summary>
    /// <param name="text">The text.</param>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member, where there is one of a kind.</summary>
    /// <param name="value">The object; anything else has none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind.</param>
    public static JsonElement? Find(JsonElement value, string name, JsonValueKind kind) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind == kind
            ? found
            : null;
}
