using System.Text.Json;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Samples;

/// <summary>Answers by number, milliseconds, tokens, money, confidence, attempts of every cell: for the detail pane.</summary>
internal static class CellNumbers
{
    public static Block Pack(TaskScores scores, LabelCode? answers, string id) =>
        Block.Pack($"{id}-numbers", json => Write(json, scores, answers));

    private static void Write(Utf8JsonWriter json, TaskScores scores, LabelCode? answers)
    {
        json.WriteStartArray();
        foreach (var cells in scores.Cells)
        {
            json.WriteStartObject();
            if (answers is not null)
            {
                json.WriteColumn("answer", cells.Answers.Select(answer => answers[answer]));
            }

            json.WriteColumn("ms", cells.LatencySeconds.Select(s => double.IsNaN(s) ? -1 : Rounded(s * 1000)));
            json.WriteColumn("in", cells.Usage.Select(usage => (double)(usage?.Input ?? -1)));
            json.WriteColumn("out", cells.Usage.Select(usage => (double)(usage?.Output ?? -1)));
            json.WriteColumn("micro", cells.CostUsd.Select(cost => cost is { } usd ? Rounded((double)usd * 1e6) : -1));
            json.WriteColumn("sure", cells.Confidence.Select(p => double.IsNaN(p) ? -1 : Math.Round(p * 100)));
            json.WriteColumn("tries", cells.Attempts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Three significant digits: enough to read, and half the bytes.</summary>
    private static double Rounded(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 2);
        return unit >= 1 ? Math.Round(value / unit) * unit : Math.Round(value, 2);
    }
}
