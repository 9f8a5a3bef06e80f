using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Numbers;
using EvalHarness.Scoring.Schemas;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Metrics;

/// <summary>What of the fields is counted.</summary>
public enum JsonPart
{
    /// <summary>The harmonic mean of precision and recall (default).</summary>
    F1,

    /// <summary>Share of the fields given that are right.</summary>
    Precision,

    /// <summary>Share of the right fields that are given.</summary>
    Recall,
}

/// <summary>
/// F1 of the fields of JSON answers, over all fields of all samples. Ours. A field is a path to a text, a number or a boolean; null is no field. It
/// is right where the target has the same path with an equal value; items of a list of plain values are compared in any order, objects in a
/// list place by place. An answer that is no JSON, or breaks the schema, gives no field. Of several targets the best met counts. Null where no
/// sample has a field.
/// </summary>
/// <param name="Part">What of it is counted; <c>f1</c> by default.</param>
/// <param name="Numbers">Paths whose values are numbers, however written (<c>"$1,200"</c> is 1200); none by default. <c>prices[]</c> is all items of a list of plain values.</param>
/// <param name="Texts">Paths whose values are texts of which case, punctuation and articles do not count, as in SQuAD; none by default. All others must be equal, numbers as numbers.</param>
/// <param name="Tolerance">Largest relative distance of <c>numbers</c>, for example 0.01 for one percent; 0 by default.</param>
[Keyword("json_f1")]
public sealed record JsonF1(
    JsonPart Part = JsonPart.F1,
    ImmutableArray<string>? Numbers = null,
    ImmutableArray<string>? Texts = null,
    double Tolerance = 0
) : IMetric
{
    /// <inheritdoc/>
    public string Name => Part == JsonPart.F1 ? "json_f1" : $"json_{Part.ToString().ToLowerInvariant()}";

    /// <inheritdoc/>
    public bool IsShare => Part != JsonPart.F1;

    /// <inheritdoc/>
    /// <remarks>Fields right, fields given, right fields.</remarks>
    public int Width => 3;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        var found = Leaves(sample.Answer);
        (double Hits, int Gold) best = (-1, 0);
        foreach (string target in sample.AllTargets())
        {
            var gold = Leaves(target);
            double hits = Hits(found, gold);
            bool isBetter = hits * (best.Gold + found.Count) > best.Hits * (gold.Count + found.Count);
            best = best.Hits < 0 || isBetter ? (hits, gold.Count) : best;
        }
        if (best.Hits >= 0)
        {
            (statistics[0], statistics[1], statistics[2]) = (best.Hits, found.Count, best.Gold);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals)
    {
        var (hits, found, gold) = (totals[0], totals[1], totals[2]);
        if (found + gold == 0)
        {
            return null;
        }
        return Part switch
        {
            JsonPart.F1 => 2 * hits / (found + gold),
            JsonPart.Precision => found > 0 ? hits / found : 0,
            JsonPart.Recall => gold > 0 ? hits / gold : 0,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static List<(string Path, JsonElement Value)> Leaves(string? text) =>
        text is null ? [] : JsonLeaves.Of(JsonValues.Parse(text) ?? JsonSerializer.SerializeToElement(text));

    private int Hits(List<(string Path, JsonElement Value)> found, List<(string Path, JsonElement Value)> gold)
    {
        var open = found
            .ToLookup(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.ToList());
        int hits = 0;
        foreach (var (path, value) in gold)
        {
            if (
                open.TryGetValue(path, out var values)
                && values.FindIndex(other => AreEqual(path, other, value)) is var at and >= 0
            )
            {
                values.RemoveAt(at);
                hits++;
            }
        }
        return hits;
    }

    private bool AreEqual(string path, JsonElement found, JsonElement gold)
    {
        if (Numbers?.Contains(path) == true)
        {
            return NumericAnswers.Matches(
                NumericAnswers.Parse(Text(found)),
                NumericAnswers.Parse(Text(gold)),
                Tolerance
            );
        }
        return Texts?.Contains(path) == true
            ? NormalText.Squad(Text(found)) == NormalText.Squad(Text(gold))
            : found.ValueKind == gold.ValueKind && Text(found) == Text(gold);
    }

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => CanonicalJson.Number(value),
            _ => value.GetRawText(),
        };
}
