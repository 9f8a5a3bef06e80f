using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Drawings;

/// <summary>The heat table of models by groups of samples as a picture.</summary>
internal static class HeatDrawing
{
    private const double Left = 200;
    private const double HeadSize = 11.5;
    private const double Row = 27;
    private const double Key = 30;
    private const double Narrowest = 27;
    private const double Widest = 64;

    /// <summary>Most groups that the width holds with their numbers.</summary>
    private const int MostCells = (int)((Drawing.Width - Left) / Narrowest);

    /// <summary>The picture; null where the samples have no groups.</summary>
    public static Drawing? Of(MetricView view)
    {
        if (view.Metric.Slices.Length == 0)
        {
            return null;
        }

        var grid = HeatGrid.Of(view);
        return new(
            $"slices-{view.Metric.Metric}",
            SlicesTable.Of(view, grid.Fields[0].Field).Name,
            $"Groups of samples: {view.Title}",
            Says(view, grid),
            Head(grid) + (Row * grid.Rows.Length) + Key,
            pen => Draw(pen, view, grid)
        );
    }

    /// <summary>Room for the names of the groups, which stand upright.</summary>
    private static double Head(HeatGrid grid) =>
        50 + grid.Cells.Take(MostCells).Max(cell => TextWidth.Of(Value(cell.Slice), HeadSize));

    private static string Value(SliceComparison slice) => Names.Cut(Names.InText(slice.Value), 18);

    private static void Draw(Pen pen, MetricView view, HeatGrid grid)
    {
        double head = Head(grid);
        var cells = grid.Cells.Take(MostCells).ToArray();
        double step = Math.Min(Widest, (Drawing.Width - Left) / cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            var (slice, isFirst) = cells[i];
            double x = Left + (step * i) + (step / 2);
            string tone = slice.IsSmall ? "soft" : "ink";
            if (isFirst)
            {
                int wide = cells.Skip(i + 1).TakeWhile(cell => !cell.IsFirst).Count() + 1;
                int longest = Math.Clamp((int)(wide * step / 7), 4, 24);
                pen.Text(x - (step / 2) + 2, 14, Names.Cut(slice.Field, longest), "soft", 12, isBold: true);
            }

            pen.Text(x + 4, head - 26, Value(slice), tone, HeadSize, turn: -90);
            pen.Text(x, head - 8, Show.Count(slice.Samples), "soft", 10.6, "middle");
        }

        for (int row = 0; row < grid.Rows.Length; row++)
        {
            string model = grid.Rows[row].Model;
            double top = head + (Row * row);
            pen.Tag(view.Task.Report.StyleOf(model), 12, top + (Row / 2));
            pen.Text(28, top + (Row / 2) + 4.5, Names.Cut(Names.InText(model), 22));
            for (int i = 0; i < cells.Length; i++)
            {
                Cell(
                    pen,
                    grid,
                    cells[i].Slice,
                    model,
                    new PlotBox(Left + (step * i), top, Left + (step * (i + 1)), top + Row)
                );
            }
        }

        Explain(pen, grid, cells.Length, head + (Row * grid.Rows.Length) + 20);
    }

    private static void Cell(Pen pen, HeatGrid grid, SliceComparison slice, string model, PlotBox box)
    {
        double x = (box.Left + box.Right) / 2;
        double y = ((box.Top + box.Bottom) / 2) + 4.5;
        if (grid.At(slice, model)?.Value is not { } value)
        {
            pen.Text(x, y, Show.Undefined, "soft", anchor: "middle");
            return;
        }

        if (grid.StepOf(slice, value) is { } step)
        {
            pen.Rect(
                box.Left + 1,
                box.Top + 1,
                box.Width - 2,
                box.Height - 2,
                FormattableString.Invariant($"h{step}"),
                round: 2,
                mark: Pen.Value
            );
        }

        pen.Text(x, y, grid.Whole(value), slice.IsSmall ? "soft" : "ink", 12, "middle", grid.IsBest(slice, value));
    }

    private static void Explain(Pen pen, HeatGrid grid, int shown, double y)
    {
        bool isColoured = grid.Cells.Any(cell => !cell.Slice.IsSmall);
        double x = 0;
        for (int step = 0; isColoured && step < HeatScale.Steps; step++, x += 16)
        {
            pen.Rect(x, y - 10, 15, 12, FormattableString.Invariant($"h{step}"), stroke: step == 0 ? "line" : null);
        }

        int left = grid.LeftOut + grid.Cells.Length - shown;
        string[] words =
        [
            isColoured ? grid.Scale.Words("") + ". Bold: best of its group." : "",
            grid.Cells.Any(cell => cell.Slice.IsSmall) ? "Without colour: fewer than 30 samples." : "",
            left > 0 ? $"Left out: {Show.Count(left, "group")}." : "",
        ];
        pen.Text(isColoured ? x + 8 : x, y, string.Join(' ', words.Where(word => word.Length > 0)), "soft", 11.5);
    }

    private static string Says(MetricView view, HeatGrid grid)
    {
        var seen = grid
            .Cells.Where(cell => !cell.Slice.IsSmall)
            .Take(8)
            .Select(cell => (cell.Slice, Best: Best(grid, cell.Slice)));
        return $"{Names.MetricFirst(view.Metric.Metric)} of {Show.Count(grid.Rows.Length, "model")} in {Show.Count(grid.Cells.Length, "group")} of samples"
            + string.Concat(
                seen.Where(one => one.Best is not null)
                    .Select(one => $"; {one.Slice.Field} {one.Slice.Value}: best {one.Best}")
            );
    }

    private static string? Best(HeatGrid grid, SliceComparison slice) =>
        grid
            .Rows.Select(row => row.Model)
            .FirstOrDefault(model => grid.At(slice, model)?.Value is { } value && grid.IsBest(slice, value))
            is { } best
            ? $"{best}, {grid.Whole(grid.At(slice, best)!.Value!.Value)}"
            : null;
}
