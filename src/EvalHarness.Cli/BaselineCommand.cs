using System.CommandLine;
using EvalHarness.Logs;

namespace EvalHarness.Cli;

/// <summary><c>evalharness baseline save</c>: keeps a small copy of a run that later runs are tested against.</summary>
internal static class BaselineCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var save = new Command("save", "Make a run the baseline of its suite: scores and hashes, no texts; commit it.")
        {
            run,
            results,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var store = new RunStore(parsed.GetRequiredValue(results));
                var folder = store.Open(RunNames.Resolve(parsed.GetRequiredValue(run), catalog));
                await GateConclusions.ScoreAsync(folder, catalog, cancellationToken);
                var baseline = store.BaselineOf(RunLog.ReadHeader(folder).Suite);
                await Baselines.WriteAsync(folder, baseline, cancellationToken);
                terminal.Write(baseline.Path);
                terminal.Note($"the baseline is now {folder.Id}; commit {baseline.Path}");
                return ExitCode.Good;
            }
        );
        return new Command("baseline", "Keep what later runs are tested against.") { save };
    }
}
