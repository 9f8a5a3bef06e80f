using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Scoring.Schemas;

namespace EvalHarness.Scoring.Assertions;

/// <summary>Reads checks from JSON: a list of objects, or an object with <c>assert</c> and <c>threshold</c>.</summary>
internal static class CheckReader
{
    /// <summary>The types, in the order of the alphabet.</summary>
    public static ImmutableArray<string> Types { get; } =
    [
        Check.Set,
        "bleu",
        "contains",
        "contains-all",
        "contains-any",
        "cost",
        "equals",
        "icontains",
        "icontains-all",
        "icontains-any",
        "is-json",
        "latency",
        "levenshtein",
        "regex",
        "starts-with",
        "word-count",
    ];

    private const int Deepest = 64;
    private static readonly string[] Keys = ["type", "value", "threshold", "weight", "metric", "assert"];

    /// <summary>Reads the checks of a sample.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is something else; the message says what, quoting nothing of the value.</exception>
    public static CheckList Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
            return Read(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            throw new FormatException("no JSON");
        }
    }

    /// <summary>One check.</summary>
    /// <param name="json">The object.</param>
    /// <param name="isInSet">Whether it stands in a set, in which no further set may.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Check One(JsonElement json, bool isInSet = false)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("a check that is no object");
        }

        if (json.EnumerateObject().Select(one => one.Name).FirstOrDefault(name => !Keys.Contains(name)) is { } unknown)
        {
            throw new FormatException($"the unknown key '{unknown}' in a check");
        }

        string word =
            json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()!
                : throw new FormatException("a check without a type");
        bool isInverse = word.StartsWith("not-", StringComparison.Ordinal);
        var check = new Check(isInverse ? word[4..] : word)
        {
            IsInverse = isInverse,
            Value = json.TryGetProperty("value", out var value) ? value : null,
            Threshold = Number(json, "threshold"),
            Weight = Number(json, "weight") ?? 1,
            Metric =
                !json.TryGetProperty("metric", out var metric) ? null
                : metric.ValueKind == JsonValueKind.String ? metric.GetString()
                : throw new FormatException("a metric that is no name"),
        };
        if (!Types.Contains(check.Type) || word == "not-" + Check.Set)
        {
            string? meant = Spelling.Nearest(word, Types);
            throw new FormatException(
                $"the unknown type '{word}'" + (meant is null ? "" : $"; did you mean '{meant}'?")
            );
        }

        return check.Type == Check.Set ? check with { Items = Items(json, isInSet) } : Complete(check);
    }

    private static CheckList Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return new CheckList(All(root, isInSet: false), null);
        }

        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("assert", out var all)
            || all.ValueKind != JsonValueKind.Array
        )
        {
            throw new FormatException("no list of checks, and no object with one under 'assert'");
        }

        return new CheckList(All(all, isInSet: false), Number(root, "threshold"));
    }

    private static ImmutableArray<Check> All(JsonElement list, bool isInSet) =>
        [.. list.EnumerateArray().Select(one => One(one, isInSet))];

    private static ImmutableArray<Check> Items(JsonElement json, bool isInSet) =>
        isInSet ? throw new FormatException("a set of checks within another")
        : json.TryGetProperty("assert", out var list) && list.ValueKind == JsonValueKind.Array
            ? All(list, isInSet: true)
        : throw new FormatException("a set of checks without a list under 'assert'");

    private static double? Number(JsonElement json, string key) =>
        !json.TryGetProperty(key, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : throw new FormatException($"a {key} that is no number");

    /// <summary>The check with what its value says, which must be such as its type can be asked with.</summary>
    private static Check Complete(Check check)
    {
        var kind = check.Value?.ValueKind;
        bool isText = kind == JsonValueKind.String && check.Value!.Value.GetString()!.Length > 0;
        switch (check.Type)
        {
            case "contains" or "icontains":
                Need(check, isText || kind == JsonValueKind.Number, "a text that is not empty, or a number");
                return check;
            case "contains-any" or "contains-all" or "icontains-any" or "icontains-all":
                Need(check, isText || kind == JsonValueKind.Array, "a list, or a text with commas");
                return kind == JsonValueKind.Array ? check : check with { Value = Parts(check) };
            case "starts-with":
                Need(check, isText, "a text that is not empty");
                return check;
            case "levenshtein":
                Need(check, kind == JsonValueKind.String, "a text");
                return check;
            case "regex":
                Need(check, isText, "a pattern");
                var (pattern, reason) = JsPattern.Compile(check.Value!.Value.GetString()!);
                return check with { Pattern = pattern ?? throw new FormatException($"regex: {reason}") };
            case "cost" or "latency":
                Need(check, check.Threshold is not null, "a threshold");
                return check;
            case "word-count":
                Need(check, IsCount(check.Value), "a number, or { min, max } in order");
                return check;
            case "bleu":
                Need(check, IsTexts(check.Value), "a text or a list of texts");
                return check;
            case "is-json":
                return check with { Rules = Schema(check.Value) };
            default:
                Need(check, kind is not null, "a value");
                return check;
        }
    }

    private static void Need(Check check, bool isThere, string what)
    {
        if (!isThere)
        {
            throw new FormatException($"{check.Type}: expected {what}");
        }
    }

    private static JsonElement Parts(Check check) =>
        JsonSerializer.SerializeToElement(
            CommaList.Read(check.Value!.Value.GetString()!)
                ?? throw new FormatException($"{check.Type}: a quote that is not closed, or not followed by a comma")
        );

    private static bool IsTexts(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String }
        || (
            value is { ValueKind: JsonValueKind.Array } list
            && list.GetArrayLength() > 0
            && list.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
        );

    private static bool IsCount(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } range)
        {
            return value is { ValueKind: JsonValueKind.Number }
                || (
                    value is { ValueKind: JsonValueKind.String } text
                    && double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                );
        }

        double? min = Bound(range, "min");
        double? max = Bound(range, "max");
        return (min ?? max) is not null && !(min > max);
    }

    private static double? Bound(JsonElement range, string name) =>
        !range.TryGetProperty(name, out var bound) ? null
        : bound.ValueKind == JsonValueKind.Number ? bound.GetDouble()
        : throw new FormatException($"word-count: a {name} that is no number");

    private static JsonRules? Schema(JsonElement? value)
    {
        if (value is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.False) } schema)
        {
            return null;
        }

        try
        {
            return schema.ValueKind == JsonValueKind.Object
                ? new JsonRules(schema)
                : throw new FormatException("is-json: expected a JSON Schema");
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException($"is-json: {wrong.Message}", wrong);
        }
    }
}
