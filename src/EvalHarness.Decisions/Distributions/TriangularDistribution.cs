using EvalHarness.Core;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A triangular distribution.</summary>
/// <param name="Lo">The smallest value.</param>
/// <param name="Mode">The likeliest value, between the ends.</param>
/// <param name="Hi">The largest value.</param>
[Keyword("triangular")]
public sealed record TriangularDistribution(double Lo, double Mode, double Hi) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => (Lo + Mode + Hi) / 3;

    /// <inheritdoc/>
    public override bool IsFixed => Lo == Hi;

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        double width = Hi - Lo;
        if (width == 0)
        {
            return Lo;
        }

        return probability < (Mode - Lo) / width
            ? Lo + Math.Sqrt(probability * width * (Mode - Lo))
            : Hi - Math.Sqrt((1 - probability) * width * (Hi - Mode));
    }

    internal override IEnumerable<string> Problems() =>
        Lo <= Mode && Mode <= Hi
            ? Finite(("lo", Lo), ("hi", Hi))
            : [FormattableString.Invariant($"lo <= mode <= hi must hold, was {Lo}, {Mode}, {Hi}")];
}
