using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A yes or no: 1 with a probability, 0 otherwise.</summary>
/// <param name="P">The probability of 1, in [0, 1].</param>
[Keyword("bernoulli")]
public sealed record BernoulliDistribution([Range(0, 1)] double P) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => P;

    /// <inheritdoc/>
    public override bool IsFixed => P is 0 or 1;

    /// <inheritdoc/>
    public override double Quantile(double probability) => probability < P ? 1 : 0;

    internal override IEnumerable<string> Problems() =>
        P is >= 0 and <= 1 ? [] : [FormattableString.Invariant($"p must lie in [0, 1], was {P}")];
}
