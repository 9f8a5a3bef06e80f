using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Tables;
using Plotly.NET;

namespace EvalHarness.Reports.Figures;

/// <summary>A confusion matrix as a heat map: shade by share of the target, counts in the cells.</summary>
internal static class ConfusionFigure
{
    /// <summary>Most labels that a matrix can hold and stay readable.</summary>
    public const int MostLabels = 20;

    /// <summary>The chart of one model.</summary>
    public static Figure Draw(TaskComparison task, ModelSummary model)
    {
        var counts = model.Confusion!.Value;
        var answers = ConfusionTable.Answers(task);
        if (counts.All(row => row[^1] == 0))
        {
            answers = answers[..^1];
        }

        double[][] shares = counts.Select(row => Shares(row, answers.Length)).ToArray();
        var chart = Plotly.NET.CSharp.Chart.Heatmap<double, int, int, string>(
            zData: shares,
            ShowScale: false,
            UseDefaults: false
        );
        var trace = GenericChart.getTraces(chart).Head;
        trace.SetProperty("text", counts.Select(row => row.Take(answers.Length).Select(Show.Count)));
        trace.SetProperty("texttemplate", "%{text}");
        trace.SetProperty("customdata", counts.Select((row, target) => Hovers(task, answers, row, target)));
        trace.SetProperty("textfont", new { color = "var(--ink)" });
        trace.SetProperty("hovertemplate", "%{customdata}<extra></extra>");
        trace.SetProperty("zmin", 0);
        trace.SetProperty("zmax", 1);
        trace.SetProperty("xgap", 2);
        trace.SetProperty("ygap", 2);
        trace.SetProperty(
            "colorscale",
            new object[] { new object[] { 0, "var(--heat0)" }, new object[] { 1, "var(--heat1)" } }
        );
        return new Plot()
            .Add(chart)
            .With(
                "xaxis",
                Labels(
                    [.. answers.Select(answer => answer == ConfusionTable.NoAnswer ? "none" : answer)],
                    "answer",
                    side: "top"
                )
            )
            .With("yaxis", Labels(task.Labels, "target", side: "left"))
            .Draw(110 + (40 * counts.Length), $"Confusion matrix of {model.Model}");
    }

    private static double[] Shares(ImmutableArray<long> row, int columns)
    {
        long total = row.Sum();
        return [.. row.Take(columns).Select(count => total == 0 ? 0 : (double)count / total)];
    }

    private static IEnumerable<string> Hovers(
        TaskComparison task,
        ImmutableArray<string> answers,
        ImmutableArray<long> row,
        int target
    ) =>
        answers.Select(
            (answer, index) =>
                Plot.Text(
                    $"{task.Labels[target]} answered as {answer}: {Show.Count(row[index])} of {Show.Count(row.Sum())}"
                )
        );

    private static object Labels(ImmutableArray<string> labels, string title, string side) =>
        new
        {
            tickvals = Enumerable.Range(0, labels.Length),
            ticktext = labels.Select(label => Plot.Text(Names.Cut(label, 14))),
            title = new { text = title },
            side,
            ticks = "",
            tickangle = 0,
            showgrid = false,
            zeroline = false,
            fixedrange = true,
            range = side == "left" ? new[] { labels.Length - 0.5, -0.5 } : [-0.5, labels.Length - 0.5],
        };
}
