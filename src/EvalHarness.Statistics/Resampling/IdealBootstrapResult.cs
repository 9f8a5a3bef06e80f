using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>What infinitely many resamples would give.</summary>
/// <param name="Value">The mean.</param>
/// <param name="StandardError">Standard deviation of the bootstrap distribution.</param>
/// <param name="Percentile">Interval between inverse-distribution quantiles.</param>
/// <param name="ProbabilityLess">Probability of a resample mean below the mean.</param>
/// <param name="ProbabilityEqual">Probability of a resample mean equal to the mean.</param>
/// <param name="Acceleration">Acceleration of BCa intervals.</param>
public sealed record IdealBootstrapResult(
    double Value,
    double StandardError,
    Interval Percentile,
    double ProbabilityLess,
    double ProbabilityEqual,
    double Acceleration
)
{
    /// <summary>The bias correction z0, ties counting one half.</summary>
    public double? BiasCorrection =>
        ProbabilityLess + 0.5 * ProbabilityEqual is > 0 and < 1 and var share ? UnitNormal.Quantile(share) : null;
}
