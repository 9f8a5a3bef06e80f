using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions;

/// <summary>Says of each judge of a run how much it judged, what that cost, and how often it gave no verdict.</summary>
internal static class JudgeNotes
{
    /// <summary>What each judge did, in the order of the suite.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ImmutableArray<JudgeSummary>> ReadAsync(
        RunFolder folder,
        RunHeader header,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var judges = (
            from task in header.Tasks
            from judge in task.Judges ?? []
            select (task.Name, Judge: judge, Tally: new Tally(catalog.Read<IJudgeQuestion>(judge.Question)))
        ).ToList();
        if (judges.Count == 0)
        {
            return [];
        }

        await foreach (var verdict in RunLog.ReadJudgementsAsync(folder, cancellationToken))
        {
            judges
                .Find(one =>
                    one.Name == verdict.Task
                    && one.Judge.Name == verdict.Judging?.Judge
                    && one.Judge.Version == verdict.Judging.Version
                )
                .Tally?.Add(verdict);
        }

        return [.. judges.Select(one => one.Tally.Of(one.Name, one.Judge))];
    }

    /// <summary>One line about a judge.</summary>
    /// <param name="judge">What it did.</param>
    public static string Line(JudgeSummary judge)
    {
        string none = judge.Without.IsEmpty
            ? ""
            : FormattableString.Invariant($"; {judge.Without.Values.Sum():N0} without a verdict: ")
                + string.Join(
                    ", ",
                    judge
                        .Without.OrderByDescending(reason => reason.Value)
                        .Select(reason => FormattableString.Invariant($"{reason.Value:N0} {reason.Key}"))
                );
        string cost = judge.CostUsd is { } usd
            ? $"${usd.ToString("0.######", CultureInfo.InvariantCulture)}"
            : "cost unknown";
        return FormattableString.Invariant(
            $"judge {judge.Judge} of {judge.Task} ({string.Join(", ", judge.Models)}): {judge.Verdicts:N0} verdicts, {cost}{none}; {judge.Trust}"
        );
    }

    /// <summary>What a judge did; of a verdict that was asked for again the one that counts.</summary>
    private sealed class Tally(IJudgeQuestion question)
    {
        private readonly Dictionary<(string Request, string Model), string> open = [];
        private readonly HashSet<(string Request, string Model)> given = [];

        private decimal costUsd;
        private bool isUnpriced;

        public JudgeSummary Of(string task, JudgeHeader judge) =>
            new(
                task,
                judge.Name,
                judge.Models,
                given.Count,
                open.Values.CountBy(reason => reason)
                    .ToImmutableSortedDictionary(
                        reason => reason.Key,
                        reason => (long)reason.Value,
                        StringComparer.Ordinal
                    ),
                isUnpriced ? null : costUsd,
                judge.AllowsUncalibrated
            );

        public void Add(Response verdict)
        {
            var key = (verdict.RequestId, verdict.Model);
            if (verdict.AnsweredAt is null)
            {
                costUsd += verdict.CostUsd ?? 0;
                isUnpriced |= verdict.CostUsd is null && !verdict.Outcome.IsMissing();
            }

            if (
                !verdict.Outcome.IsMissing()
                && Scoring.Judges.Verdicts.Read(verdict.Text, question.Scores.Keys) is not null
            )
            {
                given.Add(key);
                open.Remove(key);
            }
            else if (!given.Contains(key))
            {
                open[key] =
                    verdict.Outcome == Outcome.Answered ? "in another form" : OutcomeWords.Word(verdict.Outcome);
            }
        }
    }
}
