using System.Globalization;
using System.Text.Json;

namespace EvalHarness.Scoring.Schemas;

internal sealed partial class JsonRules
{
    /// <summary>What of a value breaks a rule, first found: its place and what is wanted, quoting nothing of it; null where all is well.</summary>
    /// <param name="value">The value.</param>
    public string? Check(JsonElement value) => Check(value, root, "$", 0);

    private string? Check(JsonElement value, JsonElement schema, string at, int depth)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            return $"{at}: nothing is allowed there";
        }
        if (schema.ValueKind == JsonValueKind.True)
        {
            return null;
        }
        if (depth > Deepest)
        {
            return $"{at}: nested too deep";
        }
        foreach (var rule in schema.EnumerateObject())
        {
            string? wrong =
                Together(value, rule, at, depth)
                ?? value.ValueKind switch
                {
                    JsonValueKind.Object => OfObject(value, schema, rule, at, depth),
                    JsonValueKind.Array => OfList(value, schema, rule, at, depth),
                    JsonValueKind.String => OfText(value.GetString()!, rule, at),
                    JsonValueKind.Number => OfNumber(value, rule, at),
                    _ => null,
                };
            if (wrong is not null)
            {
                return wrong;
            }
        }
        return null;
    }

    private string? Together(JsonElement value, JsonProperty rule, string at, int depth)
    {
        switch (rule.Name)
        {
            case "type":
                string[] types = Names(rule.Value);
                return Array.Exists(types, type => IsOf(value, type)) ? null : $"{at}: no {string.Join(" or ", types)}";
            case "enum":
                return rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value))
                    ? null
                    : $"{at}: none of the values listed";
            case "const":
                return JsonElement.DeepEquals(rule.Value, value) ? null : $"{at}: not the value wanted";
            case "$ref":
                return Check(value, Find(rule.Value.GetString()!)!.Value, at, depth + 1);
            case "allOf":
                return rule
                    .Value.EnumerateArray()
                    .Select(one => Check(value, one, at, depth + 1))
                    .FirstOrDefault(wrong => wrong is not null);
            case "anyOf":
                return Fitting(value, rule.Value, at, depth) > 0 ? null : $"{at}: fits none of the schemas of anyOf";
            case "oneOf":
                return Fitting(value, rule.Value, at, depth) == 1
                    ? null
                    : $"{at}: does not fit exactly one of the schemas of oneOf";
            case "not":
                return Check(value, rule.Value, at, depth + 1) is null ? $"{at}: fits a schema that it must not" : null;
            default:
                return null;
        }
    }

    private int Fitting(JsonElement value, JsonElement schemas, string at, int depth) =>
        schemas.EnumerateArray().Count(one => Check(value, one, at, depth + 1) is null);

    private string? OfObject(JsonElement value, JsonElement schema, JsonProperty rule, string at, int depth)
    {
        switch (rule.Name)
        {
            case "properties":
                foreach (var property in rule.Value.EnumerateObject())
                {
                    if (
                        value.TryGetProperty(property.Name, out var inner)
                        && Check(inner, property.Value, $"{at}.{property.Name}", depth + 1) is { } wrong
                    )
                    {
                        return wrong;
                    }
                }
                return null;
            case "required":
                string? missing = Names(rule.Value).FirstOrDefault(name => !value.TryGetProperty(name, out _));
                return missing is null ? null : $"{at}: without '{missing}'";
            case "patternProperties":
                return value
                    .EnumerateObject()
                    .SelectMany(one =>
                        rule.Value.EnumerateObject()
                            .Where(pattern => patterns[pattern.Name].IsMatch(one.Name))
                            .Select(pattern => Check(one.Value, pattern.Value, $"{at}.*", depth + 1))
                    )
                    .FirstOrDefault(wrong => wrong is not null);
            case "additionalProperties":
                return value
                    .EnumerateObject()
                    .Where(one => !IsDeclared(schema, one.Name))
                    .Select(one => Check(one.Value, rule.Value, $"{at}.*", depth + 1))
                    .FirstOrDefault(wrong => wrong is not null);
            case "minProperties":
                return value.GetPropertyCount() >= rule.Value.GetDouble() ? null : $"{at}: too few properties";
            case "maxProperties":
                return value.GetPropertyCount() <= rule.Value.GetDouble() ? null : $"{at}: too many properties";
            default:
                return null;
        }
    }

    private bool IsDeclared(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (
            schema.TryGetProperty("patternProperties", out var named)
            && named.EnumerateObject().Any(pattern => patterns[pattern.Name].IsMatch(name))
        );

    private string? OfList(JsonElement value, JsonElement schema, JsonProperty rule, string at, int depth)
    {
        JsonElement[] items = [.. value.EnumerateArray()];
        switch (rule.Name)
        {
            case "items":
                int first = schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0;
                return items
                    .Index()
                    .Skip(first)
                    .Select(one => Check(one.Item, rule.Value, Item(at, one.Index), depth + 1))
                    .FirstOrDefault(wrong => wrong is not null);
            case "prefixItems":
                return items
                    .Zip(rule.Value.EnumerateArray())
                    .Index()
                    .Select(one => Check(one.Item.First, one.Item.Second, Item(at, one.Index), depth + 1))
                    .FirstOrDefault(wrong => wrong is not null);
            case "minItems":
                return items.Length >= rule.Value.GetDouble() ? null : $"{at}: too few items";
            case "maxItems":
                return items.Length <= rule.Value.GetDouble() ? null : $"{at}: too many items";
            case "uniqueItems":
                bool isTwice = items
                    .Index()
                    .Any(one => items.Take(one.Index).Any(other => JsonElement.DeepEquals(other, one.Item)));
                return rule.Value.ValueKind == JsonValueKind.True && isTwice ? $"{at}: an item twice" : null;
            default:
                return null;
        }
    }

    private string? OfText(string text, JsonProperty rule, string at) =>
        rule.Name switch
        {
            "minLength" => Length(text) >= rule.Value.GetDouble() ? null : $"{at}: too short",
            "maxLength" => Length(text) <= rule.Value.GetDouble() ? null : $"{at}: too long",
            "pattern" => patterns[rule.Value.GetString()!].IsMatch(text) ? null : $"{at}: does not match the pattern",
            _ => null,
        };

    private static string? OfNumber(JsonElement value, JsonProperty rule, string at)
    {
        double number = value.GetDouble();
        double limit = rule.Value.ValueKind == JsonValueKind.Number ? rule.Value.GetDouble() : 0;
        return rule.Name switch
        {
            "minimum" => number >= limit ? null : $"{at}: too small",
            "maximum" => number <= limit ? null : $"{at}: too large",
            "exclusiveMinimum" => number > limit ? null : $"{at}: too small",
            "exclusiveMaximum" => number < limit ? null : $"{at}: too large",
            "multipleOf" => IsMultiple(value, rule.Value) ? null : $"{at}: no multiple of what is wanted",
            _ => null,
        };
    }

    private static bool IsMultiple(JsonElement value, JsonElement of) =>
        value.TryGetDecimal(out decimal number) && of.TryGetDecimal(out decimal step) && step != 0
            ? number % step == 0
            : value.GetDouble() % of.GetDouble() == 0;

    // In JSON Schema 1.0 is an integer.
    private static bool IsOf(JsonElement value, string type) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => type == "null",
            JsonValueKind.True or JsonValueKind.False => type == "boolean",
            JsonValueKind.Object => type == "object",
            JsonValueKind.Array => type == "array",
            JsonValueKind.String => type == "string",
            _ => type == "number"
                || (type == "integer" && value.GetDouble() is var number && Math.Floor(number).Equals(number)),
        };

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static string Item(string at, int index) => string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]");
}
