using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>What the JSON of an evaluation in Every Eval Ever says.</summary>
/// <param name="Version">Version of its schema.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="Instances">Path of its instances, as it is written; null where it names none.</param>
internal sealed record EveryEvalEverHead(string Version, string Model, string? Instances)
{
    private const int LongestMetric = 60;

    /// <summary>Parts of names of metrics that are no means of values of samples.</summary>
    private static readonly string[] NoMeans =
    [
        "f1",
        "elo",
        "auroc",
        "auc",
        "rmse",
        "mcc",
        "perplexity",
        "bleu",
        "rank",
        "pass@",
    ];

    private ImmutableArray<Result> Results { get; init; } = [];

    /// <summary>Reads an evaluation.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken, or of an unknown version.</exception>
    public static async Task<EveryEvalEverHead> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var versionAt = new Location(DataFile.Shown(file));
        await foreach (var part in JsonWalk.PropertiesAsync(file, _ => JsonTake.Value, cancellationToken))
        {
            parts[part.Name] = part.Read();
            versionAt = part.Name == "schema_version" ? part.At : versionAt;
        }

        JsonElement Part(string name) => parts.GetValueOrDefault(name);
        string version = Known(ImportedJson.Of(Part("schema_version")), versionAt);
        var info = Part("model_info");
        var started = Seconds(Part("evaluation_timestamp"));
        string? instances = Part("detailed_evaluation_results").Text("file_path");
        var results = Part("evaluation_results").Items().ToArray();
        return new EveryEvalEverHead(version, info.Text("id") ?? info.Text("name") ?? "", instances)
        {
            Results =
            [
                .. results.Select(result => new Result(
                    result.Text("evaluation_name") ?? "",
                    result.Text("evaluation_result_id") ?? "",
                    Metric(result.At("metric_config") ?? default),
                    result,
                    Seconds(result.At("evaluation_timestamp") ?? default) ?? started,
                    result.Whole("score_details", "uncertainty", "num_samples")
                        ?? (results.Length == 1 ? Part("detailed_evaluation_results").Whole("total_rows") : null)
                )),
            ],
        };
    }

    /// <summary>A version of the schema that is known.</summary>
    /// <param name="version">The version.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It is another.</exception>
    public static string Known(string version, Location at) =>
        version.StartsWith("0.2", StringComparison.Ordinal) || version.StartsWith("0.3", StringComparison.Ordinal)
            ? version
            : throw new DocumentException(
                new Fault(at, $"found version '{VisibleText.Id(version)}' of Every Eval Ever", "0.2 or 0.3")
            );

    /// <summary>One evaluation for each name, with the metrics under it.</summary>
    /// <param name="hasInstances">Whether there are samples whose mean a total may be.</param>
    public ImmutableArray<ImportedEvaluation> Evaluations(bool hasInstances) =>
        [
            .. Results
                .GroupBy(result => result.Task)
                .Select(task => new ImportedEvaluation(task.Key, Model)
                {
                    Samples = task.Select(result => result.Samples).FirstOrDefault(samples => samples is not null),
                    StartedAt = task.First().StartedAt,
                    Protocol = Protocol(task.First().Json),
                    Totals = [.. task.Select(result => Total(result, hasInstances))],
                }),
        ];

    /// <summary>Task, metric and variant of an instance; an instance is of one result, so that several metrics are several instances.</summary>
    /// <param name="resultId">Id of the result; empty where it names none.</param>
    /// <param name="name">Name of the evaluation.</param>
    public (string Task, string Metric, string Variant) Of(string resultId, string name)
    {
        var result =
            Results.FirstOrDefault(one => resultId.Length > 0 && one.Id == resultId)
            ?? Results.FirstOrDefault(one => one.Task == name)
            ?? (Results is [var only] ? only : null);
        return result is null ? (name, "score", "") : (result.Task, result.Metric, Variant(result));
    }

    private string Variant(Result result) =>
        Results.Count(other => other.Task == result.Task) == 1 ? "" : result.Metric;

    private ImportedTotal Total(Result result, bool hasInstances)
    {
        var details = result.Json.At("score_details") ?? default;
        return new ImportedTotal(result.Metric, details.Number("score"))
        {
            // 0.3 says how; 0.2 has the number itself.
            StandardError =
                details.Number("uncertainty", "standard_error", "value") ?? details.Number("standard_error"),
            Variant = Variant(result),
            MeanOf =
                hasInstances
                && !Array.Exists(NoMeans, word => result.Metric.Contains(word, StringComparison.OrdinalIgnoreCase))
                    ? result.Metric
                    : null,
            HigherIsBetter = result.Json.Flag("metric_config", "lower_is_better") is { } isLower ? !isLower : null,
        };
    }

    private static string Metric(JsonElement config) =>
        (config.Text("metric_name") ?? config.Text("metric_id")) is { Length: > 0 } named ? named
        : config.Text("evaluation_description") is { Length: > 0 and <= LongestMetric } described ? described
        : "score";

    private static ImportedProtocol Protocol(JsonElement result)
    {
        var arguments = result.At("generation_config", "generation_args") ?? default;
        var details = result.At("generation_config", "additional_details") ?? default;
        return new ImportedProtocol(
            FewShot: details.Whole("num_fewshot") ?? details.Whole("n_shot") ?? details.Whole("num_few_shot"),
            Prompt: arguments.Text("prompt_template"),
            Temperature: arguments.Number("temperature"),
            MaxTokens: arguments.Whole("max_tokens"),
            TopP: arguments.Number("top_p"),
            TopK: arguments.Whole("top_k")
        );
    }

    /// <summary>A time, which is written as a text of seconds.</summary>
    private static DateTimeOffset? Seconds(JsonElement time) =>
        ImportedJson.NumberOf(time) is { } seconds and >= 0 and < 4e9
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : time.Time();

    private sealed record Result(
        string Task,
        string Id,
        string Metric,
        JsonElement Json,
        DateTimeOffset? StartedAt,
        int? Samples
    );
}
