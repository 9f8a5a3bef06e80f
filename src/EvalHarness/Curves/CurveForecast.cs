using System.Collections.Immutable;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Curves;

/// <summary>A learning curve with its extrapolation, and how many training rows it takes to reach a target.</summary>
/// <param name="Fit">The power law that fits best; null of two sizes, which any curve fits.</param>
/// <param name="Points">Each size, measured or extrapolated, in order.</param>
/// <param name="Target">The share of right answers to be reached; null when there is none.</param>
/// <param name="Needed">The size that reaches the target with a probability; empty without a target.</param>
public sealed record CurveForecast(
    PowerLaw? Fit,
    ImmutableArray<CurvePrediction> Points,
    double? Target,
    ImmutableArray<CurveNeed> Needed
)
{
    /// <summary>Sizes from which on data rather than the prior decide where the curve goes.</summary>
    public const int EnoughSizes = 4;

    /// <summary>Probabilities for which the needed size is told.</summary>
    private static readonly double[] Probabilities = [0.25, 0.5, 0.75];

    /// <summary>All that the sizes say about others.</summary>
    public required LearningCurve Posterior { get; init; }

    /// <summary>The largest size measured.</summary>
    public double Largest => Points.Last(point => point.Measured is not null).Size;

    /// <summary>The size beyond which the curve is no more than a guess.</summary>
    public double Farthest => LearningCurve.FarthestRatio * Largest;

    /// <summary>Whether there are too few sizes to tell one curve from another: the extrapolation rests on its prior.</summary>
    public bool IsUnderdetermined => Points.Count(point => point.Measured is not null) < EnoughSizes;

    /// <summary>Fits and extrapolates a curve to sixteen times its largest size.</summary>
    /// <param name="curve">Right answers at each training size, sizes growing.</param>
    /// <param name="target">The share of right answers to be reached; null for none.</param>
    public static CurveForecast Of(LearningCurveSpec curve, double? target)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var posterior = LearningCurve.Posterior(curve);
        double[] errors = [.. curve.Correct.Zip(curve.Total, (correct, total) => 1 - (correct / total))];
        double[] further =
        [
            .. new[] { 2.0, 4, 8, LearningCurve.FarthestRatio }.Select(ratio => ratio * curve.Sizes[^1]),
        ];
        return new(
            errors.Length > 2 ? LearningCurve.BestFit([.. curve.Sizes], errors) : null,
            [
                .. curve
                    .Sizes.Select((size, i) => Predict(posterior, size, 1 - errors[i], target))
                    .Concat(further.Select(size => Predict(posterior, size, null, target))),
            ],
            target,
            target is { } goal ? NeededFor(posterior, goal) : []
        )
        {
            Posterior = posterior,
        };
    }

    /// <summary>How many training rows another target takes.</summary>
    /// <param name="target">The share of right answers to be reached.</param>
    public ImmutableArray<CurveNeed> NeededFor(double target) => NeededFor(Posterior, target);

    private static ImmutableArray<CurveNeed> NeededFor(LearningCurve posterior, double target) =>
        [.. Probabilities.Select(p => new CurveNeed(p, posterior.RequiredSize(1 - target, p)))];

    /// <summary>The share of right answers at any size, between 0 and 1 whatever the prior would allow.</summary>
    /// <param name="size">Training rows, above 0.</param>
    public CurvePrediction At(double size) => Predict(Posterior, size, null, Target);

    private static CurvePrediction Predict(LearningCurve posterior, double size, double? measured, double? target)
    {
        var error = posterior.ErrorAt(size);
        return new(
            size,
            measured,
            Math.Clamp(1 - error.Mean, 0, 1),
            Math.Clamp(1 - error.Quantile(0.95), 0, 1),
            Math.Clamp(1 - error.Quantile(0.05), 0, 1),
            target is { } goal ? error.ShareAtMost(1 - goal) : null
        );
    }
}
