using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>The difference of two models on the same items with the standard errors that speak of it.</summary>
/// <param name="MeanA">Mean of A.</param>
/// <param name="MeanB">Mean of B.</param>
/// <param name="Difference">Mean of A minus mean of B.</param>
/// <param name="ErrorA">Standard error of A's mean; null for one item.</param>
/// <param name="ErrorB">Standard error of B's mean; null for one item.</param>
/// <param name="Paired">Standard error of the difference from paired differences; null for one item.</param>
/// <param name="Unpaired">What it would be had the models seen different items; null for one item.</param>
/// <param name="Correlation">Correlation of the scores; null where one of them does not vary.</param>
/// <param name="Z">Difference over the paired standard error; null where that is 0.</param>
/// <param name="P">Two-sided normal p of z; null where z is.</param>
public sealed record PairedStandardErrors(
    double MeanA,
    double MeanB,
    double Difference,
    double? ErrorA,
    double? ErrorB,
    double? Paired,
    double? Unpaired,
    double? Correlation,
    double? Z,
    double? P
)
{
    /// <summary>
    /// Computes all of them: E. Miller, "Adding error bars to evals" (2024), doi:10.48550/arXiv.2411.00640, section 4.
    /// Independent items are assumed; with clusters use <see cref="StandardErrors.Clustered"/> on the differences.
    /// </summary>
    public static PairedStandardErrors Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var first = Moments.Of(a);
        var second = Moments.Of(b);
        var paired = Moments.Of(Moments.Differences(a, b));
        double? error = paired.StandardError;
        double? z = error > 0 ? paired.Mean / error : null;
        double product = Math.Sqrt(first.SumOfSquares) * Math.Sqrt(second.SumOfSquares);
        double cross = 0;
        for (int i = 0; i < a.Length; i++)
        {
            cross += (a[i] - first.Mean) * (b[i] - second.Mean);
        }
        return new PairedStandardErrors(
            first.Mean,
            second.Mean,
            paired.Mean,
            first.StandardError,
            second.StandardError,
            error,
            first.Variance + second.Variance is { } sum ? Math.Sqrt(sum / a.Length) : null,
            product > 0 ? Math.Clamp(cross / product, -1, 1) : null,
            z,
            z is { } statistic ? UnitNormal.TwoSided(statistic) : null
        );
    }
}
