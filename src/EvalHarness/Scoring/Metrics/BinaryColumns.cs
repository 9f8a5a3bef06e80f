namespace EvalHarness.Scoring.Metrics;

/// <summary>The two columns of ranking metrics: a score and an outcome.</summary>
internal static class BinaryColumns
{
    /// <summary>Writes both; false where the sample has no score.</summary>
    public static bool Write(in ScoredSample sample, string? positive, Span<double> columns)
    {
        double? score = positive is null ? sample.Confidence : Probability(sample, positive);
        bool outcome = positive is null ? sample.IsRight() : sample.AllTargets().Contains(positive);
        columns[0] = score ?? 0;
        columns[1] = outcome ? 1 : 0;
        return score is not null;
    }

    private static double? Probability(in ScoredSample sample, string label) =>
        sample.Probabilities is { } classes && classes.TryGetValue(label, out double probability) ? probability : null;
}
