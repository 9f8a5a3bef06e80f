using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Models.Wire;

/// <summary>What <c>response_format</c> of a suite asks for, whichever interface it goes to.</summary>
internal static class ResponseFormats
{
    /// <summary>The word, where it is one: <c>text</c> or <c>json_object</c>; null where it is a schema.</summary>
    /// <param name="format">The setting; null for none.</param>
    public static string? Word(JsonElement? format) =>
        format is { ValueKind: JsonValueKind.String } word ? word.GetString() : null;

    /// <summary>The schema, also one in OpenAI's own form; null where it is a word.</summary>
    /// <param name="format">The setting; null for none.</param>
    public static JsonNode? Schema(JsonElement? format) =>
        format is not { ValueKind: JsonValueKind.Object } given ? null
        : given.TryGet("json_schema", out var named)
        && named.ValueKind == JsonValueKind.Object
        && named.TryGet("schema", out var schema)
            ? JsonSerializer.SerializeToNode(schema)
        : JsonSerializer.SerializeToNode(given);
}
