using System.Globalization;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>Scores with their intervals over the runs of a suite; what is more than noise is marked, and nothing else.</summary>
internal static class HistoryFigure
{
    /// <summary>Models that are drawn from the beginning; the others are a tap in the legend away.</summary>
    private const int MostShown = 6;

    private const int Height = 360;

    /// <summary>Room that a name needs at the end of its line, as a share of the axis: 16 of some 290 pixels.</summary>
    private const double NameHeight = 0.056;

    public static Figure Draw(SuiteHistory history, TaskFacts task)
    {
        string[] models = Ordered(history, task);
        string[] shown = models.Length <= MostShown + 1 ? models : models[..MostShown];
        var plot = new Plot();
        var turns = new Dictionary<Core.ModelKind, int>();
        var ends = new List<(string Model, double Value, string Token)>();
        foreach (string model in models)
        {
            var scores = history.ScoresOf(task.Name, model).ToArray();
            var kind = scores[^1].Score.Kind;
            int turn = turns[kind] = turns.GetValueOrDefault(kind) + 1;
            string token = $"var(--{Names.Kind(kind)})";
            Line(plot, task, model, scores, token, turn, isShown: shown.Contains(model));
            if (shown.Contains(model))
            {
                ends.Add((model, scores[^1].Score.Value!.Value * Scale(task), token));
            }
        }

        var (low, high) = Range(history, task, shown);
        return plot.With("showlegend", shown.Length < models.Length)
            .With("annotations", Ends(ends, high - low).Concat(Marks(history, task)).ToArray())
            .With("shapes", Changes(history, task).ToArray())
            .With(
                "margin",
                new
                {
                    l = 8,
                    r = 190,
                    t = 24,
                    b = 10,
                }
            )
            .With("xaxis", Across(history))
            .With(
                "yaxis",
                new
                {
                    title = new { text = Plot.Text(Names.Metric(task.Metric)) + (task.IsShare ? ", %" : "") },
                    zeroline = false,
                    range = new[] { low, high },
                }
            )
            .Draw(Height, Label(history, task, shown));
    }

    /// <summary>The ends of the axis: all intervals that are shown, with room for a mark above and below; shares stay within 0 and 100.</summary>
    private static (double Low, double High) Range(SuiteHistory history, TaskFacts task, string[] shown)
    {
        double[] ends =
        [
            .. shown
                .SelectMany(model => history.ScoresOf(task.Name, model))
                .SelectMany(one => new[] { one.Score.Value, one.Score.Low, one.Score.High })
                .OfType<double>()
                .Select(value => value * Scale(task)),
        ];
        double room = Math.Max((ends.Max() - ends.Min()) * 0.1, task.IsShare ? 2 : 1e-9);
        var (low, high) = (ends.Min() - room, ends.Max() + room);
        return task.IsShare ? (Math.Round(Math.Max(0, low), 2), Math.Round(Math.Min(102, high), 2)) : (low, high);
    }

    /// <summary>The models of a task over all runs: those that ever changed first, then by score.</summary>
    private static string[] Ordered(SuiteHistory history, TaskFacts task)
    {
        string[] models =
        [
            .. history
                .Runs.SelectMany(run => run.Tasks.Where(one => one.Name == task.Name))
                .SelectMany(one => one.Board.Where(row => row.Value is not null))
                .Select(row => row.Model)
                .Distinct(StringComparer.Ordinal),
        ];
        int sign = task.HigherIsBetter ? -1 : 1;
        return
        [
            .. models
                .OrderBy(model => history.Changes(task.Name, model).Any() ? 0 : 1)
                .ThenBy(model => history.Steps.Any(step => IsMoved(step, task.Name, model)) ? 0 : 1)
                .ThenBy(model => sign * history.ScoresOf(task.Name, model).Last().Score.Value!.Value)
                .ThenBy(model => model, StringComparer.Ordinal),
        ];
    }

    private static bool IsMoved(JudgedStep step, string task, string model) =>
        step.Step.Task == task && step.Step.Model == model && step.Verdict != StepVerdict.Same;

    private static void Line(
        Plot plot,
        TaskFacts task,
        string model,
        (RunFacts Run, ScoreFacts Score)[] scores,
        string token,
        int turn,
        bool isShown
    )
    {
        double scale = Scale(task);
        plot.Trace(
            "scatter",
            ("x", scores.Select(one => Time(one.Run))),
            ("y", scores.Select(one => Math.Round(one.Score.Value!.Value * scale, 4))),
            ("mode", "lines+markers"),
            ("name", Plot.Text(Names.Cut(model, 26))),
            ("visible", isShown ? true : "legendonly"),
            (
                "line",
                new
                {
                    color = token,
                    width = 1.8,
                    dash = new[] { "solid", "dash", "dot", "dashdot" }[(turn - 1) % 4],
                }
            ),
            (
                "marker",
                new
                {
                    color = token,
                    size = 8,
                    symbol = Symbol(scores[^1].Score.Kind) + (turn % 2 == 0 ? "-open" : ""),
                }
            ),
            ("hovertext", scores.Select(one => Plot.Text(Hover(task, model, one.Run, one.Score)))),
            ("hovertemplate", "%{hovertext}<extra></extra>"),
            ("cliponaxis", false),
            (
                "error_y",
                new
                {
                    type = "data",
                    symmetric = false,
                    array = scores.Select(one => Length(one.Score.High - one.Score.Value, scale)),
                    arrayminus = scores.Select(one => Length(one.Score.Value - one.Score.Low, scale)),
                    color = token,
                    thickness = 1.4,
                    width = 0,
                }
            )
        );
    }

