using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;

namespace EvalHarness.Cascades;

/// <summary>A router by slice over any number of models, each slice to the one that is worth most there, from recorded answers.</summary>
/// <remarks>
/// The choice is cross-fitted: the model of a slice is learnt from some folds and scored on the others, for the best of many
/// models on the samples that chose it looks better than it is. Whole clusters are dealt out to the folds.
/// </remarks>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="By">The field of the sample that decides.</param>
/// <param name="Answers">Answers that all of the models gave.</param>
/// <param name="Folds">Folds of the cross-fit.</param>
/// <param name="Value">What a right answer is worth, in US dollars.</param>
public sealed record RouterSimulation(string Task, string Metric, string By, int Answers, int Folds, double Value)
{
    /// <summary>The models, each alone, with the share of answers that the cross-fitted router asks it for.</summary>
    public required ImmutableArray<RouterMember> Members { get; init; }

    /// <summary>The router that may be believed: no answer is scored that taught it.</summary>
    public required AnsweredShare CrossFitted { get; init; }

    /// <summary>The router for use, which all answers taught, on those same answers.</summary>
    public required AnsweredShare InSample { get; init; }

    /// <summary>The mean net benefit of an answer of the cross-fitted router: value less cost, or value alone where a cost is unknown.</summary>
    public required double NetBenefit { get; init; }

    /// <summary>The same of the router for use on the answers that taught it.</summary>
    public required double Claimed { get; init; }

    /// <summary>The model that is worth most alone.</summary>
    public required string Best { get; init; }

    /// <summary>What the cross-fitted router is worth more per answer than that model alone, which was chosen on these answers: to the router's disadvantage.</summary>
    public required PairedGain Advantage { get; init; }

    /// <summary>What it brings in right answers.</summary>
    public required PairedGain Gain { get; init; }

    /// <summary>The slices with all models' shares, the largest first.</summary>
    public required ImmutableArray<RouterSlice> Slices { get; init; }

    /// <summary>The routes for use, learnt from all answers.</summary>
    public required SliceRoutes Routes { get; init; }

    /// <summary>Confidence level of the intervals.</summary>
    public double Level { get; init; }

    /// <summary>Whether all models have a known cost; otherwise slices go to the model that is right most often.</summary>
    public bool CostIsKnown => CrossFitted.Usd is not null;

    /// <summary>What learning and scoring on the same answers claims too much.</summary>
    public double Optimism => Claimed - NetBenefit;

    /// <summary>Simulates a router over some models.</summary>
    /// <param name="answers">The answers of a task.</param>
    /// <param name="models">Two models or more.</param>
    /// <param name="by">The field of the sample that decides.</param>
    /// <param name="value">What a right answer is worth, in US dollars.</param>
    /// <param name="folds">Folds of the cross-fit, two or more.</param>
    /// <returns>Null where the models share answers in fewer than two clusters: nothing can be held out.</returns>
    public static RouterSimulation? Of(
        RightOrWrong answers,
        ImmutableArray<AnsweringModel> models,
        string by,
        double value = 1,
        int folds = CascadeSimulation.UsualFolds
    )
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfLessThan(models.Length, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var shared = answers.Among(models, by);
        return shared.ClusterCount < 2
            ? null
            : new RoutedAnswers(shared, value).Simulate(answers, by, Math.Min(folds, shared.ClusterCount));
    }

    /// <summary>The keys of <c>provider: router</c> that do this, a key a line, without indentation; null where all go to the same model.</summary>
    public string? Yaml => RouterPlan.Yaml(Routes);
}
