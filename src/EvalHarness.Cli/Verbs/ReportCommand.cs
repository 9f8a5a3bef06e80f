using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;

namespace EvalHarness.Cli.Verbs;

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
        var open = Arguments.Open();
        return new Command("report", "Write the HTML report, Markdown and CSV of a run; asks no model.")
        {
            run,
            results,
            output,
            open,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var evaluation = await Evaluation.OpenAsync(
                    parsed.GetRequiredValue(run),
                    Verb.Options(catalog, parsed.GetRequiredValue(results)),
                    cancellationToken
                );
                terminal.Note(evaluation.Notes, NoteKind.DecisionFault);
                string page = await evaluation.WriteReportAsync(parsed.GetValue(output), cancellationToken);
                terminal.Write(page);
                if (parsed.GetValue(open))
                {
                    PageLink.Open(terminal, page);
                }

                return ExitCode.Good;
            }
        );
    }
}
