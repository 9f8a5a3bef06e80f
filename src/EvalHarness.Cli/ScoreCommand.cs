using System.CommandLine;
using EvalHarness.Cli.Views;

namespace EvalHarness.Cli;

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
                var folder = RunNames.Open(parsed.GetRequiredValue(results), parsed.GetRequiredValue(run), catalog);
                if (parsed.GetValue(suite) is { } file)
                {
                    Rescoring.Adopt(folder, file, catalog);
                }

                var conclusions = await Conclusions.DrawAsync(folder, catalog, rescore: true, cancellationToken);
                if (parsed.GetValue(json))
                {
                    JsonView.Write(terminal, conclusions);
                }
                else
                {
                    LeaderboardView.Write(terminal.Out, conclusions.Comparison);
                }

                return ExitCode.Good;
            }
        );
    }
}
