using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>Errors that a reply with status 200 holds: routers put them, with the status they should have had, into the body.</summary>
internal static class WireError
{
    /// <summary>What holds the error: the body itself, or its first choice; null where there is none.</summary>
    /// <param name="root">The JSON of the body.</param>
    public static JsonElement? Find(JsonElement root) =>
        Has(root) ? root
        : root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("choices", out var choices)
        && choices.ValueKind == JsonValueKind.Array
        && choices.GetArrayLength() > 0
        && Has(choices[0])
            ? choices[0]
        : null;

    /// <summary>The status that an error should have had, as its code says; 500 where it does not.</summary>
    /// <param name="holder">What holds the error.</param>
    public static int Status(JsonElement holder) =>
        holder.ValueKind == JsonValueKind.Object
        && (holder.TryGetProperty("error", out var inside) ? inside : holder)
            is { ValueKind: JsonValueKind.Object } error
        && error.TryGetProperty("code", out var code)
        && code.ValueKind == JsonValueKind.Number
        && code.TryGetInt32(out int number)
        && number is >= 400 and <= 599
            ? number
            : 500;

    private static bool Has(JsonElement holder) =>
        holder.ValueKind == JsonValueKind.Object
        && holder.TryGetProperty("error", out var error)
        && error.ValueKind is JsonValueKind.Object or JsonValueKind.String;
}
