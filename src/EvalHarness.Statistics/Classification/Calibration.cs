using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Classification;

/// <summary>
/// Calibration of confidences against outcomes. Source: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated
/// Probabilities Using Bayesian Binning", 2015 (AAAI 29); Nguyen and O'Connor, "Posterior calibration and exploratory
/// analysis", 2015, 10.18653/v1/D15-1182 (bins of equal mass). Held against the explicit formula in NumPy. The estimate
/// is biased upwards for few predictions and depends on the bins: compare only values made with the same ones.
/// </summary>
public static class Calibration
{
    /// <summary>
    /// Bins of equal width, each (a, b] but the first, which also holds 0; an edge belongs to the bin that it closes, with a
    /// guard of 1e-12 against 0.3 x 10 = 3.0000000000000004.
    /// </summary>
    /// <param name="confidence">Stated probabilities of being right, in [0, 1].</param>
    /// <param name="correct">1 where right, 0 where wrong (or a degree between).</param>
    /// <param name="bins">Number of bins.</param>
    /// <param name="weights">One weight a prediction; empty means 1 each.</param>
    public static CalibrationBin[] EqualWidth(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<double> correct,
        int bins,
        ReadOnlySpan<double> weights = default
    )
    {
        Check(confidence, correct, bins, weights);
        var sums = new Sums[bins];
        for (int i = 0; i < confidence.Length; i++)
        {
            int bin = Math.Clamp((int)Math.Ceiling((confidence[i] * bins) - 1e-12) - 1, 0, bins - 1);
            sums[bin].Add(weights.IsEmpty ? 1 : weights[i], confidence[i], correct[i]);
        }
        return Array.ConvertAll(sums, sum => sum.Bin());
    }

    /// <summary>
    /// Bins of equal mass: predictions in order of confidence, ties in the order given, cut as numpy.array_split does (the
    /// first n mod bins bins are one larger). A weight counts as so many equal predictions.
    /// </summary>
    /// <inheritdoc cref="EqualWidth"/>
    public static CalibrationBin[] EqualMass(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<double> correct,
        int bins,
        ReadOnlySpan<double> weights = default
    )
    {
        Check(confidence, correct, bins, weights);
        int[] order = [.. Enumerable.Range(0, confidence.Length)];
        double[] keys = confidence.ToArray();
        order = [.. order.OrderBy(i => keys[i])];
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }
        double[] edges = Edges(weights.IsEmpty ? confidence.Length : total, bins);
        var sums = new Sums[bins];
        int bin = 0;
        double reached = 0;
        foreach (int i in order)
        {
            double left = weights.IsEmpty ? 1 : weights[i];
            while (left > 0)
            {
                while (bin < bins - 1 && reached >= edges[bin] - 1e-9)
                {
                    bin++;
                }
                double part = bin < bins - 1 ? Math.Min(left, edges[bin] - reached) : left;
                sums[bin].Add(part, confidence[i], correct[i]);
                reached += part;
                left = left - part > 1e-9 ? left - part : 0;
            }
        }
        return Array.ConvertAll(sums, sum => sum.Bin());
    }

    /// <summary>Expected calibration error: the gaps weighted by mass; null where all bins are empty.</summary>
    public static double? ExpectedError(ReadOnlySpan<CalibrationBin> bins)
    {
        double total = 0;
        double sum = 0;
        foreach (var bin in bins)
        {
            total += bin.Weight;
            sum += bin.Weight * bin.Gap;
        }
        return total > 0 ? sum / total : null;
    }

    /// <summary>Maximum calibration error: the largest gap; null where all bins are empty.</summary>
    public static double? MaximumError(ReadOnlySpan<CalibrationBin> bins)
    {
        double? largest = null;
        foreach (var bin in bins)
        {
            largest = bin.Weight > 0 ? Math.Max(largest ?? 0, bin.Gap) : largest;
        }
        return largest;
    }

    private static double[] Edges(double total, int bins)
    {
        bool whole = Math.Abs(total - Math.Round(total)) < 1e-9;
        double size = whole ? Math.Floor(Math.Round(total) / bins) : total / bins;
        double larger = whole ? Math.Round(total) - (size * bins) : 0;
        double[] edges = new double[bins];
        for (int i = 0; i < bins; i++)
        {
            edges[i] = (size * (i + 1)) + Math.Min(i + 1, larger);
        }
        return edges;
    }

    private static void Check(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<double> correct,
        int bins,
        ReadOnlySpan<double> weights
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(correct.Length, confidence.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Require.Values(correct, nameof(correct), atLeast: 0);
        Require.Values(weights, nameof(weights), atLeast: 0);
        if (!weights.IsEmpty)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, confidence.Length);
        }
        foreach (double value in confidence)
        {
            if (!(value is >= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(confidence), value, "must lie in [0, 1]");
            }
        }
    }

    private struct Sums
    {
        private double weight;
        private double confidence;
        private double correct;

        public void Add(double w, double c, double y)
        {
            weight += w;
            confidence += w * c;
            correct += w * y;
        }

        public readonly CalibrationBin Bin() =>
            weight > 0 ? new CalibrationBin(weight, confidence / weight, correct / weight) : default;
    }
}
