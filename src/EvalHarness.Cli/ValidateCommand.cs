using System.CommandLine;
using EvalHarness.Decisions;
using EvalHarness.Suites;

namespace EvalHarness.Cli;

/// <summary><c>evalharness validate</c>: prints every problem of a suite at once; asks no model.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var suites = Arguments.Suites();
        return new Command("validate", "Check suites and print every problem at once; asks no model.") { suites }.Does(
            terminal,
            (parsed, cancellationToken) => ValidateAsync(terminal, parsed.GetRequiredValue(suites), cancellationToken)
        );
    }

    private static async Task<int> ValidateAsync(Terminal terminal, string[] paths, CancellationToken cancellationToken)
    {
        var suites = SuiteReader.ReadAll(paths, Catalogs.Default(), Environment.GetEnvironmentVariable);
        foreach (var suite in suites)
        {
            var data = await SuiteData.CheckAsync(suite, cancellationToken);
            foreach (var warning in suite.Warnings.Concat(data))
            {
                terminal.Note(warning.ToString());
            }

            if (suite.Decision is { } decision)
            {
                DecisionFindings.Warn(
                    terminal,
                    DecisionCase.Of(decision, Catalogs.Default(), Environment.GetEnvironmentVariable)
                );
            }

            terminal.Write(
                FormattableString.Invariant(
                    $"{suite.File}: valid, {Words.Count(suite.Models.Length, "model")} ({suite.Skipped.Length} skipped), {Words.Count(suite.Tasks.Length, "task")}, {Words.Count(suite.Gates.Length, "gate")}"
                )
            );
        }

        return ExitCode.Good;
    }
}
