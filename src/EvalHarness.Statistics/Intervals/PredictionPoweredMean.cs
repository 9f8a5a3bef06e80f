namespace EvalHarness.Statistics.Intervals;

/// <summary>A mean estimated from a few labels and many predictions.</summary>
/// <param name="Lambda">Weight of the predictions: 0 ignores them, 1 trusts them fully.</param>
/// <param name="RawLambda">The variance-minimising weight before it was clipped to [0, 1].</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error, variances with divisor n as in ppi_py.</param>
/// <param name="UnbiasedStandardError">Its standard error, variances with divisor n - 1; null for one value.</param>
/// <param name="Interval">Normal confidence interval by <paramref name="StandardError"/>.</param>
public sealed record PredictionPoweredMean(
    double Lambda,
    double RawLambda,
    double Value,
    double StandardError,
    double? UnbiasedStandardError,
    Interval Interval
);
