using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Logs;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Measured;

/// <summary>The decision that a run's suite holds, answered; or why it could not be.</summary>
/// <param name="Account">The answer; null where there is no decision, or none that can be answered.</param>
/// <param name="Notes">Its faults, or what its rules find.</param>
internal sealed record AnsweredDecision(DecisionAccount? Account, ImmutableArray<EvaluationNote> Notes)
{
    /// <summary>The suite holds no decision.</summary>
    public static AnsweredDecision None { get; } = new(null, []);

    /// <summary>Reads the decision and the runs that it names; it is answered when it is asked for.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <param name="section">The section <c>decision:</c>; null where there is none.</param>
    /// <param name="options">Where other runs are, and the words that the decision may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Lazy<AnsweredDecision>> PrepareAsync(
        ScoreTable table,
        YamlNode? section,
        EvaluationOptions options,
        CancellationToken cancellationToken
    )
    {
        if (section is null)
        {
            return new(() => None);
        }

        try
        {
            var asked = DecisionCase.Of(section, options.Catalog, Environment.GetEnvironmentVariable);
            var runs = await NamedRuns.ReadAsync(asked.Spec, options, cancellationToken);
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
            return new(
                account,
                [
                    .. DecisionFindings
                        .Lines(asked, account.Result.Findings)
                        .Select(line => new EvaluationNote(NoteKind.DecisionFinding, line)),
                ]
            );
        }
        catch (DocumentException e)
        {
            return FaultsOf(e);
        }
    }

    private static AnsweredDecision FaultsOf(DocumentException e) =>
        new(null, [.. e.Faults.Select(fault => new EvaluationNote(NoteKind.DecisionFault, fault.ToString()))]);
}
