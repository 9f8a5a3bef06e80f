using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Logs;
using EvalHarness.Reports;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>What is right of the log: scores, comparison, reports of a run folder.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Table">The run with its scores.</param>
/// <param name="Comparison">What it says about its models.</param>
internal sealed record Conclusions(RunFolder Folder, ScoreTable Table, Comparison Comparison)
{
    /// <summary>What became of its gates; empty where they were not decided.</summary>
    public ImmutableArray<GateResult> Gates { get; init; } = [];

    /// <summary>The decision that hangs on the run; null where its suite has none.</summary>
    public DecisionAccount? Decision { get; init; }

    /// <summary>Scores the run if it has no scores yet, and compares its models.</summary>
    public static async Task<Conclusions> DrawAsync(
        RunFolder folder,
        Catalog catalog,
        bool rescore,
        CancellationToken cancellationToken
    )
    {
        if (rescore || !IsScored(folder))
        {
            await LogScorer.ScoreAsync(folder, catalog, cancellationToken);
        }

        var table = await ScoreTableReader.ReadAsync(folder, catalog, cancellationToken);
        return new Conclusions(folder, table, Comparer.Compare(table));
    }

    /// <summary>The same with the decision that the run's suite holds; its faults are told and cost no report.</summary>
    /// <param name="terminal">Where faults are told.</param>
    /// <param name="store">Where other runs are that the decision names.</param>
    /// <param name="catalog">The words that it may use.</param>
    public Conclusions Decide(Terminal terminal, RunStore store, Catalog catalog)
    {
        try
        {
            return Decide(store, catalog);
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                terminal.Note(fault.ToString());
            }

            return this;
        }
    }

    private Conclusions Decide(RunStore store, Catalog catalog) =>
        DecisionReader.SectionOf(Table.Header.SuiteText, Table.Header.SuiteFile) is { } section
            ? this with
            {
                Decision = DecisionAccount.Of(
                    Measurements.Attach(
                        DecisionCase.Of(section, catalog, Environment.GetEnvironmentVariable),
                        new RunEvidence(Table),
                        DecisionRuns.Of(store, catalog)
                    )
                ),
            }
            : this;

    /// <summary>Everything a report is made of.</summary>
    public ReportInput ReportInput() =>
        new(Comparison, Table)
        {
            Gates = Gates,
            Responses = cancellationToken => RunLog.ReadSettledAsync(Folder, cancellationToken),
            Prompts = cancellationToken => RunLog.ReadPromptsAsync(Folder, cancellationToken),
            Decision = Decision,
        };

    private static bool IsScored(RunFolder folder) =>
        File.Exists(folder.ScoresFile)
        && File.GetLastWriteTimeUtc(folder.ScoresFile) >= File.GetLastWriteTimeUtc(folder.ResponsesFile);
}
