using System.CommandLine;
using EvalHarness.Logs;

namespace EvalHarness.Cli;

/// <summary><c>evalharness report</c>: writes the HTML page, Markdown and CSV files of a run; asks no model.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Folder to write to; the run folder by default.",
        };
        return new Command("report", "Write the HTML report, Markdown and CSV of a run; asks no model.")
        {
            run,
            results,
            output,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var store = new RunStore(parsed.GetRequiredValue(results));
                var folder = store.Open(RunNames.Resolve(parsed.GetRequiredValue(run), catalog));
                var conclusions = await Conclusions.DrawAsync(folder, catalog, rescore: false, cancellationToken);
                conclusions = conclusions with
                {
                    Gates = await GateConclusions.DrawAsync(conclusions.Table, store, catalog, cancellationToken),
                };
                conclusions = conclusions.Decide(terminal, store, catalog);
                string to = parsed.GetValue(output) ?? folder.Path;
                terminal.Write(await ReportFiles.WriteAsync(conclusions.ReportInput(), to, cancellationToken));
                return ExitCode.Good;
            }
        );
    }
}
