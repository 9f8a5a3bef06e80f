using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Rules;

namespace EvalHarness.Cli;

/// <summary>Tells what a reader must know of a decision, each with its place in the file.</summary>
internal static class DecisionFindings
{
    /// <summary>What the rules say before anything is computed.</summary>
    public static void Warn(Terminal terminal, DecisionCase asked) =>
        Write(terminal, asked, DecisionRules.Check(asked.Spec));

    /// <summary>Writes findings as compilers write warnings.</summary>
    public static void Write(Terminal terminal, DecisionCase asked, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var at = asked.Section is { } section
                ? DecisionAccount.PlaceOf(section, finding)
                : new Location("decision");
            terminal.Note($"{at}: {Word(finding.Severity)}: {finding.Message} [{finding.Code}]");
        }
    }

    private static string Word(FindingSeverity severity) =>
        severity switch
        {
            FindingSeverity.Note => "note",
            FindingSeverity.Warning => "warning",
            FindingSeverity.Refusal => "refused",
            FindingSeverity.Invalid => "error",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
