using EvalHarness.Core;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// The weighted F1 of each tag, averaged over the tags, each counting alike: the "average weighted F1" of the gold headlines
/// in BloombergGPT (arXiv:2303.17564) and FinGPT. Within a tag equal to scikit-learn 1.2.1 f1_score(average="weighted", zero_division=0),
/// an answer that is missing or no class costing its class recall and no other precision. A rare class weighs little: print an
/// always-majority baseline beside it.
/// </summary>
/// <param name="Tag">Field of the sample that says which tag it asks about; <c>tag</c> by default.</param>
[Keyword("tag_weighted_f1")]
public sealed record TagWeightedF1(string Tag = "tag") : IWeightedMetric
{
    /// <inheritdoc/>
    public string Name => "tag_weighted_f1";

    /// <inheritdoc/>
    /// <remarks>The tag, the right class and the class given, each as a number that stands for its text.</remarks>
    public int Columns => 3;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        if (sample.AllTargets() is not [var first, ..] targets)
        {
            return false;
        }
        string gold = sample.Answer is { } answer && targets.Contains(answer) ? answer : first;
        columns[0] = Key(sample.Field(Tag) ?? "");
        columns[1] = Key(gold);
        columns[2] = sample.Answer is { } given ? Key(given) : -1;
        return true;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        var tags = new Dictionary<double, Dictionary<double, double[]>>();
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                var row = rows.Slice(i * Columns, Columns);
                var classes = Find(tags, row[0], () => new Dictionary<double, double[]>());
                Find(classes, row[1], () => new double[3])[2] += weights[i];
                Find(classes, row[2], () => new double[3])[1] += weights[i];
                classes[row[1]][0] += row[1] == row[2] ? weights[i] : 0;
            }
        }
        return tags.Count == 0 ? null : tags.Values.Average(Weighted);
    }

    private static double Weighted(Dictionary<double, double[]> classes)
    {
        double[][] counts = [.. classes.Values];
        return ClassScores
            .Weighted(
                Array.ConvertAll(counts, count => count[0]),
                Array.ConvertAll(counts, count => count[1]),
                Array.ConvertAll(counts, count => count[2])
            )
            .F;
    }

    private static T Find<T>(Dictionary<double, T> all, double key, Func<T> make)
    {
        if (!all.TryGetValue(key, out var found))
        {
            all[key] = found = make();
        }
        return found;
    }

    // 52 bits of the text's hash: a double holds them whole.
    private static double Key(string text) => Convert.ToUInt64(Digest.Of(text)[..13], 16);
}
