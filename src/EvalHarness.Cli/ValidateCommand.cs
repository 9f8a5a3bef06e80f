using System.CommandLine;
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
            (parsed, _) => Task.FromResult(Validate(terminal, parsed.GetRequiredValue(suites)))
        );
    }

    private static int Validate(Terminal terminal, string[] paths)
    {
        var suites = SuiteReader.ReadAll(paths, Catalogs.Default(), Environment.GetEnvironmentVariable);
        foreach (var suite in suites)
        {
            foreach (var warning in suite.Warnings)
            {
                terminal.Note(warning.ToString());
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
