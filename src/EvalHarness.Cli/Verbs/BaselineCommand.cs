using System.CommandLine;
using EvalHarness.Conclusions;

namespace EvalHarness.Cli.Verbs;

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
                var evaluation = await Evaluation.OpenAsync(
                    parsed.GetRequiredValue(run),
                    Verb.Options(catalog, parsed.GetRequiredValue(results)) with
                    {
                        Rescore = true,
                        ScoresOnly = true,
                    },
                    cancellationToken
                );
                var baseline = await evaluation.SaveBaselineAsync(cancellationToken);
                terminal.Write(baseline.Path);
                terminal.Note($"the baseline is now {evaluation.Folder.Id}; commit {baseline.Path}");
                return ExitCode.Good;
            }
        );
        return new Command("baseline", "Keep what later runs are tested against.") { save };
    }
}
