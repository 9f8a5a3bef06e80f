using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>How far the leader is ahead of each other model: dots with intervals, the zero line, the band of the margin, the verdict.</summary>
internal static class ForestFigure
{
    private const int Left = 188;
    private const int Right = 150;

    /// <summary>The model whose lead is drawn: the first of the leaderboard that has a score; null where none has.</summary>
    public static LeaderboardRow? Leader(MetricView view) =>
        view.Metric.Leaderboard.FirstOrDefault(row => row.Estimate.Value is not null);

    /// <summary>The pairs of the leader with every other model, from its side, in the order of the leaderboard.</summary>
    public static PairedComparison[] Pairs(MetricView view) =>
        Leader(view) is not { } leader
            ? []
            :
            [
                .. view
                    .Metric.Leaderboard.Where(row => row.Model != leader.Model)
                    .Select(row => view.Metric.Find(leader.Model, row.Model))
                    .OfType<PairedComparison>()
                    .Where(pair => pair.Difference.Value is not null && pair.Verdict != PairVerdict.NotComparable),
            ];

    /// <summary>The chart; null where no pair has a difference.</summary>
    public static Figure? Draw(MetricView view)
    {
        var metric = view.Metric;
        var pairs = Pairs(view);
        if (pairs.Length == 0)
        {
            return null;
        }

        var styles = pairs.Select(pair => view.Task.Report.StyleOf(pair.Against)).ToArray();
        var plot = new Plot().Band(-metric.Margin * view.Scale, metric.Margin * view.Scale).Line(0);
        for (int i = 0; i < pairs.Length; i++)
        {
            bool open = pairs[i].Verdict is PairVerdict.Undecided;
            plot.Dots(
                    styles[i],
                    [Dot.Of(pairs[i].Difference, view.Scale, i, Hover(metric, pairs[i]))],
                    pale: open,
                    tagged: false
                )
                .RowTag(styles[i], i, -18)
                .Note(Name(styles[i], i));
            foreach (object note in Says(metric, pairs[i], i))
            {
                plot.Note(note);
            }
        }

        return plot.With("xaxis", new { title = new { text = Plot.Text(Title(metric)) }, zeroline = false })
            .With(
                "yaxis",
                new
                {
                    showticklabels = false,
                    range = new[] { pairs.Length - 0.4, -0.6 },
                    showgrid = false,
                    zeroline = false,
                    fixedrange = true,
                }
            )
            .With(
                "margin",
                new
                {
                    l = Left,
                    r = Right,
                    t = 6,
                    b = 44,
                }
            )
            .With(
                "meta",
                new
                {
                    narrow = new
                    {
                        under = 430,
                        l = 36,
                        r = Right,
                    },
                }
            )
            .Draw(
                64 + (35 * pairs.Length),
                $"Lead of {pairs[0].Model} in {Names.Metric(metric.Metric)} over {Show.Count(pairs.Length, "other model")}: "
                    + string.Join("; ", pairs.Take(12).Select(pair => Hover(metric, pair)))
            );
    }

    private static object Name(ModelStyle style, int row) =>
        new
        {
            name = "wide",
            xref = "paper",
            x = 0,
            yref = "y",
            y = row,
            xanchor = "right",
            xshift = -32,
            showarrow = false,
            text = Plot.Text(Names.Cut(style.Name, 22)),
        };

    private static IEnumerable<object> Says(MetricComparison metric, PairedComparison pair, int row)
    {
        var (tone, sign, word, more) = VerdictCell.Of(pair, metric);
        yield return Beside(
            row,
            56,
            "right",
            $"<b>{Show.Difference(pair.Difference, metric.IsShare)}</b>",
            "var(--ink)",
            0
        );
        string lift = more.Length > 0 ? $"{sign} {word}<br>{more}" : $"{sign} {word}";
        yield return Beside(row, 64, "left", lift, tone == "soft" ? "var(--soft)" : $"var(--{tone})", 12);
    }

    private static object Beside(int row, int shift, string anchor, string text, string color, int size) =>
        new
        {
            xref = "paper",
            x = 1,
            yref = "y",
            y = row,
            xanchor = anchor,
            xshift = shift,
            align = "left",
            showarrow = false,
            text,
            font = size > 0 ? (object)new { color, size = 11.5 } : new { color },
        };

    private static string Title(MetricComparison metric) =>
        $"{(metric.IsShare ? "points of " : "difference in ")}{Names.Metric(metric.Metric)} ahead";

    private static string Hover(MetricComparison metric, PairedComparison pair) =>
        $"{pair.Against}: {Show.Difference(pair.Difference, metric.IsShare)}{Show.DifferenceUnit(metric.IsShare)}"
        + (pair.Difference.Low is null ? "" : $" ({Show.Range(pair.Difference, metric.IsShare)})")
        + $", {Names.Verdict(pair.Verdict)}";
}
