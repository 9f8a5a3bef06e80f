using System.Collections.Immutable;
using EvalHarness.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EvalHarness.Cli.Views;

/// <summary>How a run goes as tables: all of it in one line, then the models that are being asked.</summary>
internal static class ProgressTables
{
    private const int MostLanes = 8;
    private const int BarWidth = 36;
    private const int ShortBar = 20;

    /// <summary>Lines of the screen that are not for models: the whole, the rest, and what stood there before.</summary>
    private const int OtherLines = 4;

    /// <summary>The run as a whole: share, answers, rate, failures, money, time left.</summary>
    /// <param name="lanes">The models.</param>
    public static FittedTable Whole(ImmutableArray<ModelProgress> lanes)
    {
        var (done, planned) = Sum(lanes);
        long failed = lanes.Sum(lane => lane.Failed);
        long retries = lanes.Sum(lane => lane.Retries);
        decimal spent = lanes.Sum(lane => lane.SpentUsd);
        var table = new FittedTable()
            .Add("")
            .Add("")
            .Add("", goes: 3)
            .Add("", goes: 5)
            .Add("")
            .Add("", goes: 4)
            .Add("", goes: 2)
            .Add("", goes: 1);
        table.AddRow(
            planned == 0 ? "" : FormattableString.Invariant($"[bold]{100 * done / planned} %[/]"),
            planned == 0
                ? FormattableString.Invariant($"{done:N0} answers")
                : FormattableString.Invariant($"{done:N0} of {planned:N0}"),
            FormattableString.Invariant($"{lanes.Sum(lane => lane.PerSecond):#,0.#}/s"),
            FormattableString.Invariant($"{lanes.Sum(lane => lane.InFlight):N0} in flight"),
            failed == 0 ? "0 failed" : FormattableString.Invariant($"[red]{failed:N0} failed[/]"),
            retries == 0 ? "" : FormattableString.Invariant($"{retries:N0} retried"),
            spent == 0 ? "" : $"${Numbers.Money(spent)}",
            Left(lanes) is { } left ? $"about {Numbers.Time(left)} left" : ""
        );
        return table;
    }

    /// <summary>The same as one line of a log.</summary>
    /// <param name="lanes">The models.</param>
    public static string Sentence(ImmutableArray<ModelProgress> lanes)
    {
        var (done, planned) = Sum(lanes);
        string[] parts =
        [
            planned == 0
                ? FormattableString.Invariant($"{done:N0} answers")
                : FormattableString.Invariant($"{100 * done / planned} %, {done:N0} of {planned:N0}"),
            FormattableString.Invariant($"{lanes.Sum(lane => lane.PerSecond):#,0.#}/s"),
            FormattableString.Invariant($"{lanes.Sum(lane => lane.InFlight):N0} in flight"),
            FormattableString.Invariant($"{lanes.Sum(lane => lane.Retries):N0} retried"),
            FormattableString.Invariant($"{lanes.Sum(lane => lane.Failed):N0} failed"),
            $"${Numbers.Money(lanes.Sum(lane => lane.SpentUsd))}",
            .. Left(lanes) is { } left ? new[] { $"about {Numbers.Time(left)} left" } : [],
            .. lanes.Select(lane => lane.Waiting).OfType<string>().Distinct(),
        ];
        return string.Join(", ", parts);
    }

    /// <summary>The models that are being asked, as many as the screen holds, and how many are done or wait.</summary>
    /// <param name="lanes">The models.</param>
    /// <param name="width">Characters in a line.</param>
    /// <param name="height">Lines of the screen.</param>
    public static IEnumerable<IRenderable> Lanes(ImmutableArray<ModelProgress> lanes, int width, int height)
    {
        ModelProgress[] open = [.. lanes.Where(lane => !IsDone(lane))];
        ModelProgress[] shown =
        [
            .. open.OrderByDescending(lane => lane.Done > 0 || lane.InFlight > 0 || lane.Stopped is not null)
                .Take(Math.Clamp(height - OtherLines, 1, MostLanes)),
        ];
        if (shown.Length > 0)
        {
            yield return Table(shown).In(width).Table;
        }

        string[] rest =
        [
            .. lanes.Length > open.Length
                ? new[] { FormattableString.Invariant($"{lanes.Length - open.Length} done") }
                : [],
            .. open.Length > shown.Length
                ? new[] { FormattableString.Invariant($"{open.Length - shown.Length} more") }
                : [],
        ];
        if (rest.Length > 0)
        {
            yield return new Markup($"[grey]{string.Join(", ", rest)}[/]");
        }
    }

    private static FittedTable Table(ModelProgress[] lanes)
    {
        bool hasFailed = lanes.Any(lane => lane.Failed > 0);
        var table = new FittedTable()
            .Add("", cuts: 16)
            .Add("", goes: 1, shortens: 2)
            .Add("")
            .Add("", goes: 3)
            .Add("", wraps: 12);
        foreach (var lane in lanes)
        {
            double share = lane.Planned == 0 ? 0 : (double)lane.Done / lane.Planned;
            table.AddRow([
                Markup.Escape(lane.Model),
                new Cell(Bar(share, BarWidth), Bar(share, ShortBar)),
                lane.Planned == 0
                    ? FormattableString.Invariant($"{lane.Done:N0}")
                    : FormattableString.Invariant($"{lane.Done:N0} of {lane.Planned:N0}"),
                !hasFailed ? ""
                : lane.Failed == 0 ? "0 failed"
                : FormattableString.Invariant($"[red]{lane.Failed:N0} failed[/]"),
                lane.Stopped is { } stopped ? $"[yellow]{Markup.Escape(stopped)}[/]"
                : lane.Waiting is { } waiting ? Markup.Escape(waiting)
                : "",
            ]);
        }

        return table;
    }

    private static bool IsDone(ModelProgress lane) =>
        lane.Stopped is null && lane.InFlight == 0 && lane.Planned > 0 && lane.Done >= lane.Planned;

    private static (long Done, long Planned) Sum(ImmutableArray<ModelProgress> lanes)
    {
        long planned = lanes.Sum(lane => lane.Planned);
        return (lanes.Where(lane => planned == 0 || lane.Planned > 0).Sum(lane => lane.Done), planned);
    }

    private static TimeSpan? Left(ImmutableArray<ModelProgress> lanes) =>
        lanes.Max(lane => lane.Left) is { } left && left > TimeSpan.Zero ? left : null;

    private static string Bar(double share, int width)
    {
        int full = (int)Math.Round(Math.Clamp(share, 0, 1) * width, MidpointRounding.AwayFromZero);
        return $"[teal]{new string('━', full)}[/][grey]{new string('─', width - full)}[/]";
    }
}
