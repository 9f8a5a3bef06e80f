namespace EvalHarness.Curves;

/// <summary>The share of right answers at one training size.</summary>
/// <param name="Size">The number of training rows, above 0.</param>
/// <param name="Measured">The share measured; null where it is extrapolated.</param>
/// <param name="Mean">The fitted share, in [0, 1].</param>
/// <param name="Low">The share that it exceeds with a probability of 95 %.</param>
/// <param name="High">The share that it exceeds with a probability of 5 %.</param>
/// <param name="Reaches">The probability that the target is reached; null without a target.</param>
public sealed record CurvePrediction(
    double Size,
    double? Measured,
    double Mean,
    double Low,
    double High,
    double? Reaches
);
