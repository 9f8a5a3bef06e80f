using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Conclusions.Preferences;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
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
        var evaluators = EvaluatorsOf(header, catalog);
        if (judges.Count == 0 && evaluators.Count == 0)
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
            evaluators
                .Find(one =>
                    (one.Task, one.Evaluator, one.Model) == (verdict.Task, verdict.Judging?.Judge, verdict.Model)
                )
                .Tally?.Add(verdict);
        }

        var preferences = await PreferenceReader.ReadAsync(folder, header, catalog, cancellationToken);
        return
        [
            .. judges.Select(one =>
                one.Tally.Of(one.Name, one.Judge.Name, one.Judge.Models, one.Judge.AllowsUncalibrated) with
                {
                    Preferences = preferences.GetValueOrDefault((one.Name, one.Judge.Name)),
                }
            ),
            .. evaluators.Select(one =>
                one.Tally.Of(
                    one.Task,
                    one.Evaluator,
                    [one.Model],
                    one.Metrics.All(metric => metric.AllowUncalibrated)
                ) with
                {
                    Metrics = [.. one.Metrics.Select(metric => metric.Name)],
                    IsEvaluator = true,
                }
            ),
        ];
    }

    /// <summary>The evaluators that ask a model, each once a task and model.</summary>
    private static List<(
        string Task,
        string Evaluator,
        string Model,
        EvaluatorMetric[] Metrics,
        Tally Tally
    )> EvaluatorsOf(RunHeader header, Catalog catalog) =>
        [
            .. from task in header.Tasks
            from one in task
                .Metrics.Where(metric => metric.Contains("\"judge\"", StringComparison.Ordinal))
                .Select(catalog.Read<IMetric>)
                .OfType<EvaluatorMetric>()
                .Where(metric => metric.Judge is not null)
                .GroupBy(metric => (metric.Type, Judge: metric.Judge!))
            select (task.Name, one.Key.Type, one.Key.Judge, one.ToArray(), new Tally(question: null)),
        ];

    /// <summary>One line about a judge.</summary>
    /// <param name="judge">What it did.</param>
    public static string Line(JudgeSummary judge)
    {
        var (who, what, lack) = judge.IsEvaluator
            ? ("evaluator", "answers of its judge", "without an answer")
            : ("judge", "verdicts", "without a verdict");
        string none = judge.Without.IsEmpty
            ? ""
            : FormattableString.Invariant($"; {judge.Without.Values.Sum():N0} {lack}: ")
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
            $"{who} {judge.Judge} of {judge.Task} ({string.Join(", ", judge.Models)}): {judge.Verdicts:N0} {what}, {cost}{none}{PreferenceNote.Of(judge.Preferences)}; {judge.Trust}"
        );
    }

    /// <summary>What a judge did; of a verdict that was asked for again the one that counts.</summary>
    /// <param name="question">What a judge is asked; null for an evaluator, to which every answer is of use.</param>
    private sealed class Tally(IJudgeQuestion? question)
    {
        private readonly Dictionary<(string Request, string Model), string> open = [];
        private readonly HashSet<(string Request, string Model)> given = [];

        private decimal costUsd;
        private bool isUnpriced;

        public JudgeSummary Of(string task, string judge, ImmutableArray<string> models, bool allowsUncalibrated) =>
            new(
                task,
                judge,
                models,
                given.Count,
                open.Values.CountBy(reason => reason)
                    .ToImmutableSortedDictionary(
                        reason => reason.Key,
                        reason => (long)reason.Value,
                        StringComparer.Ordinal
                    ),
                isUnpriced ? null : costUsd,
                allowsUncalibrated
            );

        public void Add(Response verdict)
        {
            var key = (verdict.RequestId, verdict.Model);
            costUsd += verdict.CostUsd ?? 0;
            isUnpriced |= verdict.CostUsd is null && !verdict.Outcome.IsMissing();

            if (!verdict.Outcome.IsMissing() && (question is null || question.Read(verdict.Text) is not null))
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
