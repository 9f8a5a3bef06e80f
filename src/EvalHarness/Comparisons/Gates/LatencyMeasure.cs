using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// A quantile of the latencies of all answers, in seconds, as the board has it: order statistics, or the paired bootstrap of
/// two models.
/// </summary>
/// <param name="scores">The scores of the task.</param>
/// <param name="rows">The samples.</param>
/// <param name="share">Share of answers that are at most as slow.</param>
/// <param name="compare">Level and number of resamples.</param>
/// <param name="seed">Seed of the draws.</param>
internal sealed class LatencyMeasure(TaskScores scores, GateRows rows, double share, CompareSpec compare, ulong seed)
    : IGateMeasure
{
    private readonly LatencyQuantile quantile = new(scores, share);
    private readonly ClusterIndex clusters = ClusterIndex.Over(scores.Samples, scores.Task.ClusterField);

    public bool HigherIsBetter => false;

    public GateUnit Unit => GateUnit.Seconds;

    public IReadOnlyList<Sample> Samples => rows.Samples;

    private double Level => (2 * compare.Confidence) - 1;

    /// <summary>The slowest answer of each sample: what a reader wants to look at first.</summary>
    public double[] Marks(int model) =>
        rows.Values((_, row) => quantile.Of(model, [row]).Seconds.DefaultIfEmpty(double.NaN).Max());

    public GateEvidence Of(int model)
    {
        var finding = quantile.Find(model, rows.Numbers, clusters, Level);
        return finding.Estimate.N == 0 ? NoEvidence.Error(new GateReason.NoResponse())
            : finding.Estimate.Value is null ? NoEvidence.Error(new GateReason.UnknownLatency())
            : rows.IsLookedAt ? NoEvidence.Looked(new GateReason.NoTestAfterLooks())
            : finding.Effective > 0 ? new QuantileEvidence(finding, share) { Range = (0, double.PositiveInfinity) }
            : NoEvidence.Open(new GateReason.FewForQuantile(), finding.Estimate);
    }

    public GateEvidence Difference(int model, int against)
    {
        int[] both = quantile.Rows(against, quantile.Rows(model, rows.Numbers));
        if (both.Length < 2)
        {
            return NoEvidence.Error(new GateReason.NoSharedLatency());
        }

        if (quantile.IsUnknown(model, both) || quantile.IsUnknown(against, both))
        {
            return NoEvidence.Error(new GateReason.UnknownLatency());
        }

        if (rows.IsLookedAt)
        {
            return NoEvidence.Looked(new GateReason.NoTestAfterLooks());
        }

        var drawing = new Inference(
            new LatencyReplicator(scores, share),
            clusters,
            count => RankStatistics.Resamples(compare.Resamples, count),
            seed
        );
        var evidence = new ReplicateEvidence(drawing.OfDifference(model, against, both)!, Level);
        bool isCarried = new[] { model, against }.All(one => quantile.Find(one, both, clusters, Level).IsCarried);
        return !isCarried
                ? NoEvidence.Open(new GateReason.FewForQuantile(), evidence.Estimate with { Low = null, High = null })
            : evidence.Inference.IsSpread ? evidence
            : NoEvidence.Open(new GateReason.NoSpreadOfResamples(), evidence.Estimate);
    }
}
