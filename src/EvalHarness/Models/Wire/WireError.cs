using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>Errors that a reply with status 200 holds: routers put them, with the status they should have had, into the body.</summary>
internal static class WireError
{
    private const int Unknown = 500;

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

    /// <summary>The status that an error should have had, as its code or type says; 500 where neither does.</summary>
    /// <param name="holder">What holds the error.</param>
    public static int Status(JsonElement holder)
    {
        if (
            holder.ValueKind != JsonValueKind.Object
            || (holder.TryGetProperty("error", out var inside) ? inside : holder)
                is not { ValueKind: JsonValueKind.Object } error
        )
        {
            return Unknown;
        }

        return
            error.TryGetProperty("code", out var code)
            && code.ValueKind == JsonValueKind.Number
            && code.TryGetInt32(out int number)
            && number is >= 400 and <= 599
            ? number
            : Status(WireText.Find(error, "code")) ?? Status(WireText.Find(error, "type")) ?? Unknown;
    }

    /// <summary>Words of OpenAI's and Anthropic's errors that came with a status of their own where they came without an answer.</summary>
    private static int? Status(string? word) =>
        word switch
        {
            "authentication_error" => 401,
            "permission_error" => 403,
            "rate_limit_error" or "rate_limit_exceeded" or "insufficient_quota" => 429,
            "overloaded_error" => 529,
            _ => null,
        };

    private static bool Has(JsonElement holder) =>
        holder.ValueKind == JsonValueKind.Object
        && holder.TryGetProperty("error", out var error)
        && error.ValueKind is JsonValueKind.Object or JsonValueKind.String;
}
