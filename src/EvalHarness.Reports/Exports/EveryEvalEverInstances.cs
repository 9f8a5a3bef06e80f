using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Exports;

/// <summary>The file of instances of one model: a line for each answer and metric that has a value for it.</summary>
/// <remarks>
/// The schema asks each line for a score and for right or wrong. A request that failed or was not run has neither: it has no line,
/// and the totals say how many there are. Of a task without a metric of single answers the score is whether the answer is a target.
/// </remarks>
/// <param name="model">The model.</param>
/// <param name="hasTexts">Whether texts may be shown.</param>
/// <param name="stream">The file.</param>
internal sealed class EveryEvalEverInstances(EveryEvalEverModel model, bool hasTexts, Stream stream) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> line = new(4096);

    private long rows;

    /// <summary>What was written so far.</summary>
    public EveryEvalEverFile Written => new(rows, Convert.ToHexStringLower(hash.GetCurrentHash()));

    private TaskScores Scores => model.Task.Scores;

    public void Dispose() => hash.Dispose();

    /// <summary>Writes the lines of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task WriteAsync(ExportedAnswer answer, CancellationToken cancellationToken)
    {
        var valued = model.Task.ValuedMetrics.ToArray();
        foreach (var metric in valued)
        {
            if (metric.Value(Scores, model.Place, answer.Cell) is { } value)
            {
                await WriteAsync(answer, metric, value, cancellationToken);
            }
        }

        if (valued.Length == 0 && model.Task.IsRight(null, model.Place, answer.Cell) is { } isRight)
        {
            await WriteAsync(answer, null, isRight ? 1 : 0, cancellationToken);
        }
    }

    private async Task WriteAsync(
        ExportedAnswer answer,
        ExportMetric? metric,
        double value,
        CancellationToken cancellationToken
    )
    {
        line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(line, JsonTexts.Line))
        {
            json.WriteStartObject();
            WriteIdentity(json, answer, metric);
            WriteTexts(json, answer);
            bool? isRight = model.Task.IsRight(metric, model.Place, answer.Cell);
            json.WriteStartObject("evaluation");
            json.WriteNumber("score", value);
            json.WriteBoolean("is_correct", isRight ?? false);
            json.WriteNumber("num_turns", 1);
            json.WriteEndObject();
            WriteConsumption(json, answer);
            WriteMetadata(json, answer, isRight, metric is null);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        hash.AppendData(line.WrittenSpan);
        rows++;
        await stream.WriteAsync(line.WrittenMemory, cancellationToken);
    }

    private void WriteIdentity(Utf8JsonWriter json, ExportedAnswer answer, ExportMetric? metric)
    {
        json.WriteString("schema_version", EveryEvalEverModel.Schema);
        json.WriteString("evaluation_id", model.EvaluationId);
        json.WriteString("model_id", model.Model.Name);
        json.WriteString("evaluation_name", model.Task.Name);
        json.WriteKnown("evaluation_result_id", metric is null ? null : model.ResultId(metric.Name));
        json.WriteString("sample_id", Scores.Samples[answer.Sample].Id);
    }

    private void WriteTexts(Utf8JsonWriter json, ExportedAnswer answer)
    {
        var sample = Scores.Samples[answer.Sample];
        string question = PromptText.Question(answer.Prompt) ?? "";
        if (hasTexts)
        {
            byte[] content = Encoding.UTF8.GetBytes(question + string.Concat(sample.Targets));
            json.WriteString("sample_hash", Convert.ToHexStringLower(SHA256.HashData(content)));
        }

        json.WriteString("interaction_type", "single_turn");
        json.WriteStartObject("input");
        json.WriteString("raw", question);
        json.WriteKnown("formatted", PromptText.Whole(answer.Prompt) is { } whole && whole != question ? whole : null);
        WriteTexts(json, "reference", sample.Targets);
        json.WriteEndObject();

        json.WriteStartObject("output");
        WriteTexts(json, "raw", hasTexts ? [answer.Response?.Text ?? ""] : []);
        if (answer.Response?.Reasoning is { } reasoning)
        {
            WriteTexts(json, "reasoning_trace", [reasoning]);
        }

        json.WriteEndObject();
        json.WriteStartArray("answer_attribution");
        if (Scores.Cells[model.Place].Answers[answer.Cell] is { } extracted)
        {
            json.WriteStartObject();
            json.WriteNumber("turn_idx", 0);
            json.WriteString("source", "output.raw");
            json.WriteString("extracted_value", extracted);
            json.WriteString("extraction_method", Scores.Task.AnswerFormat);
            json.WriteBoolean("is_terminal", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void WriteConsumption(Utf8JsonWriter json, ExportedAnswer answer)
    {
        var cells = Scores.Cells[model.Place];
        if (cells.Usage[answer.Cell] is { } usage)
        {
            json.WriteStartObject("token_usage");
            json.WriteNumber("input_tokens", usage.Input);
            json.WriteNumber("output_tokens", usage.Output);
            json.WriteNumber("total_tokens", usage.Input + usage.Output);
            json.WriteKnown("input_tokens_cache_write", Told.Part(usage.CacheWrite));
            json.WriteKnown("input_tokens_cache_read", Told.Part(usage.CachedInput));
            json.WriteKnown("reasoning_tokens", Told.Part(usage.Reasoning));
            json.WriteEndObject();
        }

        if (!double.IsFinite(cells.LatencySeconds[answer.Cell]))
        {
            return;
        }

        var first = answer.Response?.Stream?.FirstToken;
        json.WriteStartObject("performance");
        // In decimals, so that 0.6306951 seconds are 630.6951 and no 630.6950999999999.
        json.WriteNumber("latency_ms", (decimal)cells.LatencySeconds[answer.Cell] * 1000);
        json.WriteKnown("time_to_first_token_ms", first?.TotalMilliseconds);
        json.WriteKnown("generation_time_ms", (answer.Response?.Latency - first)?.TotalMilliseconds);
        json.WriteEndObject();
    }

    private void WriteMetadata(Utf8JsonWriter json, ExportedAnswer answer, bool? isRight, bool isByTarget)
    {
        var (sample, cells) = (Scores.Samples[answer.Sample], Scores.Cells[model.Place]);
        json.WriteStartObject("metadata");
        json.WriteString("epoch", answer.Epoch.ToString(CultureInfo.InvariantCulture));
        json.WriteString("outcome", OutcomeWords.Word(cells.Outcomes[answer.Cell]));
        json.WriteKnown("is_correct", isRight is null ? "unknown" : null);
        json.WriteKnown("score", isByTarget ? "equality with a target" : null);
        json.WriteKnown("cost_usd", Usd(answer.Cell));
        json.WriteKnown("finish_reason", answer.Response?.FinishReason);
        json.WriteKnown("model_version", answer.Response?.ModelVersion);
        json.WriteKnown("tool_calls", PromptText.Calls(answer.Response));
        json.WriteKnown("cluster", sample.Cluster);
        foreach (string field in Scores.Task.SliceFields.Distinct(StringComparer.Ordinal))
        {
            json.WriteKnown($"slice:{field}", sample.Slices.GetValueOrDefault(field));
        }

        json.WriteEndObject();
    }

    private string? Usd(int cell) => CellCosts.Of(Scores, model.Place, cell)?.ToString(CultureInfo.InvariantCulture);
}
