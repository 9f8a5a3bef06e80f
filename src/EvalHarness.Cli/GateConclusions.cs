using System.Collections.Immutable;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>The gates of a run, tested against the baseline of its suite where one is saved.</summary>
internal static class GateConclusions
{
    /// <summary>Decides the gates that the run declares.</summary>
    public static async Task<ImmutableArray<GateResult>> DrawAsync(
        ScoreTable table,
        RunStore store,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        if (table.Header.Gates.IsEmpty)
        {
            return [];
        }

        var folder = store.BaselineOf(table.Header.Suite);
        return GateEvaluator.Evaluate(table, await Baselines.ReadAsync(folder, catalog, cancellationToken));
    }

    /// <summary>Decides them, and that no model is worse than in what is named: the baseline or another run.</summary>
    public static async Task<ImmutableArray<GateResult>> DrawAsync(
        ScoreTable table,
        RunStore store,
        string against,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        bool isBaseline = against == "baseline";
        var folder = isBaseline ? store.BaselineOf(table.Header.Suite) : store.Open(against);
        var baseline =
            await Baselines.ReadAsync(folder, catalog, cancellationToken)
            ?? throw new DocumentException(
                new Fault(
                    new Location(folder.Path),
                    $"no baseline of {table.Header.Suite}",
                    "one saved with 'evalharness baseline save <run>'"
                )
            );
        var gates = BaselineGates.Added(table, baseline);
        return GateEvaluator.Evaluate(table with { Header = table.Header with { Gates = gates } }, baseline);
    }

    /// <summary>Scores a run anew and reads it.</summary>
    public static async Task<ScoreTable> ScoreAsync(
        RunFolder folder,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        await LogScorer.ScoreAsync(folder, catalog, cancellationToken);
        return await ScoreTableReader.ReadAsync(folder, catalog, cancellationToken);
    }
}
