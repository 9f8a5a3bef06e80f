using System.Text.Json;
using System.Text.Json.Serialization;
using EvalHarness.Comparisons;
using EvalHarness.Logs;

namespace EvalHarness.Cli.Views;

/// <summary>Results as JSON for other programs: snake_case keys, numbers unrounded, undefined as null.</summary>
internal static class JsonView
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The comparison of a run.</summary>
    public static void Write(Terminal terminal, Conclusions conclusions) =>
        terminal.Write(
            JsonSerializer.Serialize(
                new
                {
                    run = conclusions.Comparison.Run.Id,
                    folder = conclusions.Folder.Path,
                    suite = conclusions.Comparison.Run.Suite,
                    tasks = conclusions.Comparison.Tasks.Select(Task),
                    skipped = conclusions.Comparison.Skipped.Select(model => new
                    {
                        model = model.Name,
                        reason = model.Skipped,
                    }),
                    notes = conclusions.Comparison.Notes,
                },
                Options
            )
        );

    /// <summary>A list of runs.</summary>
    public static void WriteRuns(Terminal terminal, IEnumerable<(RunFolder Folder, RunHeader Header)> runs) =>
        terminal.Write(
            JsonSerializer.Serialize(
                runs.Select(run => new
                {
                    id = run.Header.Id,
                    suite = run.Header.Suite,
                    started_at = run.Header.StartedAt,
                    ended_at = run.Header.EndedAt,
                    folder = run.Folder.Path,
                }),
                Options
            )
        );

    private static object Task(TaskComparison task) =>
        new
        {
            task = task.Task,
            samples = task.Samples,
            epochs = task.Epochs,
            cluster_field = task.ClusterField,
            clusters = task.Clusters,
            models = task.Models.Select(model => new
            {
                model = model.Model,
                kind = model.Kind,
                protocol = model.Protocol,
                outcomes = model.Outcomes.ToDictionary(
                    pair => JsonNamingPolicy.SnakeCaseLower.ConvertName(pair.Key.ToString()),
                    pair => pair.Value
                ),
                cost_usd = model.CostUsd,
                cost_per_1000_usd = model.CostPer1000Usd,
                latency_p50_seconds = model.LatencyP50?.TotalSeconds,
                latency_p95_seconds = model.LatencyP95?.TotalSeconds,
            }),
            metrics = task.Metrics.Select(metric => new
            {
                metric = metric.Metric,
                reference = metric.Reference,
                margin = metric.Margin,
                method = metric.EstimateMethod,
                leaderboard = metric.Leaderboard.Select(row => new
                {
                    row.Rank,
                    row.Model,
                    row.Estimate.Value,
                    row.Estimate.Low,
                    row.Estimate.High,
                    row.Estimate.StandardError,
                    row.WorstCase,
                    row.BestCase,
                    best_rank = row.RankInterval?.Best,
                    worst_rank = row.RankInterval?.Worst,
                    row.ProbabilityBest,
                }),
                pairs = metric.Pairs.Select(pair => new
                {
                    pair.Model,
                    pair.Against,
                    difference = pair.Difference.Value,
                    pair.Difference.Low,
                    pair.Difference.High,
                    pair.Difference.StandardError,
                    n = pair.Difference.N,
                    pair.Difference.Clusters,
                    p_value = pair.PValue,
                    adjusted_p_value = pair.AdjustedPValue,
                    in_family = pair.InFamily,
                    pair.Verdict,
                    pair.Test,
                    pair.OnlyFirstRight,
                    pair.OnlySecondRight,
                    pair.MinimalDetectable,
                    pair.SamplesNeeded,
                    pair.NotWorse,
                    pair.Reason,
                }),
                ties = metric.TieGroups.Select(group =>
                    metric.Leaderboard[group.First..(group.Last + 1)].Select(row => row.Model)
                ),
                slices = metric.Slices.Select(slice => new
                {
                    slice.Field,
                    slice.Value,
                    slice.Samples,
                    rows = slice.Rows.Select(row => new
                    {
                        row.Model,
                        row.Estimate.Value,
                        row.Estimate.Low,
                        row.Estimate.High,
                    }),
                }),
            }),
        };
}
