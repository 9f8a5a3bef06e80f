using EvalHarness.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EvalHarness.Cli.Views;

/// <summary>Shows how a run goes: redrawn in place on a terminal, a line now and then in a pipe.</summary>
internal sealed class ProgressView(Terminal terminal, TimeProvider time)
{
    private readonly RunMeter meter = new(time, note => Tell(terminal, note));
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainLine = TimeSpan.FromSeconds(10);

    /// <summary>Counts what is shown.</summary>
    public RunMeter Meter => meter;

    /// <summary>Lets progress be shown from now on; until then others may write.</summary>
    public void Begin() => begun.TrySetResult();

    /// <summary>Shows progress until the work is done.</summary>
    /// <param name="work">The run.</param>
    public async Task ShowAsync(Task work)
    {
        await Task.WhenAny(begun.Task, work);
        if (terminal.IsInteractive)
        {
            await terminal
                .Err.Live(Draw())
                .AutoClear(true)
                .StartAsync(async live =>
                {
                    while (!work.IsCompleted)
                    {
                        live.UpdateTarget(Draw());
                        await Task.WhenAny(work, Task.Delay(Redraw, time));
                    }
                });
        }
        else
        {
            string? last = null;
            while (await Task.WhenAny(work, Task.Delay(PlainLine, time)) != work)
            {
                // A batch may take a day, in which nothing changes for hours.
                string line = Line();
                if (line != last)
                {
                    terminal.Note(last = line);
                }
            }
        }

        await work;
    }

    /// <summary>Above what is redrawn in place.</summary>
    private static void Tell(Terminal terminal, string note)
    {
        if (terminal.IsInteractive)
        {
            terminal.Err.WriteLine(note);
        }
        else
        {
            terminal.Note(note);
        }
    }

    private IRenderable Draw() => Besides() is { } done ? new Markup($"[grey]{done}[/]") : Table();

    /// <summary>What is done while nothing is asked; null while models are.</summary>
    private string? Besides() =>
        meter.Snapshot().IsEmpty ? "connecting"
        : meter.IsAsking ? null
        : "asking is over; scoring, comparing, deciding";

    private Table Table()
    {
        var table = new FittedTable()
            .Add("")
            .Add("", goes: 1)
            .Add("done")
            .Add("rate", goes: 3)
            .Add("in flight", goes: 4)
            .Add("retries", goes: 5)
            .Add("failed")
            .Add("cost", goes: 2)
            .Add("left");
        foreach (var model in meter.Snapshot())
        {
            double share = model.Planned == 0 ? 1 : (double)model.Done / model.Planned;
            table.AddRow(
                Markup.Escape(model.Model),
                Bar(share),
                model.Planned == 0
                    ? FormattableString.Invariant($"{model.Done:N0}")
                    : FormattableString.Invariant($"{model.Done:N0}/{model.Planned:N0}"),
                FormattableString.Invariant($"{model.PerSecond:0.#}/s"),
                FormattableString.Invariant($"{model.InFlight}"),
                FormattableString.Invariant($"{model.Retries}"),
                model.Failed == 0 ? "0" : FormattableString.Invariant($"[red]{model.Failed:N0}[/]"),
                model.SpentUsd == 0 ? "" : "$" + Numbers.Money(model.SpentUsd),
                model.Stopped is { } stopped ? $"[yellow]{Markup.Escape(stopped)}[/]"
                    : model.Waiting is { } waiting ? Markup.Escape(waiting)
                    : model.Left is { } left ? Numbers.Time(left)
                    : ""
            );
        }

        return table.In(terminal.Err.Profile.Width).Table;
    }

    private static string Bar(double share)
    {
        const int width = 20;
        int full = (int)Math.Round(share * width, MidpointRounding.AwayFromZero);
        return $"[teal]{new string('━', full)}[/][grey]{new string('─', width - full)}[/]";
    }

    private string Line()
    {
        if (Besides() is { } other)
        {
            return other;
        }

        var models = meter.Snapshot();
        var (done, planned) = (
            models.Where(model => model.Planned > 0).Sum(model => model.Done),
            models.Sum(model => model.Planned)
        );
        var left = models.Max(model => model.Left);
        return FormattableString.Invariant(
                $"{done:N0}/{planned:N0} done, {models.Sum(model => model.PerSecond):0.#}/s, {models.Sum(model => model.InFlight)} in flight, {models.Sum(model => model.Retries)} retries, {models.Sum(model => model.Failed)} failed, ${Numbers.Money(models.Sum(model => model.SpentUsd))}"
            )
            + (left is { } time ? $", {Numbers.Time(time)} left" : "")
            + string.Concat(models.Select(model => model.Waiting).OfType<string>().Select(waiting => $", {waiting}"));
    }
}
