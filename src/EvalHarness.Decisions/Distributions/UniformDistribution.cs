using EvalHarness.Core;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A uniform distribution.</summary>
/// <param name="Lo">The smallest value.</param>
/// <param name="Hi">The largest value, at least <paramref name="Lo"/>.</param>
[Keyword("uniform")]
public sealed record UniformDistribution(double Lo, double Hi) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => 0.5 * (Lo + Hi);

    /// <inheritdoc/>
    public override bool IsFixed => Lo == Hi;

    /// <inheritdoc/>
    public override double Quantile(double probability) => Lo + ((Hi - Lo) * probability);

    internal override IEnumerable<string> Problems() =>
        Lo > Hi
            ? [FormattableString.Invariant($"lo must not exceed hi, was {Lo} > {Hi}")]
            : Finite(("lo", Lo), ("hi", Hi));
}
