using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Headlines;

/// <summary>The models of a contest with their roles.</summary>
/// <param name="run">The run.</param>
/// <param name="contest">The contest.</param>
internal sealed class Cast(RunHeader run, Contest contest)
{
    /// <summary>The contest.</summary>
    public Contest Contest { get; } = contest;

    /// <summary>Whether roles tell candidate and reference apart; else ids must.</summary>
    public bool HasRoles =>
        Contest is { Candidate: { } candidate, Against: { } against }
        && RoleOf(candidate.Model).The != RoleOf(against.Model).The;

    /// <summary>What a model did; never null, for every row of a leaderboard has a summary or is published.</summary>
    public ModelSummary? SummaryOf(string model) => Contest.Task.Models.FirstOrDefault(one => one.Model == model);

    /// <summary>The role of a model.</summary>
    public Role RoleOf(string model) => SummaryOf(model) is { } summary ? Role.Of(run, summary) : new Role(model);

    /// <summary>How a model other than the two is called: by its role where no other model plays it, else by its id.</summary>
    public Role RivalOf(string model)
    {
        var role = RoleOf(model);
        bool isAlone = Contest.Task.Models.Count(one => Role.Of(run, one).The == role.The) == 1;
        return HasRoles && isAlone ? role : new Role(Answers.Short(model));
    }

    /// <summary>The best model that costs nothing for an answer, other than the candidate; null where every model costs something.</summary>
    public LeaderboardRow? Free =>
        Contest.Metric.Leaderboard.FirstOrDefault(row =>
            row.Model != Contest.Candidate?.Model
            && row.Estimate.Value is not null
            && SummaryOf(row.Model) is { CostPer1000Usd: 0 }
        );

    /// <summary>Whether the candidate costs nothing for an answer.</summary>
    public bool IsCandidateFree => Contest.Candidate is { } row && SummaryOf(row.Model) is { CostPer1000Usd: 0 };

    /// <summary>A role with its mark, <c>the classifier (7)</c>; the name with its mark where others play the role too.</summary>
    public Passage Told(string model, bool isFirst = false)
    {
        string the = RoleOf(model).The;
        return !HasRole(model)
            ? Passage.Of(Piece.Named(model))
            : Passage.Of((isFirst ? Capital(the) : the) + " ", Piece.Tagged(model));
    }

    /// <summary>The role that a model is told by, or its id as one.</summary>
    public Role PlayedBy(string model) => HasRole(model) ? RoleOf(model) : new Role(Answers.Short(model));

    /// <summary>Whether a model is told by its role: the two of the contest are, others where no other model plays theirs.</summary>
    public bool HasRole(string model)
    {
        string the = RoleOf(model).The;
        return the != model
            && (
                model == Contest.Candidate?.Model
                || model == Contest.Against?.Model
                || Contest.Task.Models.Count(one => Role.Of(run, one).The == the) == 1
            );
    }

    /// <summary>A word at the beginning of a sentence; an id stays as it is.</summary>
    public static string Capital(string text) =>
        text.StartsWith("the ", StringComparison.Ordinal) || text == "guessing"
            ? char.ToUpperInvariant(text[0]) + text[1..]
            : text;
}
