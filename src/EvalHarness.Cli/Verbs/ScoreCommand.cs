using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Reports.Records;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness score</c>: makes the scores of a run again from its log; asks no model.</summary>
internal static class ScoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var suite = new Option<string?>("--suite")
        {
            Description =
                "Score with the answer formats and metrics of this suite instead of those that the run was made with.",
        };
        var json = Arguments.Json();
        return new Command("score", "Score a run again from its log; asks no model.")
        {
            run,
            results,
            suite,
            json,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var evaluation = await Evaluation.OpenAsync(
                    parsed.GetRequiredValue(run),
                    Verb.Options(catalog, parsed.GetRequiredValue(results)) with
                    {
                        Rescore = true,
                        RescoreBy = parsed.GetValue(suite),
                        ScoresOnly = true,
                    },
                    cancellationToken
                );
                terminal.Note(evaluation.Notes, NoteKind.Repeatability);
                KeptStanding.Keep(evaluation);
                if (parsed.GetValue(json))
                {
                    terminal.Write(ResultJson.Of(evaluation.Comparison, evaluation.Folder.Path));
                }
                else
                {
                    LeaderboardView.Write(terminal, evaluation.Comparison);
                }

                return ExitCode.Good;
            }
        );
    }
}