    private static double Length(double? value, double scale) => Math.Round((value ?? 0) * scale, 4);

    /// <summary>Names at the ends of the lines, moved apart as far as they need.</summary>
    private static IEnumerable<object> Ends(List<(string Model, double Value, string Token)> ends, double axis)
    {
        var ordered = ends.OrderBy(end => end.Value).ToArray();
        double[] at = Spread([.. ordered.Select(end => end.Value)], axis * NameHeight);
        for (int i = 0; i < ordered.Length; i++)
        {
            yield return new
            {
                name = "end",
                xref = "paper",
                x = 1,
                xanchor = "left",
                xshift = 10,
                yref = "y",
                y = at[i],
                yanchor = "middle",
                showarrow = false,
                align = "left",
                text = $"{Plot.Text(Names.Cut(ordered[i].Model, 19))} <b>{Show.Number(ordered[i].Value, 1)}</b>",
                font = new { size = 12, color = ordered[i].Token },
            };
        }
    }

    /// <summary>Values in ascending order, pushed apart from the middle so that none is nearer to the next than a name is high.</summary>
    private static double[] Spread(double[] values, double room)
    {
        if (values.Length < 2)
        {
            return values;
        }

        double[] at = [.. values];
        for (int turn = 0; turn < 200; turn++)
        {
            for (int i = 1; i < at.Length; i++)
            {
                double missing = room - (at[i] - at[i - 1]);
                if (missing > 1e-9)
                {
                    at[i] += missing / 2;
                    at[i - 1] -= missing / 2;
                }
            }
        }

        return [.. at.Select(value => Math.Round(value, 4))];
    }

    private static IEnumerable<object> Marks(SuiteHistory history, TaskFacts task) =>
        from change in history.Changes(task.Name)
        let run = history.Run(change.Step.To)
        let score = run.Tasks.FirstOrDefault(one => one.Name == task.Name)?.Find(change.Step.Model)
        where score?.Value is not null
        let isUp = change.Step.Difference!.Value > 0
        select (object)
            new
            {
                x = Time(run),
                y = Math.Round(((isUp ? score.High : score.Low) ?? score.Value ?? 0) * Scale(task), 4),
                yshift = isUp ? 4 : -4,
                yanchor = isUp ? "bottom" : "top",
                showarrow = false,
                text = $"<b>{SiteWords.Of(change).Glyph} {Show.Difference(change.Step.Difference!, task.IsShare)}</b>",
                font = new { size = 12, color = change.Verdict == StepVerdict.Better ? "var(--good)" : "var(--bad)" },
            };

    private static IEnumerable<object> Changes(SuiteHistory history, TaskFacts task) =>
        history
            .Changes(task.Name)
            .Select(change => Time(history.Run(change.Step.To)))
            .Distinct(StringComparer.Ordinal)
            .Select(time =>
                (object)
                    new
                    {
                        type = "line",
                        xref = "x",
                        yref = "paper",
                        x0 = time,
                        x1 = time,
                        y0 = 0,
                        y1 = 1,
                        line = new
                        {
                            color = "var(--faint)",
                            width = 1,
                            dash = "dot",
                        },
                        layer = "below",
                    }
            );

    /// <summary>Every run has its tick where there is room for it; the script takes what fits on a phone.</summary>
    private static object Across(SuiteHistory history)
    {
        RunFacts[] runs =
        [
            .. HistoryTicks.Of([.. history.Runs.Select(run => run.StartedAt)]).Select(at => history.Runs[at]),
        ];
        return history.Runs.Length <= 9
            ? new
            {
                type = "date",
                zeroline = false,
                tickvals = runs.Select(Time).ToArray(),
                ticktext = runs.Select(run =>
                        history.ShortDay(run).Replace(",\u00A0", "<br>", StringComparison.Ordinal)
                    )
                    .ToArray(),
                tickangle = 0,
                showgrid = false,
            }
            : new
            {
                type = "date",
                zeroline = false,
                tickformat = "%-d %b<br>%Y",
                showgrid = false,
            };
    }

    private static string Hover(TaskFacts task, string model, RunFacts run, ScoreFacts score)
    {
        string range = Show.Range(score.Estimate, task.IsShare);
        return $"{model}, {SiteWords.Day(run.StartedAt)}: {Show.Value(score.Estimate, task.IsShare)}{Show.Unit(task.IsShare)}"
            + (range.Length > 0 ? $" ({range})" : "");
    }

    private static string Label(SuiteHistory history, TaskFacts task, string[] shown)
    {
        var said = shown.Select(model =>
        {
            var scores = history.ScoresOf(task.Name, model).ToArray();
            return $"{model} {Show.Value(scores[0].Score.Estimate, task.IsShare)} to {Show.Value(scores[^1].Score.Estimate, task.IsShare)}";
        });
        return $"{Names.MetricFirst(task.Metric)} over {Show.Count(history.Runs.Length, "run")}, first to last: {string.Join(", ", said)}";
    }

    private static double Scale(TaskFacts task) => task.IsShare ? 100 : 1;

    private static string Time(RunFacts run) =>
        run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Symbol(Core.ModelKind kind) =>
        kind switch
        {
            Core.ModelKind.Custom => "circle",
            Core.ModelKind.General => "square",
            Core.ModelKind.Baseline => "diamond",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
