using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Findings;

/// <summary>The pair of models that the question of a task turns on.</summary>
/// <param name="Task">The task.</param>
/// <param name="Candidate">Row of the model asked about: the best candidate, else the leader; null when nothing was measured.</param>
/// <param name="Against">Row of the model that it is measured against; null when there is only one.</param>
/// <param name="Pair">Their comparison from the candidate's side; null when there is none.</param>
public sealed record Contest(
    TaskComparison Task,
    LeaderboardRow? Candidate,
    LeaderboardRow? Against,
    PairedComparison? Pair
)
{
    /// <summary>The comparison by the first metric, which the question is decided by.</summary>
    public MetricComparison Metric => Task.Headline;

    /// <summary>The pair of a task: its best candidate, and the reference or else the best other model.</summary>
    /// <param name="task">The task.</param>
    /// <param name="compare">What the suite asks for.</param>
    public static Contest Of(TaskComparison task, CompareSpec compare)
    {
        var rows = task.Headline.Leaderboard.Where(row => row.Estimate.Value is not null).ToArray();
        if (rows.Length == 0)
        {
            return new Contest(task, null, null, null);
        }

        var reference = rows.FirstOrDefault(row => row.Model == task.Headline.Reference);
        var candidates = Candidates(task, compare);
        var candidate =
            rows.FirstOrDefault(row => row != reference && candidates.Contains(row.Model))
            ?? rows.FirstOrDefault(row => row != reference)
            ?? rows[0];
        var against = reference ?? rows.FirstOrDefault(row => row != candidate);
        if (against == candidate)
        {
            against = null;
        }

        var pair = against is null ? null : task.Headline.Find(candidate.Model, against.Model);
        return new Contest(task, candidate, against, pair);
    }

    /// <summary>The pairs of the candidate with every other model, in the order of the leaderboard.</summary>
    public IEnumerable<PairedComparison> Rivals() =>
        Metric
            .Leaderboard.Where(row => row.Model != Candidate?.Model)
            .Select(row => Metric.Find(Candidate!.Model, row.Model))
            .OfType<PairedComparison>();

    /// <summary>Those of them that the data leave undecided, the model it is measured against first.</summary>
    public IEnumerable<PairedComparison> Open() =>
        Rivals()
            .Where(pair => pair.Verdict == PairVerdict.Undecided)
            .OrderBy(pair => pair.Against == Against?.Model ? 0 : 1);

    /// <summary>What the requests that failed or were not run may do to the conclusion.</summary>
    public MissingRequests Missing() => MissingRequests.Of(this);

    private static ImmutableHashSet<string> Candidates(TaskComparison task, CompareSpec compare)
    {
        var named = compare.Candidates ?? ["custom"];
        return named is ["all"]
            ? [.. task.Models.Select(model => model.Model)]
            :
            [
                .. task
                    .Models.Where(model =>
                        named.Contains(model.Model) || (named is ["custom"] && model.Kind == ModelKind.Custom)
                    )
                    .Select(model => model.Model),
            ];
    }
}
