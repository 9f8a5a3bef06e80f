using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Judging;

namespace EvalHarness.Cli;

/// <summary>How many ratings of people the judges of a run need.</summary>
/// <param name="Judges">The judges.</param>
/// <param name="HalfWidth">How far an interval may reach to each side.</param>
/// <param name="Confidence">Its level.</param>
internal sealed record JudgePower(ImmutableArray<JudgeSummary> Judges, double HalfWidth, double Confidence)
{
    /// <summary>Ratings that are enough whatever people say.</summary>
    public long Most => LabelPlan.Most(HalfWidth, Confidence);

    /// <summary>A row a judge and model; none for a judge without ratings.</summary>
    public IEnumerable<JudgePowerRow> Rows =>
        from judge in Judges
        from model in judge.Calibration?.Models ?? []
        let plan = model.Plan is { } own ? own with { Level = Confidence } : null
        select new JudgePowerRow(
            judge.Task,
            judge.Judge,
            model.Model,
            model.Labelled,
            model.Answers,
            plan,
            plan?.Needed(HalfWidth),
            plan?.NeededAlone(HalfWidth)
        );
}

/// <summary>How many ratings one model needs.</summary>
/// <param name="Task">The task.</param>
/// <param name="Judge">The judge.</param>
/// <param name="Model">The model.</param>
/// <param name="Labelled">Its answers that are rated.</param>
/// <param name="Answers">Its answers that are judged.</param>
/// <param name="Plan">What the run shows of the variances; null where too few are rated to show anything.</param>
/// <param name="Needed">Ratings needed with the judge; null where none are enough, or nothing is known.</param>
/// <param name="Alone">Ratings needed without it; null where nothing is known.</param>
internal sealed record JudgePowerRow(
    string Task,
    string Judge,
    string Model,
    long Labelled,
    long Answers,
    LabelPlan? Plan,
    long? Needed,
    long? Alone
)
{
    /// <summary>Ratings that are missing; null where that is unknown.</summary>
    public long? Missing => Needed is { } needed ? Math.Max(0, needed - Labelled) : null;
}
