using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Distributions;

/// <summary>Values that were observed, each as likely as the next.</summary>
/// <param name="Values">The observations, in any order, at least one.</param>
[Keyword("empirical")]
public sealed record EmpiricalDistribution(ImmutableArray<double> Values) : Distribution
{
    private readonly ImmutableArray<double> sorted = Values.Sort();

    /// <inheritdoc/>
    public override double Mean => CompensatedSum.Mean(sorted.AsSpan());

    /// <inheritdoc/>
    public override bool IsFixed => !sorted.IsEmpty && sorted[0] == sorted[^1];

    /// <inheritdoc/>
    public override double Quantile(double probability) =>
        sorted[Math.Min((int)(probability * sorted.Length), sorted.Length - 1)];

    internal override IEnumerable<string> Problems() =>
        Values.IsEmpty ? ["an empirical distribution needs values"] : Finite([.. Values.Select(v => ("value", v))]);
}
