using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Accounts;

/// <summary>Whether the assumptions were written down before the results were known.</summary>
/// <param name="Stamp">The stamp of the decision as it stands, before results are attached.</param>
/// <param name="AtRun">The stamp when the run began; null where the suite had no decision then, or there is no run.</param>
/// <param name="Run">The run; null where there is none.</param>
public sealed record Registration(string Stamp, string? AtRun, string? Run)
{
    internal static Registration? Of(DecisionCase asked) =>
        asked.Section is null
            ? null
            : new(
                DecisionHash.Of(asked.Section),
                asked.Run is null ? null : DecisionHash.InSuite(asked.Run.SuiteText),
                asked.Run?.Id
            );

    /// <summary>What a reader must know of it; null where all is well or nothing was measured.</summary>
    internal Finding? Finding =>
        Run is null || AtRun == Stamp ? null
        : AtRun is null
            ? new(
                FindingSeverity.Note,
                "not-registered",
                "",
                $"the assumptions were not fixed before the results were known: the decision was written after run {Run} began"
            )
        : new(
            FindingSeverity.Warning,
            "tuned-after",
            "",
            $"the assumptions were not fixed before the results were known: the decision was changed after run {Run} began (stamp {AtRun} then, {Stamp} now)"
        );
}
