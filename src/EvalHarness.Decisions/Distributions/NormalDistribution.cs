using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A normal distribution, clipped to an interval when one is given.</summary>
/// <param name="Centre">The mean before clipping.</param>
/// <param name="Sd">The standard deviation before clipping, at least 0.</param>
/// <param name="Lo">The smallest value; null does not clip.</param>
/// <param name="Hi">The largest value; null does not clip.</param>
[Keyword("normal")]
public sealed record NormalDistribution(
    [KeyName("mean")] double Centre,
    [Range(0, double.MaxValue)] double Sd,
    double? Lo = null,
    double? Hi = null
) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => Centre;

    /// <inheritdoc/>
    public override bool IsFixed => Sd == 0;

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        double value = Sd == 0 ? Centre : Centre + (Sd * UnitNormal.Quantile(probability));
        return Math.Min(Math.Max(value, Lo ?? double.NegativeInfinity), Hi ?? double.PositiveInfinity);
    }

    internal override IEnumerable<string> Problems()
    {
        foreach (string problem in Finite(("mean", Centre), ("sd", Sd), ("lo", Lo ?? 0), ("hi", Hi ?? 0)))
        {
            yield return problem;
        }

        if (Sd < 0)
        {
            yield return FormattableString.Invariant($"sd must be at least 0, was {Sd}");
        }

        if (Lo > Hi)
        {
            yield return FormattableString.Invariant($"lo must not exceed hi, was {Lo} > {Hi}");
        }
    }
}
