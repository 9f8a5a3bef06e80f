using EvalHarness.Scoring;

namespace EvalHarness.Comparisons.Published;

/// <summary>The mean of scores that were made elsewhere: their vectors are read, never observed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBinary">Whether every score is 0 or 1.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
/// <param name="Range">Smallest and largest possible score.</param>
internal sealed record ImportedScore(string Name, bool IsBinary, bool HigherIsBetter, (double Low, double High) Range)
    : IMetric
{
    public int Width => 2;

    public bool IsMean => true;

    public bool IsShare => IsBinary;

    /// <summary>The metric that suits some scores: accuracy when all are 0 or 1, their mean otherwise.</summary>
    public static ImportedScore For(IEnumerable<double> scores, bool higherIsBetter)
    {
        var (isBinary, isShare) = (true, true);
        foreach (double score in scores)
        {
            isBinary &= score is 0 or 1;
            isShare &= score is >= 0 and <= 1;
        }

        return new ImportedScore(
            isBinary ? "accuracy" : "score",
            isBinary,
            higherIsBetter,
            isShare ? (0, 1) : (double.NegativeInfinity, double.PositiveInfinity)
        );
    }

    public void Observe(in ScoredSample sample, Span<double> statistics) =>
        throw new NotSupportedException("scores from elsewhere are read, not observed");

    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}
