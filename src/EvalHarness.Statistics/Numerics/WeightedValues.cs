namespace EvalHarness.Statistics.Numerics;

/// <summary>A distribution as values with weights that sum to one.</summary>
public sealed class WeightedValues
{
    private readonly double[] sorted;
    private readonly double[] cumulative;

    internal WeightedValues(double[] values, double[] weights)
    {
        sorted = [.. values];
        double[] ordered = [.. weights];
        RadixSort.Sort(sorted, ordered);
        cumulative = new double[ordered.Length];
        double passed = 0;
        (double first, double second) = (0, 0);
        for (int i = 0; i < ordered.Length; i++)
        {
            passed += ordered[i];
            cumulative[i] = passed;
            first += ordered[i] * sorted[i];
        }

        for (int i = 0; i < ordered.Length; i++)
        {
            second += ordered[i] * (sorted[i] - first) * (sorted[i] - first);
        }

        (Mean, Sd) = (first, Math.Sqrt(second));
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Sd { get; }

    /// <summary>The smallest value below or at which so much of the weight lies.</summary>
    /// <param name="probability">A probability in (0, 1).</param>
    public double Quantile(double probability)
    {
        int place = Array.BinarySearch(cumulative, probability);
        place = place < 0 ? ~place : place;
        return sorted[Math.Min(place, sorted.Length - 1)];
    }

    /// <summary>The weight of values at most a limit.</summary>
    /// <param name="limit">Any value.</param>
    public double ShareAtMost(double limit)
    {
        (int lo, int hi) = (0, sorted.Length);
        while (lo < hi)
        {
            int middle = (lo + hi) / 2;
            (lo, hi) = sorted[middle] <= limit ? (middle + 1, hi) : (lo, middle);
        }

        return lo == 0 ? 0 : cumulative[lo - 1];
    }
}
