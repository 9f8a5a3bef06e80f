using System.Diagnostics;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Rules;

namespace EvalHarness.Conclusions.Measured;

/// <summary>What a reader must know of a decision, written as compilers write warnings: each with its place in the file.</summary>
public static class DecisionFindings
{
    /// <summary>What the rules say before anything is computed, one line each.</summary>
    /// <param name="asked">The decision.</param>
    public static IEnumerable<string> Lines(DecisionCase asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return Lines(asked, DecisionRules.Check(asked.Spec));
    }

    /// <summary>Findings, one line each.</summary>
    /// <param name="asked">The decision.</param>
    /// <param name="findings">What was found.</param>
    public static IEnumerable<string> Lines(DecisionCase asked, IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(asked);
        foreach (var finding in findings)
        {
            var at = asked.Section is { } section
                ? DecisionAccount.PlaceOf(section, finding)
                : new Location("decision");
            yield return $"{at}: {Word(finding.Severity)}: {finding.Message} [{finding.Code}]";
        }
    }

    private static string Word(FindingSeverity severity) =>
        severity switch
        {
            FindingSeverity.Note => "note",
            FindingSeverity.Warning => "warning",
            FindingSeverity.Refusal => "no verdict yet",
            FindingSeverity.Invalid => "error",
            _ => throw new UnreachableException(),
        };
}
