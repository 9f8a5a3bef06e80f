using System.Text.Json;
using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Schemas;

/// <summary>
/// The rules of a JSON Schema (draft 2020-12): those of types, values, properties, items and of several schemas together. What it does not
/// know it refuses, so that no rule is passed over; <c>format</c> and what describes are no rules.
/// </summary>
internal sealed partial class JsonRules
{
    private const int Deepest = 64;

    private static readonly HashSet<string> Known = new(
        [
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "$ref",
        ],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Notes = new(
        [
            "title",
            "description",
            "default",
            "examples",
            "example",
            "$schema",
            "$id",
            "$comment",
            "format",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$defs",
            "definitions",
            "strict",
            "name",
        ],
        StringComparer.Ordinal
    );

    private static readonly string[] Types = ["null", "boolean", "object", "array", "number", "string", "integer"];

    private readonly JsonElement root;
    private readonly Dictionary<string, Regex> patterns = new(StringComparer.Ordinal);

    /// <summary>Reads a schema.</summary>
    /// <param name="schema">The schema: an object, or true or false.</param>
    /// <exception cref="ArgumentException">It has a rule that is not known here, or a broken one.</exception>
    public JsonRules(JsonElement schema)
    {
        root = schema;
        Learn(schema, "schema", 0);
    }

    private void Learn(JsonElement schema, string at, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }
        Refuse(schema.ValueKind != JsonValueKind.Object || depth > Deepest, $"{at}: no schema");
        foreach (var rule in schema.EnumerateObject())
        {
            Refuse(!Known.Contains(rule.Name) && !Notes.Contains(rule.Name), $"{at}: unknown rule '{rule.Name}'");
            LearnRule(rule.Name, rule.Value, $"{at}.{rule.Name}", depth + 1);
        }
    }

    private void LearnRule(string rule, JsonElement value, string at, int depth)
    {
        switch (rule)
        {
            case "properties" or "patternProperties" or "$defs" or "definitions":
                Refuse(value.ValueKind != JsonValueKind.Object, $"{at}: no mapping of schemas");
                foreach (var one in value.EnumerateObject())
                {
                    Learn(one.Value, $"{at}.{one.Name}", depth);
                    if (rule == "patternProperties")
                    {
                        AddPattern(one.Name, at);
                    }
                }
                break;
            case "allOf" or "anyOf" or "oneOf" or "prefixItems":
                Refuse(
                    value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0,
                    $"{at}: no list of schemas"
                );
                foreach (var (i, one) in value.EnumerateArray().Index())
                {
                    Learn(one, $"{at}[{i}]", depth);
                }
                break;
            case "items" or "additionalProperties" or "not":
                Learn(value, at, depth);
                break;
            case "pattern":
                Refuse(value.ValueKind != JsonValueKind.String, $"{at}: no pattern");
                AddPattern(value.GetString()!, at);
                break;
            case "$ref":
                Refuse(
                    value.ValueKind != JsonValueKind.String || Find(value.GetString()!) is null,
                    $"{at}: leads nowhere in the schema"
                );
                break;
            case "type":
                Refuse(!Names(value).All(Types.Contains), $"{at}: no type of JSON");
                break;
            case "required":
                Refuse(
                    value.ValueKind != JsonValueKind.Array || Names(value).Length != value.GetArrayLength(),
                    $"{at}: no list of names"
                );
                break;
            case "enum":
                Refuse(value.ValueKind != JsonValueKind.Array, $"{at}: no list");
                break;
            case "const" or "uniqueItems":
                break;
            default:
                Refuse(Known.Contains(rule) && value.ValueKind != JsonValueKind.Number, $"{at}: no number");
                break;
        }
    }

    private void AddPattern(string pattern, string at)
    {
        try
        {
            patterns[pattern] = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception broken) when (broken is RegexParseException or NotSupportedException)
        {
            throw new ArgumentException($"{at}: {broken.Message}", nameof(pattern), broken);
        }
    }

    private static void Refuse(bool isWrong, string fault)
    {
        if (isWrong)
        {
            throw new ArgumentException(fault, nameof(fault));
        }
    }

    private static string[] Names(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array
            ?
            [
                .. value
                    .EnumerateArray()
                    .Where(one => one.ValueKind == JsonValueKind.String)
                    .Select(one => one.GetString()!),
            ]
        : [];

    // "#/$defs/price" of the schema itself.
    private JsonElement? Find(string reference)
    {
        var found = root;
        if (reference is not ['#', ..])
        {
            return null;
        }
        foreach (string part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = part.Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }
        return found;
    }
}
