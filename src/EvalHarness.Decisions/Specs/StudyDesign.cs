using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Verdicts;

namespace EvalHarness.Decisions.Specs;

/// <summary>What a study does: which quantity it looks at, and how well.</summary>
public abstract record StudyDesign
{
    /// <summary>The numbers of samples to consider; empty where it has no size.</summary>
    internal virtual ImmutableArray<double> Sizes => [];

    /// <summary>What to do first, when the study pays.</summary>
    internal abstract VerdictAction Action { get; }

    /// <summary>The options whose quality it looks at.</summary>
    internal virtual IEnumerable<string> Options => [];

    /// <summary>The quantity that it looks at, one value per draw.</summary>
    internal abstract double[] Truth(ParameterDraws draws);

    /// <summary>The standard deviation of its result around the truth, with so many samples.</summary>
    internal abstract double NoiseSd(double n);

    /// <summary>Why it cannot be carried out, in words; empty where it can.</summary>
    internal abstract IEnumerable<string> Problems();

    private protected static IEnumerable<string> Samples(ImmutableArray<double> n, double variance, double residual)
    {
        if (n.Any(one => !(one >= 1)))
        {
            yield return "n must name numbers of samples, each at least 1";
        }

        if (!(variance >= 0) || !(residual >= 0))
        {
            yield return "variances and standard deviations must be at least 0";
        }
    }

    private protected static IEnumerable<string> Noise(double sd) =>
        sd >= 0 ? [] : [FormattableString.Invariant($"sd must be at least 0, was {sd}")];

    private protected static double SamplingSd(double variance, double n, double residual) =>
        Math.Sqrt((variance / n) + (residual * residual));
}

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

    internal override VerdictAction Action => VerdictAction.CollectMore;

    internal override IEnumerable<string> Options => Pair;

    internal override double[] Truth(ParameterDraws draws) =>
        InformationValue.Difference(
            draws[$"quality.{Pair[0]}"].ToArray(draws.Draws),
            draws[$"quality.{Pair[1]}"].ToArray(draws.Draws)
        );

    internal override IEnumerable<string> Problems() => Samples(N, PairVariance, ResidualProtocolSd);

    internal override double NoiseSd(double n) => SamplingSd(PairVariance, n, ResidualProtocolSd);
}

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

    internal override VerdictAction Action => VerdictAction.CollectMore;

    internal override IEnumerable<string> Options => [Option];

    internal override double[] Truth(ParameterDraws draws) => draws[$"quality.{Option}"].ToArray(draws.Draws);

    internal override IEnumerable<string> Problems() => Samples(N, Variance, ResidualProtocolSd);

    internal override double NoiseSd(double n) => SamplingSd(Variance, n, ResidualProtocolSd);
}

/// <summary>A small version of an option, built to learn how good the real one would be.</summary>
/// <param name="Option">The option that is piloted.</param>
/// <param name="Sd">The standard deviation of what the pilot says around the real quality.</param>
[Keyword("pilot")]
public sealed record Pilot(string Option, [Range(0, double.MaxValue)] double Sd) : StudyDesign
{
    internal override VerdictAction Action => VerdictAction.PilotFirst;

    internal override IEnumerable<string> Options => [Option];

    internal override double[] Truth(ParameterDraws draws) => draws[$"quality.{Option}"].ToArray(draws.Draws);

    internal override IEnumerable<string> Problems() => Noise(Sd);

    internal override double NoiseSd(double n) => Sd;
}

/// <summary>A measurement of one parameter.</summary>
/// <param name="Parameter">The parameter's name, such as <c>realisation</c>.</param>
/// <param name="Sd">The standard error of the measurement.</param>
[Keyword("measure")]
public sealed record Measure(string Parameter, [Range(0, double.MaxValue)] double Sd) : StudyDesign
{
    internal override VerdictAction Action => VerdictAction.MeasureFirst;

    internal override double[] Truth(ParameterDraws draws) => draws[Parameter].ToArray(draws.Draws);

    internal override IEnumerable<string> Problems() => Noise(Sd);

    internal override double NoiseSd(double n) => Sd;
}
