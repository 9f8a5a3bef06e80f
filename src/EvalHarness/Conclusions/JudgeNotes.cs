using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions;

/// <summary>Says of each judge of a run how much it judged, what that cost, and how often it gave no verdict.</summary>
internal static class JudgeNotes
{
    /// <summary>One line a judge, in the order of the suite.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(
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

        return [.. judges.Select(one => Line(one.Name, one.Judge, one.Tally))];
    }

    private static string Line(string task, JudgeHeader judge, Tally tally)
    {
        string none =
            tally.None.Count == 0
                ? ""
                : FormattableString.Invariant($"; {tally.None.Values.Sum():N0} without a verdict: ")
                    + string.Join(
                        ", ",
                        tally
                            .None.OrderByDescending(reason => reason.Value)
                            .Select(reason => FormattableString.Invariant($"{reason.Value:N0} {reason.Key}"))
                    );
        string cost =
            tally.Unpriced > 0
                ? "cost unknown"
                : $"${tally.CostUsd.ToString("0.######", CultureInfo.InvariantCulture)}";
        string trust = judge.AllowsUncalibrated ? "" : "; its scores were not compared with those of people";
        return FormattableString.Invariant(
            $"judge {judge.Name} of {task} ({string.Join(", ", judge.Models)}): {tally.Verdicts:N0} verdicts, {cost}{none}{trust}"
        );
    }

    /// <summary>What a judge did; of a verdict that was asked for again the one that counts.</summary>
    private sealed class Tally(IJudgeQuestion question)
    {
        private readonly Dictionary<(string Request, string Model), string> open = [];
        private readonly HashSet<(string Request, string Model)> given = [];

        public decimal CostUsd { get; private set; }

        public long Unpriced { get; private set; }

        public long Verdicts => given.Count;

        /// <summary>How often it gave no verdict, by reason.</summary>
        public IReadOnlyDictionary<string, int> None =>
            open.Values.GroupBy(reason => reason).ToDictionary(reason => reason.Key, reason => reason.Count());

        public void Add(Response verdict)
        {
            var key = (verdict.RequestId, verdict.Model);
            if (verdict.AnsweredAt is null)
            {
                CostUsd += verdict.CostUsd ?? 0;
                Unpriced += verdict.CostUsd is null && !verdict.Outcome.IsMissing() ? 1 : 0;
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
