using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Scoring.Assertions;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Where promptfoo's reader of JSON Schemas (Ajv, draft 7, strict, with formats) and ours would not agree.</summary>
internal static class SchemaLimits
{
    private static readonly string[] Unknown = ["prefixItems", "name", "strict", "example"];

    /// <summary>The first rule that both do not read alike; null where there is none.</summary>
    /// <param name="schema">The schema.</param>
    public static string? Of(JsonNode? schema)
    {
        if (schema is not JsonObject rules)
        {
            return null;
        }

        foreach (var (rule, value) in rules)
        {
            string? limit = rule switch
            {
                "format" => "'format', which is not checked here",
                "$id" => "'$id', by which references are found otherwise",
                "$schema" when value?.ToString().Contains("draft-07", StringComparison.Ordinal) != true =>
                    "'$schema' of another draft, which is an error in promptfoo",
                "pattern" when JsPattern.Compile(value?.ToString() ?? "").Reason is { } reason =>
                    $"'pattern': {reason}",
                "pattern" when value!.ToString() is var pattern && !IsPlain(pattern) =>
                    "'pattern' with signs that JavaScript reads otherwise",
                "patternProperties" when value is JsonObject names && names.Any(one => !IsPlain(one.Key)) =>
                    "'patternProperties' with signs that JavaScript reads otherwise",
                "multipleOf"
                    when value is JsonValue step
                        && step.GetValueKind() == JsonValueKind.Number
                        && step.GetValue<double>() % 1 != 0 => "'multipleOf' a fraction, which is rounded otherwise",
                "properties" or "patternProperties" or "$defs" or "definitions" => (value as JsonObject)
                    ?.Select(one => Of(one.Value))
                    .FirstOrDefault(found => found is not null),
                "allOf" or "anyOf" or "oneOf" => (value as JsonArray)
                    ?.Select(Of)
                    .FirstOrDefault(found => found is not null),
                "items" or "additionalProperties" or "not" => Of(value),
                _ => Unknown.Contains(rule) ? $"'{rule}', which is an error in promptfoo" : null,
            };
            if (limit is not null)
            {
                return limit;
            }
        }

        return null;
    }

    // Classes, places and points mean other characters there.
    private static bool IsPlain(string pattern) =>
        !pattern.Contains('\\')
        && !pattern.Contains('.')
        && !pattern.Contains("(?", StringComparison.Ordinal)
        && !(pattern.Contains('$') && !pattern.EndsWith('$'));
}
