using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Gates;

/// <summary>A metric that is no mean: bootstrap replicates over independent units.</summary>
/// <param name="scores">The scores of the task.</param>
/// <param name="rows">The samples.</param>
/// <param name="replicator">The metric.</param>
/// <param name="compare">Level and number of resamples.</param>
/// <param name="seed">Seed of the draws.</param>
internal sealed class ReplicateMeasure(
    TaskScores scores,
    GateRows rows,
    IReplicator replicator,
    CompareSpec compare,
    ulong seed
) : IGateMeasure
{
    private readonly ClusterIndex clusters = ClusterIndex.Over(scores.Samples, scores.Task.ClusterField);
    private readonly CellMarks marks = CellMarks.Of(scores);

    public bool HigherIsBetter => replicator.HigherIsBetter;

    public GateUnit Unit => replicator.IsShare ? GateUnit.Share : GateUnit.Plain;

    public IReadOnlyList<Sample> Samples => rows.Samples;

    public double[] Marks(int model) =>
        rows.Values(
            (task, row) =>
            {
                int[] cells = marks.Cells[model].AsSpan(row * task.Task.Epochs, task.Task.Epochs).ToArray();
                return cells.Contains(CellMarks.None) ? double.NaN : cells.Average() / 100;
            }
        );

    public GateEvidence Of(int model)
    {
        int[] kept = replicator.Rows(model, rows.Numbers);
        return kept.Length == 0 ? NoEvidence.Error(new GateReason.NoResponse())
            : rows.IsLookedAt ? NoEvidence.Looked(new GateReason.NoTestAfterLooks())
            : Evidence(Replicates.Of(replicator, model, kept, clusters, Resamples(kept.Length), seed), isPaired: false);
    }

    public GateEvidence Difference(int model, int against)
    {
        int[] kept = replicator.Rows(against, replicator.Rows(model, rows.Numbers));
        if (kept.Length == 0)
        {
            return NoEvidence.Error(new GateReason.NoSharedResponse());
        }

        if (rows.IsLookedAt)
        {
            return NoEvidence.Looked(new GateReason.NoTestAfterLooks());
        }

        var (first, second) = Replicates.Of(replicator, model, against, kept, clusters, Resamples(kept.Length), seed);
        return Evidence(first.Minus(second), isPaired: true);
    }

    private int Resamples(int count) =>
        Math.Min(compare.Resamples, Math.Max(1_000, (int)Math.Min(int.MaxValue, 2e9 / Math.Max(1, count))));

    private GateEvidence Evidence(Replicates replicates, bool isPaired)
    {
        if (replicates.Distribution is not { } distribution)
        {
            return NoEvidence.Error(new GateReason.UndefinedMetric());
        }

        double level = (2 * compare.Confidence) - 1;
        var estimate = Bootstrap.Report(distribution, level, BootstrapInterval.Percentile, replicates.Kind) with
        {
            N = replicates.Items,
            Clusters = replicates.Units,
            Resamples = replicates.Resamples,
            Seed = replicates.Seed,
        };
        return estimate.StandardError is > 0
            ? new ReplicateEvidence(estimate, $"{(isPaired ? "paired " : "")}{replicates.Kind} test", replicates.Values)
            : Unspread(estimate, isPaired);
    }

    /// <summary>
    /// No resample differs: as for a mean, units are counted where two models are alike or a share is 0 or 1, and there is
    /// no test elsewhere.
    /// </summary>
    private GateEvidence Unspread(Estimate estimate, bool isPaired)
    {
        var (units, level) = (estimate.Clusters, estimate.Level);
        return (estimate.Value, replicator.IsShare, isPaired) switch
        {
            (0, true, true) when units > 1 => PairedEvidence.Of(new PairedTable(0, 0, 0, units), level, " over units"),
            (0 or 1, true, false) when units > 1 => BinomialEvidence.Of(
                estimate.Value == 1 ? units : 0,
                units,
                level,
                " over units"
            ),
            _ => NoEvidence.Open(new GateReason.NoSpreadOfResamples(), estimate),
        };
    }
}
