using System.Text.Json;
using EvalHarness.Scoring.Schemas;

namespace EvalHarness.Scoring.Calls;

/// <summary>Holds arguments against the JSON Schema of a tool.</summary>
/// <remarks>
/// Known are type, enum, const, properties, required, additionalProperties, items, minItems, maxItems, minimum, maximum, exclusiveMinimum,
/// exclusiveMaximum, minLength, maxLength, anyOf, oneOf, allOf, and references within the schema; what else it says is not looked at.
/// </remarks>
internal static class ArgumentSchema
{
    /// <summary>Schemas may refer to themselves; arguments that lie deeper are taken for right.</summary>
    private const int MostSteps = 64;

    /// <summary>What is wrong with the arguments of a call, in words of the schema alone; null where nothing is.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="arguments">The arguments, an object.</param>
    public static string? FaultOf(JsonElement schema, JsonElement arguments) =>
        Check(new Schemas(schema, schema), arguments, "", 0);

    /// <summary>The arguments and those left out that have a default.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="given">The arguments by name.</param>
    public static Dictionary<string, JsonElement> Fill(JsonElement schema, Dictionary<string, JsonElement> given)
    {
        var filled = new Dictionary<string, JsonElement>(given, StringComparer.Ordinal);
        foreach (var (name, value) in Defaults(schema))
        {
            filled.TryAdd(name, value);
        }

        return filled;
    }

    /// <summary>The arguments that have a default other than nothing, which is no value at all.</summary>
    /// <param name="schema">The schema.</param>
    public static IEnumerable<(string Name, JsonElement Value)> Defaults(JsonElement schema) =>
        from one in CanonicalJson.Members(CallJson.Find(schema, "properties", JsonValueKind.Object) ?? default)
        where
            one.Value.ValueKind == JsonValueKind.Object
            && one.Value.TryGetProperty("default", out var value)
            && value.ValueKind != JsonValueKind.Null
        select (one.Key, one.Value.GetProperty("default"));

    private static string? Check(Schemas place, JsonElement value, string path, int steps)
    {
        var schema = place.Schema;
        if (schema.ValueKind != JsonValueKind.Object || steps > MostSteps)
        {
            return schema.ValueKind == JsonValueKind.False ? $"{Name(path)} is not to be there" : null;
        }

        if (place.Find() is { } other)
        {
            return Check(other, value, path, steps + 1);
        }

        return IsOfType(schema, value)
            ? IsAllowed(schema, value)
                ? CheckBounds(schema, value, path)
                    ?? CheckVariants(place, value, path, steps)
                    ?? (
                        value.ValueKind == JsonValueKind.Object ? CheckMembers(place, value, path, steps)
                        : value.ValueKind == JsonValueKind.Array ? CheckItems(place, value, path, steps)
                        : null
                    )
                : $"{Name(path)} is none of the values allowed"
            : $"{Name(path)} is of the wrong type";
    }

