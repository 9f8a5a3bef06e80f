using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Stopping;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness monitor</c>: the confidence sequences of a run as its samples came in; asks no model.</summary>
internal static class MonitorCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var looks = new NumberOption<int>("--looks", StopWhen.Looks)
        {
            Description = "Looks at a run that was not made to stop.",
            Otherwise = SequentialMonitor.DefaultLooks,
        };
        var json = Arguments.Json();
        return new Command("monitor", "Show what a run decides as its samples come in, valid at every look.")
        {
            run,
            results,
            looks,
            json,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var evaluation = await Verb.OpenScoresAsync(parsed, catalog, run, results, cancellationToken);
                var watched = SequentialMonitor.Watch(evaluation.Scores, parsed.NumberOf(looks));
                if (parsed.GetValue(json))
                {
                    MonitorView.WriteJson(terminal, watched);
                }
                else
                {
                    MonitorView.Write(terminal, watched, evaluation.Scores);
                }

                return ExitCode.Good;
            }
        );
    }
}
