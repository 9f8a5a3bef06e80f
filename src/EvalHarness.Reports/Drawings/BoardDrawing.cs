using System.Globalization;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Drawings;

/// <summary>The leaderboard as a picture: scores with their intervals on one axis, ties, and what is known against the reference.</summary>
internal static class BoardDrawing
{
    private const int Row = 30;
    private const int Head = 28;
    private const int MostLanes = 6;
    private const double Value = 296;
    private const double From = 308;
    private const double Wide = 272;
    private const double Lead = 706;
    private const double Says = 720;

    /// <summary>The picture; null where no model has a score.</summary>
    public static Drawing? Of(MetricView view)
    {
        var metric = view.Metric;
        return metric.Leaderboard.All(row => row.Estimate.Value is null)
            ? null
            : new(
                $"leaderboard-{metric.Metric}",
                LeaderboardTable.Of(view).Name,
                $"Leaderboard: {view.Title}",
                $"Scores with intervals: {string.Join("; ", metric.Leaderboard.Take(12).Select(row => Said(view, row)))}"
                    + (metric.Leaderboard.Length > 12 ? $" and {Show.Count(metric.Leaderboard.Length - 12)} more" : ""),
                Head + (Row * metric.Leaderboard.Length) + 12,
                pen => Draw(pen, view)
            );
    }

    private static void Draw(Pen pen, MetricView view)
    {
        var (metric, axis, report) = (view.Metric, view.ScoreAxis, view.Task.Report);
        var (ties, _) = TieLanes.Of(metric, MostLanes);
        double bottom = Head + (Row * metric.Leaderboard.Length);
        foreach (double tick in axis.Ticks)
        {
            double x = At(axis, tick);
            pen.Line(x, Head, x, bottom, "grid");
            pen.Text(x, 14, Show.Number(tick, axis.Decimals), "soft", 12, "middle");
        }

        pen.Text(Value, 14, view.Title, "soft", 12, "end");
        if (metric.Reference is { } reference)
        {
            pen.Text(Lead - 22, 14, (metric.IsShare ? "points " : "") + "against", "soft", 12, "end");
            pen.Tag(report.StyleOf(reference), Lead - 8, 10);
            pen.Text(Says, 14, "verdict", "soft", 12);
        }

        for (int i = 0; i < metric.Leaderboard.Length; i++)
        {
            double middle = Head + (Row * i) + (Row / 2.0);
            pen.Line(0, middle + (Row / 2.0), Drawing.Width, middle + (Row / 2.0), "grid");
            Ties(pen, ties[i], middle);
            One(pen, view, metric.Leaderboard[i], middle);
        }

        if (
            metric.Reference is { } dashed
            && metric.Leaderboard.FirstOrDefault(row => row.Model == dashed)?.Estimate.Value is { } at
        )
        {
            double x = At(axis, at * view.Scale);
            pen.Line(x, Head, x, bottom, report.StyleOf(dashed).Class, 1.5, "dash");
        }
    }

    private static void One(Pen pen, MetricView view, LeaderboardRow row, double middle)
    {
        var (axis, style) = (view.ScoreAxis, view.Task.Report.StyleOf(row.Model));
        pen.Tag(style, 56, middle);
        pen.Text(72, middle + 4.5, Names.Cut(Names.InText(row.Model), 24), size: 13);
        pen.Text(
            Value,
            middle + 4.5,
            Show.Value(row.Estimate, view.Metric.IsShare, view.Decimals),
            size: 13,
            anchor: "end",
            isBold: true
        );
        if (row.Estimate.Value is { } value)
        {
            double x = At(axis, value * view.Scale);
            if (axis.Low == 0 && value > 0)
            {
                pen.Rect(At(axis, 0), middle - 3.5, x - At(axis, 0), 7, style.Class, 0.2);
            }

            if (row.Estimate is { Low: { } low, High: { } high })
            {
                double left = At(axis, low * view.Scale);
                pen.Rect(left, middle - 3.5, At(axis, high * view.Scale) - left, 7, style.Class, round: 1.5);
            }

            pen.Line(x, middle - 9, x, middle + 9, "card", 5);
            pen.Line(x, middle - 8, x, middle + 8, style.Class, 2.5, mark: Pen.Value);
        }

        if (view.Metric.Reference is { } reference)
        {
            Against(pen, view, row, reference, middle);
        }
    }

    private static void Against(Pen pen, MetricView view, LeaderboardRow row, string reference, double middle)
    {
        if (row.Model == reference)
        {
            pen.Text(Says, middle + 4.5, "reference", "soft", 12);
            return;
        }

        var pair = view.Metric.Find(row.Model, reference);
        var (tone, sign, word, more) = VerdictCell.Of(pair, view.Metric);
        string lead = pair?.Difference.Value is null
            ? Show.Undefined
            : Show.Difference(pair.Difference, view.Metric.IsShare);
        pen.Text(Lead, middle + 4.5, lead, size: 13, anchor: "end", isBold: true);
        pen.Text(Says, middle + 4.5, more.Length > 0 ? $"{sign} {word}, {more}" : $"{sign} {word}", tone, 12.5);
    }

    private static void Ties(Pen pen, string[] pieces, double middle)
    {
        foreach (string piece in pieces)
        {
            string[] words = piece.Split(' ');
            double x = 4 + (7 * int.Parse(words[1].AsSpan("lane-".Length), CultureInfo.InvariantCulture));
            double top = words.Contains("first") ? middle - 9 : middle - (Row / 2.0);
            double end = words.Contains("last") ? middle + 9 : middle + (Row / 2.0);
            pen.Line(x, top, x, end, "faint", 2);
        }
    }

    private static double At(Axis axis, double value) => From + (axis.Share(value) * Wide);

    private static string Said(MetricView view, LeaderboardRow row) =>
        row.Estimate.Value is null
            ? $"{row.Model} no value"
            : $"{row.Model} {Show.Value(row.Estimate, view.Metric.IsShare, view.Decimals)}{Show.Unit(view.Metric.IsShare)}"
                + (row.Estimate.Low is null ? "" : $" ({Show.Range(row.Estimate, view.Metric.IsShare)})");
}
