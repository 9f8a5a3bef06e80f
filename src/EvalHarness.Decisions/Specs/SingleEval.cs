using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>More samples answered by one option.</summary>
/// <param name="Option">The option that is measured.</param>
/// <param name="N">The numbers of samples to consider.</param>
/// <param name="Variance">The variance of one sample's score; 0.25, the largest, by default.</param>
/// <param name="ResidualProtocolSd">The protocol error of the study itself, which more samples do not shrink; 0 by default.</param>
[Keyword("single_eval")]
public sealed record SingleEval(
    string Option,
    [Range(1, double.MaxValue)] ImmutableArray<double> N,
    [Range(0, double.MaxValue)] double Variance = 0.25,
    [Range(0, double.MaxValue)] double ResidualProtocolSd = 0
) : StudyDesign
{
    internal override ImmutableArray<double> Sizes => N;

    internal override IEnumerable<string> Options => [Option];

    internal override IEnumerable<string> Problems() => Samples(N, Variance, ResidualProtocolSd);

    internal override double NoiseSd(double n) => SamplingSd(Variance, n, ResidualProtocolSd);
}
