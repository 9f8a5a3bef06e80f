using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Assertions;

/// <summary>Holds answers against checks.</summary>
internal static class CheckRunner
{
    private const double MostEdits = 5;
    private const double LeastBleu = 0.5;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>Whether an answer passes all checks, with its score: the mean of theirs by weight.</summary>
    /// <param name="list">The checks.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Null where a check asks for a cost or a time that is unknown.</returns>
    public static CheckOutcome? Run(CheckList list, in CheckedAnswer answer) =>
        list.Checks.IsEmpty ? new CheckOutcome(true, 1)
        : Total(list, answer) is { } total ? total.Outcome
        : null;

    /// <summary>The mean score by weight of the checks of a name; null where none has it, or one looks at what is unknown.</summary>
    /// <param name="list">The checks.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="metric">The name.</param>
    public static double? Named(CheckList list, in CheckedAnswer answer, string metric) =>
        Total(list, answer) is { } total && total.Named.TryGetValue(metric, out var named)
            ? named.Weight > 0
                ? named.Score / named.Weight
                : 0
            : null;

    private static Totals? Total(CheckList list, in CheckedAnswer answer)
    {
        // Sets count behind the single checks: the order of a sum of doubles shows in its last digit.
        var totals = new Totals(list.Threshold);
        foreach (var check in list.Checks.Where(check => check.Type != Check.Set))
        {
            if (One(check, answer) is not { } outcome)
            {
                return null;
            }

            totals.Add(check, outcome);
        }

        foreach (var set in list.Checks.Where(check => check.Type == Check.Set))
        {
            if (Total(new CheckList(set.Items, set.Threshold), answer) is not { } inner)
            {
                return null;
            }

            totals.Add(set, inner.Outcome);
            totals.AddNamed(set, inner);
        }

        return totals;
    }

    private static CheckOutcome? One(Check check, in CheckedAnswer answer)
    {
        CheckOutcome? outcome = check.Type switch
        {
            "cost" => answer.CostUsd is { } usd ? Bool(check, (double)usd <= check.Threshold) : null,
            "latency" => answer.Latency is { } time ? Bool(check, time.TotalMilliseconds <= check.Threshold) : null,
            "is-json" => Bool(check, IsJson(check, answer.Text)),
            "bleu" => Graded(check, ReferenceBleu.Score(answer.Text, Texts(check)), LeastBleu),
            "equals" => Bool(check, IsEqual(check.Value!.Value, answer.Text)),
            _ => Bool(check, Holds(check, answer.Text)),
        };
        return check.Weight == 0 && outcome is { } weightless ? weightless with { Passes = true } : outcome;
    }

    private static CheckOutcome Bool(Check check, bool holds) => CheckOutcome.Of(holds != check.IsInverse);

    private static CheckOutcome Graded(Check check, double score, double least) =>
        new((score >= (check.Threshold ?? least)) != check.IsInverse, check.IsInverse ? 1 - score : score);

    private static bool Holds(Check check, string text) =>
        check.Type switch
        {
            "contains" => text.Contains(Texts(check)[0], StringComparison.Ordinal),
            "icontains" => Small(text).Contains(Small(Texts(check)[0]), StringComparison.Ordinal),
            "contains-any" => Texts(check).Exists(one => text.Contains(one, StringComparison.Ordinal)),
            "contains-all" => Texts(check).TrueForAll(one => text.Contains(one, StringComparison.Ordinal)),
            "icontains-any" => Texts(check).Exists(one => Small(text).Contains(Small(one), StringComparison.Ordinal)),
            "icontains-all" => Texts(check)
                .TrueForAll(one => Small(text).Contains(Small(one), StringComparison.Ordinal)),
            "starts-with" => text.StartsWith(Texts(check)[0], StringComparison.Ordinal),
            "regex" => check.Pattern!.IsMatch(text),
            "levenshtein" => EditDistances.CodeUnits(text, Texts(check)[0]) <= (check.Threshold ?? MostEdits),
            "word-count" => IsCount(check.Value!.Value, JsText.Words(text).Count),
            _ => throw new UnreachableException(),
        };

    private static string Small(string text) => PythonText.Lower(text);

    private static List<string> Texts(Check check) =>
        check.Value!.Value is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(JsText.Of)]
            : [JsText.Of(check.Value.Value)];

    private static bool IsCount(JsonElement value, int words)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return !(value.TryGetProperty("min", out var min) && words < min.GetDouble())
                && !(value.TryGetProperty("max", out var max) && words > max.GetDouble());
        }

        double wanted =
            value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
        return wanted.Equals(words);
    }

    // Without a schema a text that is no JSON passes not-is-json; with one it does too.
    private static bool IsJson(Check check, string text)
    {
        using var document = Parse(text);
        return document is not null && check.Rules?.Check(document.RootElement) is null;
    }

    private static bool IsEqual(JsonElement wanted, string text)
    {
        if (wanted.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
        {
            return string.Equals(JsText.Of(wanted), text, StringComparison.Ordinal);
        }

        using var document = Parse(text);
        return document is not null && AreEqual(wanted, document.RootElement);
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Values with the same members in any order, the same items in theirs, and the same numbers: 1.0 is 1, and 0 is not -0.</summary>
    private static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.Object:
                var (one, other) = (Members(left), Members(right));
                return one.Count == other.Count
                    && one.All(member => other.TryGetValue(member.Key, out var value) && AreEqual(member.Value, value));
            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength()
                    && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second));
            case JsonValueKind.Number:
                var (a, b) = (left.GetDouble(), right.GetDouble());
                return a.Equals(b) && double.IsNegative(a) == double.IsNegative(b);
            case JsonValueKind.String:
                return left.GetString() == right.GetString();
            default:
                return true;
        }
    }

    // Of a name that stands twice the last value counts.
    private static Dictionary<string, JsonElement> Members(JsonElement json)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    /// <summary>Sums over the checks of a list.</summary>
    private sealed class Totals(double? threshold)
    {
        private double score;
        private double weight;
        private bool hasFailed;

        public Dictionary<string, (double Score, double Weight)> Named { get; } = new(StringComparer.Ordinal);

        public CheckOutcome Outcome
        {
            get
            {
                double mean = weight > 0 ? score / weight : 0;
                return new CheckOutcome(threshold is { } least ? mean >= least : !hasFailed, mean);
            }
        }

        public void Add(Check check, CheckOutcome outcome)
        {
            score += outcome.Score * check.Weight;
            weight += check.Weight;
            hasFailed |= !outcome.Passes;
            if (!string.IsNullOrEmpty(check.Metric))
            {
                Put(check.Metric, outcome.Score * check.Weight, check.Weight);
            }
        }

        public void AddNamed(Check set, Totals inner)
        {
            foreach (var (name, one) in inner.Named.Where(one => one.Key != set.Metric))
            {
                double weight = one.Weight * set.Weight;
                Put(name, (one.Weight > 0 ? one.Score / one.Weight : 0) * weight, weight);
            }
        }

        private void Put(string name, double score, double weight)
        {
            var sum = Named.GetValueOrDefault(name);
            Named[name] = (sum.Score + score, sum.Weight + weight);
        }
    }
}
