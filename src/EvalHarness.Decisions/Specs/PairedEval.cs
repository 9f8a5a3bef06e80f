using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>More samples answered by two options.</summary>
/// <param name="Pair">The two options that are compared.</param>
/// <param name="N">The numbers of samples to consider.</param>
/// <param name="PairVariance">The variance of one pair's difference; 0.2 by default, as of two models that disagree on a fifth.</param>
/// <param name="ResidualProtocolSd">The protocol error of the study itself, which more samples do not shrink; 0 by default.</param>
[Keyword("paired_eval")]
public sealed record PairedEval(
    [KeyName("options")] ImmutableArray<string> Pair,
    [Range(1, double.MaxValue)] ImmutableArray<double> N,
    [Range(0, double.MaxValue)] double PairVariance = 0.2,
    [Range(0, double.MaxValue)] double ResidualProtocolSd = 0
) : StudyDesign
{
    internal override ImmutableArray<double> Sizes => N;

    internal override IEnumerable<string> Options => Pair;

    internal override IEnumerable<string> Problems() => Samples(N, PairVariance, ResidualProtocolSd);

    internal override double NoiseSd(double n) => SamplingSd(PairVariance, n, ResidualProtocolSd);
}
