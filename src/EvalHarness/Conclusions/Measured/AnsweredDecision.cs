using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Logs;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Measured;

/// <summary>The decision that a run's suite holds, answered; or why it could not be.</summary>
/// <param name="Account">The answer; null where there is no decision, or none that can be answered.</param>
/// <param name="Faults">What is wrong with it, for which it has no answer; empty where it has one.</param>
/// <param name="Findings">What its rules find about the answer.</param>
internal sealed record AnsweredDecision(
    DecisionAccount? Account,
    ImmutableArray<string> Faults,
    ImmutableArray<string> Findings
)
{
    /// <summary>The suite holds no decision.</summary>
    public static AnsweredDecision None { get; } = new(null, [], []);

    /// <summary>Reads the decision and the runs that it names; it is answered when it is asked for.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <param name="section">The section <c>decision:</c>; null where there is none.</param>
    /// <param name="store">Where other runs are.</param>
    /// <param name="catalog">The words that the decision may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Lazy<AnsweredDecision>> PrepareAsync(
        ScoreTable table,
        YamlNode? section,
        RunStore store,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        if (section is null)
        {
            return new(() => None);
        }

        try
        {
            var asked = DecisionCase.Of(section, catalog, Environment.GetEnvironmentVariable);
            var runs = await NamedRuns.ReadAsync(asked.Spec, store, catalog, cancellationToken);
            return new(() => Of(asked, table, runs));
        }
        catch (DocumentException e)
        {
            var faults = FaultsOf(e);
            return new(() => faults);
        }
    }

    private static AnsweredDecision Of(DecisionCase asked, ScoreTable table, NamedRuns runs)
    {
        try
        {
            var account = DecisionAccount.Of(runs.Measure(asked, table));
            return new(account, [], [.. DecisionFindings.Lines(asked, account.Result.Findings)]);
        }
        catch (DocumentException e)
        {
            return FaultsOf(e);
        }
    }

    private static AnsweredDecision FaultsOf(DocumentException e) =>
        new(null, [.. e.Faults.Select(fault => fault.ToString())], []);
}
