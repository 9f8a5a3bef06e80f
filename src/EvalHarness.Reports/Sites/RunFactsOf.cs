using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports.Sites;

/// <summary>Takes from an evaluated run what a site needs of it.</summary>
internal static class RunFactsOf
{
    public static async Task<RunFacts> ReadAsync(Evaluation evaluation, CancellationToken cancellationToken)
    {
        var comparison = evaluation.Comparison;
        var run = comparison.Run;
        var headline = Headline.Of(comparison);
        var answers = await CountAsync(evaluation.Folder, cancellationToken);
        var models = comparison.Tasks.SelectMany(task => task.Models).ToArray();
        return new RunFacts(run.Id, run.Suite, run.StartedAt)
        {
            Title = run.Title ?? "",
            Question = headline.Question,
            Answer = headline.Answer,
            IsFinished = run.IsFinished,
            HasDecision = evaluation.Decision is not null,
            Confidence = run.Compare.Confidence,
            Open = comparison
                .Tasks.Where(task => !task.IsCopy)
                .Sum(task =>
                    Contest.Of(task, run.Compare) is { Candidate: not null } contest ? contest.Open().Count() : 0
                ),
            CostUsd = models.Any(model => model.CostUsd is null) ? null : models.Sum(model => model.CostUsd),
            Tasks = [.. comparison.Tasks.Where(task => task.Metrics.Length > 0).Select(task => Task(task, run))],
            Models =
            [
                .. run.Models.Where(model => !model.OnlyInTeams).Select(model => Model(model, run, models, answers)),
            ],
            Wins = WinShare.Of(evaluation.Scores),
        };
    }

    private static TaskFacts Task(TaskComparison task, RunHeader run)
    {
        var metric = task.Headline;
        return new TaskFacts(task.Task, metric.Metric)
        {
            IsShare = metric.IsShare,
            HigherIsBetter = metric.HigherIsBetter,
            Samples = task.Samples,
            Clusters = task.Clusters,
            ClusterField = task.ClusterField,
            IsCopy = task.IsCopy,
            Board = [.. metric.Leaderboard.Select(row => Score(task, row, run))],
        };
    }

    private static ScoreFacts Score(TaskComparison task, LeaderboardRow row, RunHeader run)
    {
        ModelKind Kind(string model) =>
            run.Models.FirstOrDefault(one => one.Name == model)?.Kind
            ?? task.Models.FirstOrDefault(one => one.Model == model)?.Kind
            ?? ModelKind.General;
        var metric = task.Headline;
        var summary = task.Models.FirstOrDefault(one => one.Model == row.Model);
        var other = metric.Leaderboard.FirstOrDefault(one =>
            one.Model != row.Model && one.Estimate.Value is not null && Kind(one.Model) != Kind(row.Model)
        );
        var pair = other is null ? null : metric.Find(row.Model, other.Model);
        return new ScoreFacts(row.Model, Kind(row.Model))
        {
            Value = row.Estimate.Value,
            Low = row.Estimate.Low,
            High = row.Estimate.High,
            Rank = row.Rank,
            BestRank = row.RankInterval?.Best,
            WorstRank = row.RankInterval?.Worst,
            IsPublished = row.Published is not null,
            Against = other?.Model,
            Difference = pair?.Difference.Value,
            DifferenceLow = pair?.Difference.Low,
            DifferenceHigh = pair?.Difference.High,
            Verdict = pair?.Verdict ?? PairVerdict.NotComparable,
            Needed = pair?.SamplesNeeded,
            WhyNot = pair is { Verdict: PairVerdict.NotComparable } ? PairText.Why(pair) : null,
            CostPer1000Usd = summary?.CostPer1000Usd,
            MedianSeconds = summary?.LatencyP50?.TotalSeconds,
            SlowSeconds = summary?.LatencyP95?.TotalSeconds,
        };
    }

    private static ModelFacts Model(
        ModelHeader model,
        RunHeader run,
        ModelSummary[] summaries,
        Dictionary<string, (long Fresh, ImmutableSortedSet<string> Served)> answers
    )
    {
        var terms = run.Terms?.Models.FirstOrDefault(one => one.Model == model.Name);
        var summary = summaries.FirstOrDefault(one => one.Model == model.Name);
        var (fresh, served) = answers.GetValueOrDefault(model.Name, (0, []));
        return new ModelFacts(model.Name, model.Kind)
        {
            Description = model.Description,
            Provider = model.Provider,
            Fingerprint = model.Fingerprint,
            IsAsked = model.IsAsked,
            IsPublished = model.IsPublished,
            Skipped = model.Skipped,
            Protocol = summary?.Protocol ?? "",
            CostBasis = summary?.CostBasis ?? "",
            License = terms?.License is { IsKnown: true } license ? license.Id : null,
            LicenseSource = terms?.License?.Source,
            NeedsNoLicense = terms?.NeedsNoLicense ?? false,
            DataLeaves = terms is { IsSent: false } ? YesNo.No : terms?.Terms?.DataLeaves ?? YesNo.Unknown,
            DataKept = terms?.Terms?.DataKept ?? YesNo.Unknown,
            OutputsMayTrain = terms?.Terms?.OutputsMayTrain ?? YesNo.Unknown,
            Regions = terms?.Terms?.Regions ?? [],
            TermsSource = terms?.Terms?.Source,
            TrainedOn = model.LearningCurve?.Size,
            Fresh = model.IsLocal ? 0 : fresh,
            Served = [.. served],
        };
    }

    private static async Task<Dictionary<string, (long Fresh, ImmutableSortedSet<string> Served)>> CountAsync(
        RunFolder folder,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, (long, ImmutableSortedSet<string>)>(StringComparer.Ordinal);
        await foreach (var response in RunLog.ReadResponsesAsync(folder, cancellationToken))
        {
            var (fresh, served) = found.GetValueOrDefault(
                response.Model,
                (0, ImmutableSortedSet.Create<string>(StringComparer.Ordinal))
            );
            found[response.Model] = (
                fresh + (response.AnsweredAt is null ? 1 : 0),
                response.ModelVersion is { Length: > 0 } version ? served.Add(version) : served
            );
        }

        return found;
    }
}
