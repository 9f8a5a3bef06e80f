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

    private IRenderable Draw()
    {
        if (Besides() is { } other)
        {
            return new Markup($"[grey]{other}[/]");
        }

        var console = terminal.Err;
        var lanes = meter.Snapshot();
        var whole = ProgressTables.Whole(lanes).In(console.Profile.Width, terminal.IsPlain).Table;
        return terminal.IsPlain || console.Profile.Width < FittedTable.Narrowest
            ? whole
            : new Rows([whole, .. ProgressTables.Lanes(lanes, console.Profile.Width, console.Profile.Height)]);
    }

    /// <summary>What is done while nothing is asked; null while models are.</summary>
    private string? Besides() =>
        meter.Snapshot() is var lanes && lanes.All(lane => lane is { Planned: 0, Done: 0 }) ? "connecting"
        : meter.IsAsking ? null
        : "asking is over; scoring, comparing, deciding";

    private string Line() => Besides() ?? ProgressTables.Sentence(meter.Snapshot());
}
