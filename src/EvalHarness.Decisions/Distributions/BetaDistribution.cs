using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A beta distribution on [0, 1], by its shapes or by mean and standard deviation.</summary>
[Keyword("beta")]
public sealed record BetaDistribution : Distribution
{
    private readonly Lazy<BetaQuantiles> quantiles;
    private readonly string? problem;

    /// <summary>A beta distribution.</summary>
    /// <param name="a">The first shape, above 0.</param>
    /// <param name="b">The second shape, above 0.</param>
    /// <param name="mean">The mean, in (0, 1); with <paramref name="sd"/> in place of the shapes.</param>
    /// <param name="sd">The standard deviation, below √(mean(1 - mean)).</param>
    /// <exception cref="ArgumentException">Neither pair is whole, or both are given.</exception>
    public BetaDistribution(
        [Range(0, double.MaxValue, MinimumIsExclusive = true)] double? a = null,
        [Range(0, double.MaxValue, MinimumIsExclusive = true)] double? b = null,
        [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)] double? mean = null,
        [Range(0, 0.5, MinimumIsExclusive = true, MaximumIsExclusive = true)] double? sd = null
    )
    {
        (A, B) = (a, b, mean, sd) switch
        {
            ({ } first, { } second, null, null) => (first, second),
            (null, null, { } m, { } s) => FromMoments(m, s),
            _ => throw new ArgumentException(
                "keys of a beta that do not fit; expected 'a' and 'b', or 'mean' and 'sd'"
            ),
        };
        problem = mean is { } centre && sd is { } spread ? MomentProblem(centre, spread) : null;
        quantiles = new(() => new BetaQuantiles(A, B));
    }

    /// <summary>The first shape, above 0: it counts as so many successes.</summary>
    public double A { get; }

    /// <summary>The second shape, above 0: it counts as so many failures.</summary>
    public double B { get; }

    /// <inheritdoc/>
    public override double Mean => A / (A + B);

    /// <inheritdoc/>
    public override double Quantile(double probability) => quantiles.Value[probability];

    /// <inheritdoc/>
    public bool Equals(BetaDistribution? other) => other is not null && A.Equals(other.A) && B.Equals(other.B);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(A, B);

    internal override IEnumerable<string> Problems() =>
        problem is not null ? [problem]
        : A > 0 && B > 0 && double.IsFinite(A + B) ? []
        : [FormattableString.Invariant($"a and b must be above 0, were {A} and {B}")];

    private static string? MomentProblem(double mean, double sd) =>
        mean is not (> 0 and < 1) ? FormattableString.Invariant($"mean must lie between 0 and 1, was {mean}")
        : sd > 0 && sd < Math.Sqrt(mean * (1 - mean)) ? null
        : FormattableString.Invariant(
            $"sd must be above 0 and below {Math.Sqrt(mean * (1 - mean)):0.####} with a mean of {mean}, was {sd}"
        );

    private static (double A, double B) FromMoments(double mean, double sd)
    {
        if (!(sd * sd < mean * (1 - mean)))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"'{sd}' for 'sd'; expected less than {Math.Sqrt(mean * (1 - mean)):0.####}, as the mean is {mean}"
                ),
                nameof(sd)
            );
        }

        double size = (mean * (1 - mean) / (sd * sd)) - 1;
        return (mean * size, (1 - mean) * size);
    }
}
