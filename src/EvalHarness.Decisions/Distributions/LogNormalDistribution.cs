using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A log-normal distribution, by median and sigma or by its 10 % and 90 % points.</summary>
[Keyword("lognormal")]
public sealed record LogNormalDistribution : Distribution
{
    private readonly string? problem;

    /// <summary>A log-normal distribution.</summary>
    /// <param name="median">The median, above 0.</param>
    /// <param name="sigma">The standard deviation of the logarithm, at least 0.</param>
    /// <param name="p10">The value below which one draw in ten falls, above 0; with <paramref name="p90"/> in place of the others.</param>
    /// <param name="p90">The value below which nine draws in ten fall.</param>
    /// <exception cref="ArgumentException">Neither pair is whole, or both are given.</exception>
    public LogNormalDistribution(
        [Range(0, double.MaxValue, MinimumIsExclusive = true)] double? median = null,
        [Range(0, double.MaxValue)] double? sigma = null,
        [Range(0, double.MaxValue, MinimumIsExclusive = true)] double? p10 = null,
        [Range(0, double.MaxValue, MinimumIsExclusive = true)] double? p90 = null
    )
    {
        (Median, Sigma) = (median, sigma, p10, p90) switch
        {
            ({ } m, { } s, null, null) => (m, s),
            (null, null, { } low, { } high) => (
                Math.Sqrt(low * high),
                Math.Log(high / low) / (2 * UnitNormal.Quantile(0.9))
            ),
            _ => throw new ArgumentException(
                "keys of a lognormal that do not fit; expected 'median' and 'sigma', or 'p10' and 'p90'"
            ),
        };
        problem =
            p10 is { } lowest && p90 is { } highest && !(lowest > 0 && lowest <= highest)
                ? FormattableString.Invariant($"p10 must be above 0 and not above p90, were {lowest} and {highest}")
                : null;
    }

    /// <summary>The value that half of the draws exceed, above 0.</summary>
    public double Median { get; init; }

    /// <summary>The standard deviation of the logarithm.</summary>
    public double Sigma { get; init; }

    /// <inheritdoc/>
    public override double Mean => Median * Math.Exp(0.5 * Sigma * Sigma);

    /// <inheritdoc/>
    public override bool IsFixed => Sigma == 0;

    /// <inheritdoc/>
    public override double Quantile(double probability) =>
        Sigma == 0 ? Median : Median * Math.Exp(Sigma * UnitNormal.Quantile(probability));

    internal override IEnumerable<string> Problems()
    {
        if (problem is not null)
        {
            yield return problem;
            yield break;
        }

        if (!(Median > 0 && double.IsFinite(Median)))
        {
            yield return FormattableString.Invariant($"median must be above 0, was {Median}");
        }

        if (!(Sigma >= 0 && double.IsFinite(Sigma)))
        {
            yield return FormattableString.Invariant($"sigma must be at least 0, was {Sigma}");
        }
    }
}
