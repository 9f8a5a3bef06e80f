using System.Text.Json;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;

namespace EvalHarness.Reports.Exports;

/// <summary>A log of Inspect, format 2: what was evaluated and how it ended first, then sample after sample.</summary>
/// <param name="model">The model.</param>
/// <param name="json">Takes the document.</param>
internal sealed class InspectLog(InspectModel model, Utf8JsonWriter json)
{
    private const int Format = 2;

    private ModelSummary? Summary => model.Task.Compared.Models.FirstOrDefault(one => one.Model == model.Model.Name);

    /// <summary>Writes all before the samples, and begins them.</summary>
    public void Begin()
    {
        json.WriteStartObject();
        json.WriteNumber("version", Format);
        json.WriteString("status", Status);
        WriteSpec();
        WritePlan();
        WriteResults();
        WriteStats();
        json.WriteBoolean("invalidated", false);
        WriteNone("tags");
        WriteEmpty("metadata");
        json.WriteStartArray("samples");
    }

    /// <summary>Ends the document.</summary>
    public void End()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Status =>
        model.Run.IsFinished ? "success"
        : model.Run.EndedAt is null ? "started"
        : "cancelled";

    private void WriteSpec()
    {
        json.WriteStartObject("eval");
        json.WriteString("eval_id", model.EvalId);
        json.WriteString("run_id", model.Run.Id);
        json.WriteString("created", InspectModel.Time(model.Run.StartedAt));
        json.WriteString("task", model.Task.Name);
        json.WriteString("task_id", model.TaskId);
        json.WriteString("task_version", model.Scores.Task.Hash);
        WriteEmpty("task_attribs", "task_args", "task_args_passed");
        WriteDataset();
        json.WriteString("model", model.Model.Name);
        WriteEmpty("model_generate_config", "model_args");
        json.WriteStartObject("config");
        json.WriteNumber("epochs", model.Scores.Task.Epochs);
        json.WriteStartArray("epochs_reducer");
        json.WriteStringValue("mean");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("packages");
        json.WriteKnown("evalharness", model.Run.Versions.GetValueOrDefault("evalharness"));
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteString("suite", model.Run.Suite);
        json.WriteString("protocol", Summary?.Protocol ?? "");
        json.WriteString("provider", model.Model.Provider);
        json.WriteString("description", model.Model.Description);
        json.WriteEndObject();
        json.WriteStartArray("scorers");
        foreach (var metric in model.Task.Metrics)
        {
            json.WriteStartObject();
            json.WriteString("name", metric.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteDataset()
    {
        json.WriteStartObject("dataset");
        json.WriteString("name", model.Task.Name);
        json.WriteNumber("samples", model.Scores.Samples.Length);
        json.WriteStartArray("sample_ids");
        foreach (var sample in model.Scores.Samples)
        {
            json.WriteStringValue(sample.Id);
        }

        json.WriteEndArray();
        json.WriteBoolean("shuffled", false);
        json.WriteEndObject();
    }

    private void WritePlan()
    {
        json.WriteStartObject("plan");
        json.WriteString("name", "plan");
        WriteNone("steps");
        WriteEmpty("config");
        json.WriteEndObject();
    }

    private void WriteResults()
    {
        long answers = model.Task.Count(model.Place, outcome => outcome.HasResponse());
        json.WriteStartObject("results");
        json.WriteNumber("total_samples", model.Scores.Cells[model.Place].Outcomes.LongLength);
        json.WriteNumber("completed_samples", answers);
        json.WriteStartArray("scores");
        foreach (var metric in model.Task.Metrics)
        {
            if (metric.RowOf(model.Model.Name) is { Estimate.Value: { } value } row && double.IsFinite(value))
            {
                WriteScore(metric, row, value);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteScore(ExportMetric metric, LeaderboardRow row, double value)
    {
        // A mean is called accuracy where answers are right or wrong; a score over the whole set has the name that it has here.
        string name =
            metric.IsBinary ? "accuracy"
            : metric.HasValues ? "mean"
            : metric.Name;
        json.WriteStartObject();
        json.WriteString("name", metric.Name);
        json.WriteString("scorer", metric.Name);
        if (metric.HasValues)
        {
            long scored = Enumerable
                .Range(0, model.Scores.Cells[model.Place].Outcomes.Length)
                .LongCount(cell => metric.Value(model.Scores, model.Place, cell) is not null);
            json.WriteNumber("scored_samples", scored);
            json.WriteNumber("unscored_samples", model.Scores.Cells[model.Place].Outcomes.LongLength - scored);
        }

        WriteEmpty("params");
        json.WriteStartObject("metrics");
        WriteMetric(name, value, row);
        if (row.Estimate.StandardError is { } error && double.IsFinite(error))
        {
            WriteMetric("stderr", error, null);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteMetric(string name, double value, LeaderboardRow? row)
    {
        json.WriteStartObject(name);
        json.WriteString("name", name);
        json.WriteNumber("value", value);
        WriteEmpty("params");
        if (row is not null)
        {
            json.WriteStartObject("metadata");
            json.WriteKnown("low", row.Estimate.Low);
            json.WriteKnown("high", row.Estimate.High);
            json.WriteNumber("level", row.Estimate.Level);
            json.WriteNumber("n", row.Estimate.N);
            json.WriteNumber("clusters", row.Estimate.Clusters);
            json.WriteString("method", row.Estimate.Method);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteStats()
    {
        json.WriteStartObject("stats");
        json.WriteString("started_at", InspectModel.Time(model.Run.StartedAt));
        json.WriteString("completed_at", model.Run.EndedAt is { } ended ? InspectModel.Time(ended) : "");
        json.WriteStartObject("model_usage");
        if (Summary?.Usage is { } usage)
        {
            InspectUsage.Write(json, model.Model.Name, usage, Summary.CostUsd);
        }

        json.WriteEndObject();
        WriteEmpty("role_usage");
        WriteNone("connection_limit_history");
        json.WriteEndObject();
    }

    private void WriteNone(string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }

    private void WriteEmpty(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            json.WriteStartObject(name);
            json.WriteEndObject();
        }
    }
}
