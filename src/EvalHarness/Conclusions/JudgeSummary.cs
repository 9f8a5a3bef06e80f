using System.Collections.Immutable;
using EvalHarness.Conclusions.Judging;
using EvalHarness.Conclusions.Preferences;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Conclusions;

/// <summary>What a judge did in a run.</summary>
/// <param name="Task">The task whose answers it judged.</param>
/// <param name="Judge">Its name.</param>
/// <param name="Models">The models that judged.</param>
/// <param name="Verdicts">Verdicts that it gave.</param>
/// <param name="Without">How often it gave none, by reason: the word of the outcome, or <c>in another form</c>.</param>
/// <param name="CostUsd">What judging costs, in US dollars, whenever it was paid; null where the cost of a verdict is unknown.</param>
/// <param name="AllowsUncalibrated">Whether gates may go by its scores though nobody compared them with those of people.</param>
public sealed record JudgeSummary(
    string Task,
    string Judge,
    ImmutableArray<string> Models,
    long Verdicts,
    ImmutableSortedDictionary<string, long> Without,
    decimal? CostUsd,
    bool AllowsUncalibrated
)
{
    /// <summary>Names of the metrics that it decides; by default the mean of its scores.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [new Judged(Judge).Name];

    /// <summary>Whether it is an evaluator that asks a model, and no judge of the task.</summary>
    public bool IsEvaluator { get; init; }

    /// <summary>What it prefers, where it compares answers with each other; null otherwise.</summary>
    public PreferenceSummary? Preferences { get; init; }

    /// <summary>The judge held against people; null where nobody rated answers that it judged.</summary>
    public JudgeCalibration? Calibration { get; init; }

    /// <summary>How its grades agree with those of people, as a clause without a full stop; that nobody compared them where that is so.</summary>
    public string Trust => JudgeTrustNotes.Agreement(this);

    /// <summary>What was looked for in its verdicts that may turn its scores away from what it is asked.</summary>
    public ImmutableArray<JudgeBias> Biases { get; init; } = [];
}
