namespace EvalHarness.Curves;

/// <summary>The share of right answers at one training size.</summary>
/// <param name="Size">Training rows.</param>
/// <param name="Measured">The share measured; null where it is extrapolated.</param>
/// <param name="Mean">The fitted share.</param>
/// <param name="Low">Its 5 % quantile.</param>
/// <param name="High">Its 95 % quantile.</param>
/// <param name="Reaches">The probability that the target is reached; null without a target.</param>
public sealed record CurvePrediction(
    double Size,
    double? Measured,
    double Mean,
    double Low,
    double High,
    double? Reaches
);
