using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A handful of values with their probabilities.</summary>
/// <param name="Values">The values, in the order in which the inverse CDF walks them.</param>
/// <param name="Weights">One weight per value, at least 0; they are normalised to sum to one.</param>
[Keyword("discrete")]
public sealed record DiscreteDistribution(
    ImmutableArray<double> Values,
    [KeyName("p"), Range(0, double.MaxValue)] ImmutableArray<double> Weights
) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => Values.Zip(Weights, (value, weight) => value * weight).Sum() / Weights.Sum();

    /// <inheritdoc/>
    public override bool IsFixed => Values.Distinct().Count() == 1;

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        double target = probability * Weights.Sum();
        double passed = 0;
        for (int i = 0; i < Values.Length - 1; i++)
        {
            passed += Weights[i];
            if (target < passed)
            {
                return Values[i];
            }
        }

        return Values[^1];
    }

    internal override IEnumerable<string> Problems()
    {
        if (Values.IsEmpty || Values.Length != Weights.Length)
        {
            return [FormattableString.Invariant($"{Values.Length} values but {Weights.Length} probabilities")];
        }

        return Weights.Any(weight => !(weight >= 0)) || !(Weights.Sum() > 0)
            ? ["probabilities must be at least 0 and not all 0"]
            : Finite([.. Values.Select(value => ("value", value))]);
    }
}
