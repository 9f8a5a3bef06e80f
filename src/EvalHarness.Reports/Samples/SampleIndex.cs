using System.Text.Json;
using EvalHarness.Logs;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Samples;

/// <summary>What the sample table needs of every sample: ids, slices, marks, outcomes, and where its texts lie.</summary>
internal sealed class SampleIndex(
    TaskView view,
    TaskScores scores,
    CellMarks marks,
    LabelCode? answers,
    TextChunks chunks,
    int textBlocks,
    int snippetBlocks
)
{
    /// <summary>Names and sizes.</summary>
    public Block Header() => Block.Pack($"{view.Id}-header", WriteHeader);

    /// <summary>One column a property, one entry a sample or a cell.</summary>
    public Block Core() => Block.Pack($"{view.Id}-core", WriteCore);

    /// <summary>Answers by number, milliseconds, tokens, money, confidence, attempts: for the detail pane.</summary>
    public Block Numbers() => Block.Pack($"{view.Id}-numbers", WriteNumbers);

    private void WriteHeader(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("samples", scores.Samples.Length);
        json.WriteNumber("epochs", scores.Task.Epochs);
        json.WriteNumber("textBlocks", textBlocks);
        json.WriteNumber("snippetBlocks", snippetBlocks);
        json.WriteNumber("snippetsPerBlock", Snippets.PerBlock);
        json.WriteNumber("withTexts", chunks.ChunkOf.Count(chunk => chunk >= 0));
        json.WriteBoolean("hasAnswers", view.Report.Input.Responses is not null);
        json.WriteBoolean("binary", marks.IsBinary);
        json.WriteString("basis", marks.Basis);
        json.WriteString("reference", view.Task.Headline.Reference);
        json.WriteString("leader", view.Task.Headline.Leaderboard.FirstOrDefault()?.Model);
        json.WriteStartArray("models");
        foreach (var model in scores.Models)
        {
            var look = view.Report.LookOf(model.Name);
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("short", Look.Cut(model.Name, 18));
            json.WriteString("kind", look.Class);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteStrings(json, "answers", answers?.Labels ?? []);
        WriteStrings(json, "labels", view.Task.Labels);
        WriteStrings(json, "slices", scores.Task.SliceFields);
        json.WriteEndObject();
    }

    private void WriteCore(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteStrings(json, "ids", scores.Samples.Select(sample => sample.Id));
        json.WriteStartArray("slices");
        foreach (var field in scores.Task.SliceFields)
        {
            var code = new Dictionary<string, int>(StringComparer.Ordinal);
            var column = scores.Samples.Select(s => Number(code, s.Slices.GetValueOrDefault(field, ""))).ToArray();
            json.WriteStartObject();
            WriteStrings(json, "values", code.Keys);
            WriteNumbers(json, "of", column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach (var cells in marks.Cells)
        {
            WriteNumbers(json, null, cells);
        }

        json.WriteEndArray();
        WriteStrings(json, "outcomes", scores.Cells.Select(cells => string.Concat(cells.Outcomes.Select(o => (char)('0' + (int)o)))));
        WriteNumbers(json, "chunk", chunks.ChunkOf);
        WriteNumbers(json, "place", chunks.PlaceOf);
        json.WriteEndObject();
    }

    private void WriteNumbers(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var cells in scores.Cells)
        {
            json.WriteStartObject();
            if (answers is not null)
            {
                WriteNumbers(json, "answer", cells.Answers.Select(answer => answers[answer]));
            }

            WriteNumbers(json, "ms", cells.LatencySeconds.Select(s => double.IsNaN(s) ? -1 : Rounded(s * 1000)));
            WriteNumbers(json, "in", cells.Usage.Select(usage => (double)(usage?.Input ?? -1)));
            WriteNumbers(json, "out", cells.Usage.Select(usage => (double)(usage?.Output ?? -1)));
            WriteNumbers(json, "micro", cells.CostUsd.Select(cost => cost is { } usd ? Rounded((double)usd * 1e6) : -1));
            WriteNumbers(json, "sure", cells.Confidence.Select(p => double.IsNaN(p) ? -1 : Math.Round(p * 100)));
            WriteNumbers(json, "tries", cells.Attempts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Number(Dictionary<string, int> code, string value)
    {
        code.TryAdd(value, code.Count);
        return code[value];
    }

    /// <summary>Three significant digits: enough to read, and half the bytes.</summary>
    private static double Rounded(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 2);
        return unit >= 1 ? Math.Round(value / unit) * unit : Math.Round(value, 2);
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string? name, IEnumerable<int> values) =>
        WriteNumbers(json, name, values.Select(value => (double)value));

    /// <summary>A column; empty where all its numbers are -1, that is unknown.</summary>
    private static void WriteNumbers(Utf8JsonWriter json, string? name, IEnumerable<double> values)
    {
        if (name is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartArray(name);
        }

        var column = values as double[] ?? [.. values];
        if (column.Any(value => value != -1))
        {
            foreach (var value in column)
            {
                json.WriteNumberValue(value);
            }
        }

        json.WriteEndArray();
    }
}
