using System.Text.Json;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;
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

    private void WriteHeader(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("samples", scores.Samples.Length);
        json.WriteNumber("epochs", scores.Task.Epochs);
        json.WriteNumber("textBlocks", textBlocks);
        json.WriteNumber("snippetBlocks", snippetBlocks);
        json.WriteNumber("snippetsPerBlock", Snippets.PerBlock);
        json.WriteNumber("withTexts", chunks.ChunkOf.Count(chunk => chunk >= 0));
        json.WriteNumber("scoreLine", FirstScoreLine());
        json.WriteBoolean("hasAnswers", view.Report.Input.Responses is not null);
        json.WriteBoolean("binary", marks.IsBinary);
        json.WriteString("basis", marks.Basis);
        json.WriteString("reference", view.Task.Headline.Reference);
        json.WriteString("leader", view.Task.Headline.Leaderboard.FirstOrDefault()?.Model);
        json.WriteStartArray("models");
        foreach (var model in scores.Models)
        {
            var style = view.Report.StyleOf(model.Name);
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("short", Names.Cut(model.Name, 18));
            json.WriteString("kind", style.Class);
            json.WriteNumber("tag", style.Tag);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteColumn("answers", answers?.Labels ?? []);
        json.WriteColumn("labels", view.Task.Labels);
        json.WriteColumn("slices", scores.Task.SliceFields);
        json.WriteEndObject();
    }

    /// <summary>
    /// Line of <c>scores.jsonl</c> that holds the first cell of the task: it has a line a cell, task by task, then sample, model
    /// and epoch.
    /// </summary>
    private long FirstScoreLine() =>
        1
        + view.Report.Input.Scores.Tasks.TakeWhile(task => task != scores)
            .Sum(task => (long)task.Samples.Length * task.Models.Length * task.Task.Epochs);

    private void WriteCore(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteColumn("ids", scores.Samples.Select(sample => sample.Id));
        json.WriteStartArray("slices");
        foreach (string field in scores.Task.SliceFields)
        {
            var code = new Dictionary<string, int>(StringComparer.Ordinal);
            int[] column = scores.Samples.Select(s => Number(code, s.Slices.GetValueOrDefault(field, ""))).ToArray();
            json.WriteStartObject();
            json.WriteColumn("values", code.Keys);
            json.WriteColumn("of", column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach (int[] cells in marks.Cells)
        {
            json.WriteColumn(null, cells);
        }

        json.WriteEndArray();
        json.WriteColumn(
            "outcomes",
            scores.Cells.Select(cells => string.Concat(cells.Outcomes.Select(o => (char)('0' + (int)o))))
        );
        json.WriteColumn("chunk", chunks.ChunkOf);
        json.WriteColumn("place", chunks.PlaceOf);
        json.WriteEndObject();
    }

    private static int Number(Dictionary<string, int> code, string value)
    {
        code.TryAdd(value, code.Count);
        return code[value];
    }
}
