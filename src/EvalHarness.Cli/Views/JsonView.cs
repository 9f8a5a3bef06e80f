using System.Text.Json;
using System.Text.Json.Serialization;
using EvalHarness.Comparisons.Results;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

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
        Write(terminal, conclusions.Comparison, conclusions.Folder.Path, conclusions.Decision);

    /// <summary>A comparison, with the folder of its run and the decision on it when it has them.</summary>
    public static void Write(
        Terminal terminal,
        Comparison comparison,
        string? folder,
        DecisionAccount? decision = null
    ) =>
        terminal.Write(
            JsonSerializer.Serialize(
                new
                {
                    run = comparison.Run.Id,
                    folder,
                    suite = comparison.Run.Suite,
                    tasks = comparison.Tasks.Select(Task),
                    skipped = comparison.Skipped.Select(model => new { model = model.Name, reason = model.Skipped }),
                    monitored = comparison.Monitored,
                    notes = comparison.Notes,
                    decision = decision is null ? null : DecisionJson.Of(decision),
                },
                Options
            )
        );

    /// <summary>Anything else, under the same rules.</summary>
    public static void Write(Terminal terminal, object value) =>
        terminal.Write(JsonSerializer.Serialize(value, Options));

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

    /// <summary>A decision answered.</summary>
    public static void Write(Terminal terminal, DecisionAccount account) =>
        terminal.Write(JsonSerializer.Serialize(DecisionJson.Of(account), Options));

    private static object? Team(TeamWork? team) =>
        team is null
            ? null
            : new
            {
                team.Answers,
                team.Escalated,
                escalated_share = team.EscalatedShare,
                without_probability = team.Blind,
                without_answer = team.Unusable,
                members = team.Members.Select(member => new
                {
                    member.Model,
                    member.Asked,
                    member.Answered,
                }),
            };

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
                team = Team(model.Team),
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
                    repeats = Repeats(row.Repeats),
                    design_effect = Effect(row.DesignEffect),
                    row.Estimate.Note,
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
                    pair.Statistic,
                    pair.DegreesOfFreedom,
                    pair.OnlyFirstRight,
                    pair.OnlySecondRight,
                    pair.MinimalDetectable,
                    pair.SamplesNeeded,
                    pair.NotWorse,
                    pair.NotBetter,
                    repeats = Repeats(pair.Repeats),
                    design_effect = Effect(pair.DesignEffect),
                    attrition_low = pair.AttritionBounds?.Low,
                    attrition_high = pair.AttritionBounds?.High,
                    method = pair.Difference.Method,
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

    private static object? Repeats(RepeatedEpochs? repeats) =>
        repeats is null
            ? null
            : new
            {
                repeats.Epochs,
                within_variance = repeats.Within,
                between_variance = repeats.Between,
                standard_error = repeats.StandardError,
                standard_error_cr0 = repeats.StandardError * Math.Sqrt(1 - (1.0 / repeats.Items)),
                standard_error_at_one_epoch = repeats.AtOneEpoch,
                standard_error_at_infinitely_many = repeats.AtInfinitelyManyEpochs,
                naive_standard_error = repeats.NaiveIndependent,
            };

    private static object? Effect(DesignEffect? effect) =>
        effect is null
            ? null
            : new
            {
                effect.Clusters,
                cluster_size = effect.ClusterSize,
                icc = effect.IntraclassCorrelation,
                effect.Factor,
            };

    /// <summary>Any result, as it is.</summary>
    public static void WriteAny(Terminal terminal, object result) =>
        terminal.Write(JsonSerializer.Serialize(result, Options));
}
