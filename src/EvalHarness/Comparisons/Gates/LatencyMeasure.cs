using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Gates;

/// <summary>A quantile of the latencies of all answers, in seconds: order statistics, or a paired bootstrap of two models.</summary>
/// <param name="rows">The samples.</param>
/// <param name="share">Share of answers that are at most as slow.</param>
/// <param name="compare">Level and number of resamples.</param>
/// <param name="seed">Seed of the draws.</param>
internal sealed class LatencyMeasure(GateRows rows, double share, CompareSpec compare, ulong seed) : IGateMeasure
{
    private const int MostResamples = 2_000;

    public bool HigherIsBetter => false;

    public GateUnit Unit => GateUnit.Seconds;

    public IReadOnlyList<Sample> Samples => rows.Samples;

    private double Level => (2 * compare.Confidence) - 1;

    public double[] Marks(int model) =>
        rows.Values(
            (scores, row) =>
                scores.Cells[model].LatencySeconds.AsSpan(row * scores.Task.Epochs, scores.Task.Epochs).ToArray().Max()
        );

    public GateEvidence Of(int model)
    {
        double[] seconds = [.. Answered(model)];
        return seconds.Length == 0 ? NoEvidence.Error(new GateReason.NoResponse())
            : Array.Exists(seconds, double.IsNaN) ? NoEvidence.Error(new GateReason.UnknownLatency())
            : rows.IsLookedAt ? NoEvidence.Looked(new GateReason.NoTestAfterLooks())
            : QuantileEvidence.Of(seconds, share, Level);
    }

    public GateEvidence Difference(int model, int against)
    {
        var (first, second) = (Marks(model), Marks(against));
        int[] both = [.. Enumerable.Range(0, first.Length).Where(i => double.IsFinite(first[i] - second[i]))];
        if (both.Length < 2)
        {
            return NoEvidence.Error(new GateReason.NoSharedLatency());
        }

        if (rows.IsLookedAt)
        {
            return NoEvidence.Looked(new GateReason.NoTestAfterLooks());
        }

        (double Seconds, int Place)[][] sorted =
        [
            .. new[] { first, second }.Select(values =>
                both.Select((row, place) => (values[row], place)).OrderBy(one => one.Item1).ToArray()
            ),
        ];
        var replicates = Bootstrap.ResampleWeights(
            both.Length,
            weights => Quantile(sorted[0], weights) - Quantile(sorted[1], weights),
            Math.Min(compare.Resamples, MostResamples),
            seed
        )!;
        var difference = new Replicates(
            replicates.Value,
            replicates.Replicates.ToArray(),
            null,
            both.Length,
            both.Length,
            seed
        )
        {
            DegreesOfFreedom = both.Length - 1,
            Reach = () => new ReachCurve(0, (double.NegativeInfinity, double.PositiveInfinity), [], []),
            Telling = both.Count(i => first[i] != second[i]),
        };
        var evidence = new ReplicateEvidence(ReplicateInference.Of(difference), Level);
        return evidence.Inference.IsSpread
            ? evidence
            : NoEvidence.Open(new GateReason.NoSpreadOfResamples(), evidence.Estimate);
    }

    private IEnumerable<double> Answered(int model) =>
        rows.Cells(model)
            .Where(at => at.Cells.Outcomes[at.Cell].HasResponse())
            .Select(at => at.Cells.LatencySeconds[at.Cell]);

    private double Quantile((double Seconds, int Place)[] sorted, ReadOnlySpan<double> weights)
    {
        double total = 0d;
        foreach (double weight in weights)
        {
            total += weight;
        }

        double seen = 0d;
        foreach (var (seconds, place) in sorted)
        {
            seen += weights[place];
            if (seen >= share * total)
            {
                return seconds;
            }
        }

        return sorted[^1].Seconds;
    }
}
