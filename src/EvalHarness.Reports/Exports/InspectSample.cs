using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Exports;

/// <summary>One answer as a sample of Inspect.</summary>
/// <param name="model">The model.</param>
/// <param name="json">Takes it.</param>
internal sealed class InspectSample(InspectModel model, Utf8JsonWriter json)
{
    private ModelCells Cells => model.Scores.Cells[model.Place];

    /// <summary>Writes the sample; what was not run is none.</summary>
    /// <param name="answer">The answer.</param>
    public void Write(ExportedAnswer answer)
    {
        if (Cells.Outcomes[answer.Cell] == Outcome.NotRun)
        {
            return;
        }

        var sample = model.Scores.Samples[answer.Sample];
        json.WriteStartObject();
        json.WriteString("id", sample.Id);
        json.WriteNumber("epoch", answer.Epoch + 1);
        json.WriteString("input", PromptText.Question(answer.Prompt) ?? "");
        WriteTarget(sample);
        WriteMessages(answer);
        WriteOutput(answer);
        WriteScores(answer);
        WriteMetadata(sample, answer);
        WriteNothing("store");
        json.WriteStartArray("events");
        json.WriteEndArray();
        json.WriteStartObject("model_usage");
        WriteUsage(model.Model.Name, answer.Cell);
        json.WriteEndObject();
        WriteNothing("role_usage");
        if (answer.Response is { } response)
        {
            json.WriteString("completed_at", InspectModel.Time(response.AnsweredAt ?? response.At));
        }

        json.WriteKnown("total_time", Seconds(answer.Cell));
        json.WriteString(
            "uuid",
            ExportIds.Short(model.EvalId, sample.Id, answer.Epoch.ToString(CultureInfo.InvariantCulture))
        );
        WriteError(answer);
        WriteNothing("attachments");
        json.WriteEndObject();
    }

    private void WriteTarget(Sample sample)
    {
        if (sample.Targets is [var only])
        {
            json.WriteString("target", only);
            return;
        }

        json.WriteStartArray("target");
        foreach (string target in sample.Targets)
        {
            json.WriteStringValue(target);
        }

        json.WriteEndArray();
    }

    private void WriteMessages(ExportedAnswer answer)
    {
        json.WriteStartArray("messages");
        foreach (var turn in answer.Prompt?.Turns ?? [])
        {
            json.WriteStartObject();
            json.WriteString("role", PromptText.RoleOf(turn));
            json.WriteString("content", turn.Text);
            if (turn.Role != Role.Assistant)
            {
                json.WriteString("source", "input");
            }

            json.WriteEndObject();
        }

        if (answer.Prompt is not null && Cells.Outcomes[answer.Cell].HasResponse())
        {
            WriteAssistant(answer.Response);
        }

        json.WriteEndArray();
    }

    private void WriteAssistant(Response? response)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("source", "generate");
        if (response?.Reasoning is { Length: > 0 } reasoning)
        {
            json.WriteStartArray("content");
            json.WriteStartObject();
            json.WriteString("type", "reasoning");
            json.WriteString("reasoning", reasoning);
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", response.Text ?? "");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("content", response?.Text ?? "");
        }

        WriteCalls(response);
        json.WriteEndObject();
    }

    private void WriteCalls(Response? response)
    {
        if (response is not { ToolCalls: { IsDefaultOrEmpty: false } calls })
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        for (int i = 0; i < calls.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"call-{i + 1}"));
            json.WriteString("function", calls[i].Name);
            json.WritePropertyName("arguments");
            if (Arguments(calls[i]) is { } arguments)
            {
                arguments.WriteTo(json);
            }
            else
            {
                json.WriteStartObject();
                json.WriteEndObject();
                json.WriteString("parse_error", calls[i].Arguments);
            }

            json.WriteString("type", "function");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The arguments as an object; null where the model wrote none.</summary>
    private static JsonObject? Arguments(ToolCall call)
    {
        try
        {
            return JsonNode.Parse(call.Arguments) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void WriteOutput(ExportedAnswer answer)
    {
        var response = answer.Response;
        json.WriteStartObject("output");
        json.WriteString("model", response?.ModelVersion ?? model.Model.Name);
        json.WriteStartArray("choices");
        if (Cells.Outcomes[answer.Cell].HasResponse())
        {
            json.WriteStartObject();
            json.WritePropertyName("message");
            WriteAssistant(response);
            json.WriteString("stop_reason", StopReason(answer));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("completion", response?.Text ?? "");
        WriteUsage("usage", answer.Cell);
        json.WriteKnown("time", Seconds(answer.Cell));
        json.WriteEndObject();
    }

    private string StopReason(ExportedAnswer answer) =>
        Cells.Outcomes[answer.Cell] switch
        {
            Outcome.Truncated => "max_tokens",
            Outcome.Filtered => "content_filter",
            _ => answer.Response?.FinishReason switch
            {
                "stop" or "end_turn" or "stop_sequence" => "stop",
                "length" or "max_tokens" => "max_tokens",
                "tool_calls" or "tool_use" => "tool_calls",
                "content_filter" => "content_filter",
                _ => "unknown",
            },
        };

    private void WriteUsage(string name, int cell)
    {
        if (Cells.Usage[cell] is { } usage)
        {
            InspectUsage.Write(json, name, usage, CellCosts.Of(model.Scores, model.Place, cell));
        }
    }

    private void WriteScores(ExportedAnswer answer)
    {
        json.WriteStartObject("scores");
        foreach (var metric in model.Task.ValuedMetrics)
        {
            if (metric.Value(model.Scores, model.Place, answer.Cell) is { } value)
            {
                json.WriteStartObject(metric.Name);
                json.WriteNumber("value", value);
                json.WriteKnown("answer", Cells.Answers[answer.Cell]);
                json.WriteStartArray("history");
                json.WriteEndArray();
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private void WriteMetadata(Sample sample, ExportedAnswer answer)
    {
        json.WriteStartObject("metadata");
        json.WriteString("outcome", OutcomeWords.Word(Cells.Outcomes[answer.Cell]));
        json.WriteKnown("answer", Cells.Answers[answer.Cell]);
        if (CellCosts.Of(model.Scores, model.Place, answer.Cell) is { } usd)
        {
            json.WriteNumber("cost_usd", usd);
        }

        json.WriteKnown("cluster", sample.Cluster);
        foreach (string field in model.Scores.Task.SliceFields.Distinct(StringComparer.Ordinal))
        {
            json.WriteKnown($"slice:{field}", sample.Slices.GetValueOrDefault(field));
        }

        json.WriteEndObject();
    }

    /// <summary>What failed, by its kind alone: a message may hold anything.</summary>
    private void WriteError(ExportedAnswer answer)
    {
        if (Cells.Outcomes[answer.Cell] != Outcome.Failed)
        {
            return;
        }

        var failure = Cells.Failures[answer.Cell];
        json.WriteStartObject("error");
        json.WriteString(
            "message",
            string.Create(CultureInfo.InvariantCulture, $"{failure?.Kind ?? "failed"} {failure?.Status}").TrimEnd()
        );
        json.WriteString("traceback", "");
        json.WriteString("traceback_ansi", "");
        json.WriteEndObject();
    }

    private double? Seconds(int cell) => Cells.LatencySeconds[cell];

    private void WriteNothing(string name)
    {
        json.WriteStartObject(name);
        json.WriteEndObject();
    }
}
