using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

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

    public GateEvidence Of(int model) =>
        replicator.Rows(model, rows.Numbers).Length == 0 ? NoEvidence.Error(new GateReason.NoResponse())
        : rows.IsLookedAt ? NoEvidence.Looked(new GateReason.NoTestAfterLooks())
        : Evidence(Drawing().Of(model, rows.Numbers)!, replicator.Range);

    public GateEvidence Difference(int model, int against) =>
        replicator.Rows(against, replicator.Rows(model, rows.Numbers)).Length == 0
            ? NoEvidence.Error(new GateReason.NoSharedResponse())
        : rows.IsLookedAt ? NoEvidence.Looked(new GateReason.NoTestAfterLooks())
        : Evidence(
            Drawing().OfDifference(model, against, rows.Numbers)!,
            (double.NegativeInfinity, double.PositiveInfinity)
        );

    private Inference Drawing() => new(replicator, clusters, Resamples, seed);

    private int Resamples(int count) =>
        Math.Min(compare.Resamples, Math.Max(1_000, (int)Math.Min(int.MaxValue, 2e9 / Math.Max(1, count))));

    /// <summary>
    /// Where no resample differs from the data the units are counted, as long as anything limits how far the value could lie
    /// off; elsewhere there is no test.
    /// </summary>
    private GateEvidence Evidence(IInference inference, (double, double) range)
    {
        if (!inference.IsDefined)
        {
            return NoEvidence.Error(new GateReason.UndefinedMetric());
        }

        var evidence = new ReplicateEvidence(inference, (2 * compare.Confidence) - 1) { Range = range };
        return !inference.HasUnits ? NoEvidence.Open(new GateReason.OneUnit(), evidence.Estimate)
            : evidence.Estimate is { Low: null, High: null }
                ? NoEvidence.Open(new GateReason.NoSpreadOfResamples(), evidence.Estimate)
            : evidence;
    }
}
