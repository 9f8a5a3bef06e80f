using System.Globalization;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Tables;

/// <summary>Every cell of a task as one line: what was wanted, what was answered, what it was worth, what it cost.</summary>
internal static class SamplesCsv
{
    /// <summary>Writes the lines of a task, samples in the order of the dataset.</summary>
    public static void Write(TextWriter writer, TaskScores scores)
    {
        var means = CellValues.Means(scores);
        string[] head =
        [
            "sample",
            "model",
            "epoch",
            "outcome",
            "target",
            "answer",
            .. means.Select(metric => CellValues.Name(scores, metric)),
        ];
        string[] tail = ["seconds", "input_tokens", "output_tokens", "usd", "confidence", "attempts"];
        CsvText.WriteLine(writer, head.Concat(tail).Concat(scores.Task.SliceFields).Select(CsvText.Quote));
        int epochs = scores.Task.Epochs;
        for (int sample = 0; sample < scores.Samples.Length; sample++)
        {
            for (int model = 0; model < scores.Models.Length; model++)
            {
                for (int epoch = 0; epoch < epochs; epoch++)
                {
                    CsvText.WriteLine(writer, Line(scores, sample, model, epoch));
                }
            }
        }
    }

    private static IEnumerable<string> Line(TaskScores scores, int sample, int model, int epoch)
    {
        var (item, cells) = (scores.Samples[sample], scores.Cells[model]);
        int cell = (sample * scores.Task.Epochs) + epoch;
        yield return CsvText.Quote(item.Id);
        yield return CsvText.Quote(scores.Models[model].Name);
        yield return epoch.ToString(CultureInfo.InvariantCulture);
        yield return Names.Outcome(cells.Outcomes[cell]);
        yield return CsvText.Quote(string.Join(" | ", item.Targets));
        yield return CsvText.Quote(cells.Answers[cell]);
        foreach (int metric in CellValues.Means(scores))
        {
            yield return Number(CellValues.Of(scores, model, metric, cell));
        }

        yield return Number(cells.LatencySeconds[cell]);
        yield return Number(cells.Usage[cell]?.Input);
        yield return Number(cells.Usage[cell]?.Output);
        yield return cells.CostUsd[cell]?.ToString(CultureInfo.InvariantCulture) ?? "";
        yield return Number(cells.Confidence[cell]);
        yield return cells.Attempts[cell].ToString(CultureInfo.InvariantCulture);
        foreach (string field in scores.Task.SliceFields)
        {
            yield return CsvText.Quote(item.Slices.GetValueOrDefault(field));
        }
    }

    private static string Number(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
