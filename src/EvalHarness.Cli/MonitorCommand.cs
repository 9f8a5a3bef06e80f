using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Core;

namespace EvalHarness.Cli;

/// <summary><c>evalharness monitor</c>: the confidence sequences of a run as its samples came in; asks no model.</summary>
internal static class MonitorCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var looks = new Option<int>("--looks")
        {
            Description = "Looks at a run that was not made to stop.",
            DefaultValueFactory = _ => SequentialMonitor.DefaultLooks,
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
                int count = parsed.GetValue(looks);
                Fault[] faults = [.. OptionFaults.Outside(looks, count, count is >= 1 and <= 10_000, "1 to 10,000")];
                if (faults.Length > 0)
                {
                    throw new DocumentException(faults);
                }

                var evaluation = await Verb.OpenScoresAsync(parsed, catalog, run, results, cancellationToken);
                var watched = SequentialMonitor.Watch(evaluation.Scores, count);
                if (parsed.GetValue(json))
                {
                    MonitorView.WriteJson(terminal, watched);
                }
                else
                {
                    MonitorView.Write(terminal.Out, watched, evaluation.Scores);
                }

                return ExitCode.Good;
            }
        );
    }
}
