using EvalHarness.Core;

namespace EvalHarness.Decisions.Distributions;

/// <summary>A number that is known.</summary>
/// <param name="Value">The number.</param>
[Keyword("fixed")]
public sealed record FixedValue(double Value) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => Value;

    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override double Quantile(double probability) => Value;

    internal override IEnumerable<string> Problems() => Finite(("value", Value));
}
