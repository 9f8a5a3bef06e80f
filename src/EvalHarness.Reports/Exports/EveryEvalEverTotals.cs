using System.Globalization;
using System.Text.Json;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Exports;

/// <summary>The file of totals of one model on one task.</summary>
/// <param name="model">The model.</param>
internal sealed class EveryEvalEverTotals(EveryEvalEverModel model)
{
    private ModelSummary? Summary => model.Task.Compared.Models.FirstOrDefault(one => one.Model == model.Model.Name);

    /// <summary>Writes the document.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="instances">The file of instances beside it; null where it has none.</param>
    public void Write(Stream stream, EveryEvalEverFile? instances)
    {
        using (var json = new Utf8JsonWriter(stream, JsonTexts.Indented))
        {
            json.WriteStartObject();
            json.WriteString("schema_version", EveryEvalEverModel.Schema);
            json.WriteString("evaluation_id", model.EvaluationId);
            json.WriteString("evaluation_timestamp", EveryEvalEverModel.Seconds(model.Run.StartedAt));
            json.WriteString("retrieved_timestamp", model.Retrieved);
            WriteSource(json);
            WriteModel(json);
            json.WriteStartArray("evaluation_results");
            foreach (var metric in model.Task.Metrics)
            {
                // A score that is undefined is left out: the schema asks each result for a number.
                if (metric.RowOf(model.Model.Name) is { Estimate.Value: { } value } row && double.IsFinite(value))
                {
                    WriteResult(json, metric, row, value);
                }
            }

            json.WriteEndArray();
            if (instances is not null)
            {
                WriteInstances(json, instances);
            }

            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private void WriteSource(Utf8JsonWriter json)
    {
        json.WriteStartObject("source_metadata");
        json.WriteString("source_name", model.Run.Suite);
        json.WriteString("source_type", "evaluation_run");
        json.WriteString("source_organization_name", "unknown");
        json.WriteString("evaluator_relationship", "other");
        json.WriteStartObject("additional_details");
        json.WriteString("run", model.Run.Id);
        json.WriteString("requests", Count(_ => true));
        json.WriteString("failed_requests", Count(outcome => outcome == Outcome.Failed));
        json.WriteString("requests_not_run", Count(outcome => outcome == Outcome.NotRun));
        json.WriteString("seed", Text(model.Run.Seed));
        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartObject("eval_library");
        json.WriteString("name", "EvalHarness");
        json.WriteString("version", model.Run.Versions.GetValueOrDefault("evalharness") ?? "unknown");
        json.WriteEndObject();
    }

    private void WriteModel(Utf8JsonWriter json)
    {
        var header = model.Model;
        json.WriteStartObject("model_info");
        json.WriteString("name", header.Name);
        json.WriteString("id", header.Name);
        json.WriteStartObject("additional_details");
        json.WriteString("deployment_type", Deployment(header.Provider));
        json.WriteString("model_availability", "unknown");
        json.WriteString("provider", header.Provider);
        json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(header.Kind.ToString()));
        json.WriteString("description", header.Description);
        json.WriteString("cost_usd", Summary?.CostUsd is { } usd ? Text(usd) : "unknown");
        json.WriteKnown("cost_basis", Summary?.CostBasis is { Length: > 0 } basis ? basis : null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Deployment(string provider) =>
        model.Model.IsLocal || model.Model.Hosting is not null ? "self_deployed"
        : provider is "openai" or "azure-openai" or "anthropic" ? "externally_managed"
        : "unknown";

    private void WriteResult(Utf8JsonWriter json, ExportMetric metric, LeaderboardRow row, double value)
    {
        json.WriteStartObject();
        json.WriteString("evaluation_result_id", model.ResultId(metric.Name));
        json.WriteString("evaluation_name", model.Task.Name);
        json.WriteStartObject("source_data");
        json.WriteString("dataset_name", model.Task.Name);
        json.WriteString("source_type", "other");
        json.WriteStartObject("additional_details");
        json.WriteString("samples", Text(model.Task.Scores.Samples.Length));
        json.WriteString("epochs", Text(model.Task.Scores.Task.Epochs));
        json.WriteString("task_hash", model.Task.Scores.Task.Hash);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("evaluation_timestamp", EveryEvalEverModel.Seconds(model.Run.StartedAt));
        WriteMetric(json, metric);
        WriteScore(json, row, value);
        WriteGeneration(json);
        json.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter json, ExportMetric metric)
    {
        var (low, high) = metric.Measure.Range;
        json.WriteStartObject("metric_config");
        json.WriteString("metric_id", metric.Name);
        json.WriteString("metric_name", metric.Name);
        json.WriteKnown("metric_unit", metric.Measure.IsShare ? "proportion" : null);
        json.WriteBoolean("lower_is_better", !metric.Measure.HigherIsBetter);
        json.WriteString("score_type", metric.IsBinary ? "binary" : "continuous");
        WriteBound(json, "min_score", low);
        WriteBound(json, "max_score", high);
        json.WriteEndObject();
    }

    private static void WriteBound(Utf8JsonWriter json, string name, double bound)
    {
        if (double.IsFinite(bound))
        {
            json.WriteNumber(name, bound);
        }
        else
        {
            json.WriteString(name, bound > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void WriteScore(Utf8JsonWriter json, LeaderboardRow row, double value)
    {
        var estimate = row.Estimate;
        json.WriteStartObject("score_details");
        json.WriteNumber("score", value);
        json.WriteStartObject("details");
        json.WriteString("rank", Text(row.Rank));
        json.WriteKnown("worst_case", Known(row.WorstCase));
        json.WriteKnown("best_case", Known(row.BestCase));
        json.WriteString("clusters", Text(estimate.Clusters));
        json.WriteKnown("note", estimate.Note);
        json.WriteEndObject();
        json.WriteStartObject("uncertainty");
        if (estimate.StandardError is { } error && double.IsFinite(error))
        {
            json.WriteStartObject("standard_error");
            json.WriteNumber("value", error);
            json.WriteString("method", estimate.Method);
            json.WriteEndObject();
        }

        WriteInterval(json, estimate);
        json.WriteNumber("num_samples", estimate.N);
        json.WriteKnown("num_bootstrap_samples", (long?)estimate.Resamples);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, Estimate estimate)
    {
        if (estimate.Low is not { } low || estimate.High is not { } high)
        {
            return;
        }

        json.WriteStartObject("confidence_interval");
        json.WriteNumber("lower", low);
        json.WriteNumber("upper", high);
        json.WriteNumber("confidence_level", estimate.Level);
        json.WriteString("method", estimate.Method);
        json.WriteEndObject();
    }

    private void WriteGeneration(Utf8JsonWriter json)
    {
        json.WriteStartObject("generation_config");
        json.WriteStartObject("additional_details");
        json.WriteString("protocol", Summary?.Protocol ?? "");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInstances(Utf8JsonWriter json, EveryEvalEverFile file)
    {
        json.WriteStartObject("detailed_evaluation_results");
        json.WriteString("format", "jsonl");
        json.WriteString("file_path", model.Instances);
        json.WriteString("hash_algorithm", "sha256");
        json.WriteString("checksum", file.Checksum);
        json.WriteNumber("total_rows", file.Rows);
        json.WriteEndObject();
    }

    private string Count(Func<Outcome, bool> wanted) => Text(model.Task.Count(model.Place, wanted));

    private static string Text<T>(T value)
        where T : struct, IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string? Known(double? value) => value is { } number && double.IsFinite(number) ? Text(number) : null;
}