    private static string? CheckMembers(Schemas place, JsonElement value, string path, int steps)
    {
        var given = CanonicalJson.Members(value);
        foreach (var name in CallJson.Find(place.Schema, "required", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            if (name.ValueKind == JsonValueKind.String && !given.ContainsKey(name.GetString()!))
            {
                return $"{Name(Inside(path, name.GetString()!))} is missing";
            }
        }

        var properties = CanonicalJson.Members(
            CallJson.Find(place.Schema, "properties", JsonValueKind.Object) ?? default
        );
        bool hasRest = place.Schema.TryGetProperty("additionalProperties", out var rest);
        foreach (var (name, one) in given)
        {
            bool isKnown = properties.TryGetValue(name, out var schema);
            if (!isKnown && hasRest && rest.ValueKind == JsonValueKind.False)
            {
                return $"{(path.Length == 0 ? "an argument" : $"something in '{path}'")} is not in its schema";
            }

            // What the model calls it is its own text: only names of the schema are told.
            string where = isKnown ? Inside(path, name) : path;
            if (
                (isKnown || hasRest)
                && Check(place with { Schema = isKnown ? schema : rest }, one, where, steps + 1) is { } fault
            )
            {
                return fault;
            }
        }

        return null;
    }

    private static string? CheckItems(Schemas place, JsonElement value, string path, int steps) =>
        place.Schema.TryGetProperty("items", out var items) && items.ValueKind != JsonValueKind.Array
            ? value
                .EnumerateArray()
                .Select(item => Check(place with { Schema = items }, item, $"{path}[]", steps + 1))
                .FirstOrDefault(fault => fault is not null)
            : null;

    private static string? CheckVariants(Schemas place, JsonElement value, string path, int steps)
    {
        foreach (var one in CallJson.Find(place.Schema, "allOf", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            if (Check(place with { Schema = one }, value, path, steps + 1) is { } fault)
            {
                return fault;
            }
        }

        foreach (string key in new[] { "anyOf", "oneOf" })
        {
            if (
                CallJson.Find(place.Schema, key, JsonValueKind.Array) is { } variants
                && variants
                    .EnumerateArray()
                    .All(one => Check(place with { Schema = one }, value, path, steps + 1) is not null)
            )
            {
                return $"{Name(path)} is of the wrong type";
            }
        }

        return null;
    }

    private static string? CheckBounds(JsonElement schema, JsonElement value, string path)
    {
        double? size = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => value.GetString()!.EnumerateRunes().Count(),
            JsonValueKind.Array => value.GetArrayLength(),
            _ => null,
        };
        var (low, high) = value.ValueKind switch
        {
            JsonValueKind.Number => ("minimum", "maximum"),
            JsonValueKind.String => ("minLength", "maxLength"),
            _ => ("minItems", "maxItems"),
        };
        bool isOutside =
            size < Bound(schema, low)
            || size > Bound(schema, high)
            || (
                value.ValueKind == JsonValueKind.Number
                && (size <= Bound(schema, "exclusiveMinimum") || size >= Bound(schema, "exclusiveMaximum"))
            );
        return isOutside ? $"{Name(path)} is outside its bounds" : null;
    }

    private static double? Bound(JsonElement schema, string key) =>
        CallJson.Find(schema, key, JsonValueKind.Number)?.GetDouble();

    private static bool IsAllowed(JsonElement schema, JsonElement value)
    {
        string canonical = CanonicalJson.Of(value);
        return (
                CallJson.Find(schema, "enum", JsonValueKind.Array) is not { } values
                || values.EnumerateArray().Any(one => CanonicalJson.Of(one) == canonical)
            ) && (!schema.TryGetProperty("const", out var only) || CanonicalJson.Of(only) == canonical);
    }

    private static bool IsOfType(JsonElement schema, JsonElement value) =>
        !schema.TryGetProperty("type", out var type)
        || (
            type.ValueKind == JsonValueKind.Array
                ? type.EnumerateArray().Any(one => IsOf(one, value))
                : IsOf(type, value)
        )
        // OpenAPI's word for a value that may be left open.
        || (
            value.ValueKind == JsonValueKind.Null
            && schema.TryGetProperty("nullable", out var nullable)
            && nullable.ValueKind == JsonValueKind.True
        );

    private static bool IsOf(JsonElement type, JsonElement value) =>
        (type.ValueKind == JsonValueKind.String ? type.GetString() : "") switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            // 5.0 is an integer, as JSON Schema has it since its sixth draft.
            "integer" => value.ValueKind == JsonValueKind.Number
                && !CanonicalJson.Of(value).AsSpan().ContainsAny('.', 'E'),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => true,
        };

    private static string Inside(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Name(string path) => path.Length == 0 ? "the list of arguments" : $"argument '{path}'";

    /// <summary>A schema, and the whole that its references are found in.</summary>
    private readonly record struct Schemas(JsonElement Root, JsonElement Schema)
    {
        /// <summary>What the schema refers to; null where it stands for itself, or what it names is not there.</summary>
        public Schemas? Find()
        {
            if (
                CallJson.Find(Schema, "$ref", JsonValueKind.String)?.GetString() is not { } path
                || !path.StartsWith("#/", StringComparison.Ordinal)
            )
            {
                return null;
            }

            var found = Root;
            foreach (string step in path[2..].Split('/'))
            {
                string name = step.Replace("~1", "/", StringComparison.Ordinal)
                    .Replace("~0", "~", StringComparison.Ordinal);
                if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                {
                    return null;
                }
            }

            return this with
            {
                Schema = found,
            };
        }
    }
}
