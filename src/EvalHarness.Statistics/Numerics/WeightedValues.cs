namespace EvalHarness.Statistics.Numerics;

/// <summary>A distribution as values with weights that sum to one.</summary>
/// <remarks>
/// Only as far sorted as it is asked for quantiles: values are brought into parts of their range, in time linear in how many there
/// are, and a part is sorted when a quantile lies in it. Safe for use by many threads.
/// </remarks>
public sealed class WeightedValues
{
    private const int Parts = 4_096;

    private readonly double[] values;
    private readonly double[] weights;
    private readonly double lowest;
    private readonly double partsPerUnit;
    private readonly Lazy<Grouping> grouping;
    private readonly Part?[] sorted = new Part?[Parts];

    /// <summary>A distribution that keeps both columns and does not change them.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="weights">One weight a value.</param>
    internal WeightedValues(double[] values, double[] weights)
    {
        (this.values, this.weights) = (values, weights);
        (lowest, double highest) = (double.PositiveInfinity, double.NegativeInfinity);
        var mean = default(CompensatedSum);
        for (int i = 0; i < values.Length; i++)
        {
            mean.Add(weights[i] * values[i]);
            lowest = Math.Min(lowest, values[i]);
            highest = Math.Max(highest, values[i]);
        }

        Mean = mean.Value;
        double perUnit = (Parts - 1) / (highest - lowest);
        // Values that are all the same, or next to it, are one part.
        partsPerUnit = double.IsFinite(perUnit) ? perUnit : 0;
        grouping = new(Group);
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Sd
    {
        get
        {
            var variance = default(CompensatedSum);
            for (int i = 0; i < values.Length; i++)
            {
                double gap = values[i] - Mean;
                variance.Add(weights[i] * gap * gap);
            }

            return Math.Sqrt(variance.Value);
        }
    }

    /// <summary>The smallest value below or at which so much of the weight lies.</summary>
    /// <param name="probability">A probability in (0, 1).</param>
    public double Quantile(double probability)
    {
        var groups = grouping.Value;
        int reached = Math.Min(FirstAtLeast(groups.Reached, probability), groups.Last);
        // Two threads that sort the same part come to the same.
        var part = sorted[reached] ??= groups.Sort(reached);
        return part.Values[Math.Min(FirstAtLeast(part.Reached, probability), part.Values.Length - 1)];
    }

    /// <summary>The weight of values at most a limit.</summary>
    /// <param name="limit">Any value.</param>
    public double ShareAtMost(double limit)
    {
        var share = default(CompensatedSum);
        for (int i = 0; i < values.Length; i++)
        {
            share.Add(values[i] <= limit ? weights[i] : 0);
        }

        return share.Value;
    }

    private int PartOf(double value) => (int)((value - lowest) * partsPerUnit);

    private Grouping Group()
    {
        int[] ends = new int[Parts];
        double[] reached = new double[Parts];
        for (int i = 0; i < values.Length; i++)
        {
            int part = PartOf(values[i]);
            ends[part]++;
            reached[part] += weights[i];
        }

        int last = Array.FindLastIndex(reached, weight => weight > 0);
        for (int part = 1; part < Parts; part++)
        {
            ends[part] += ends[part - 1];
            reached[part] += reached[part - 1];
        }

        (double[] grouped, double[] mass) = (new double[values.Length], new double[values.Length]);
        int[] next = [0, .. ends.AsSpan(0, Parts - 1)];
        for (int i = 0; i < values.Length; i++)
        {
            int place = next[PartOf(values[i])]++;
            (grouped[place], mass[place]) = (values[i], weights[i]);
        }

        return new(grouped, mass, ends, reached, last);
    }

    /// <summary>The first place at which growing sums reach a probability; their number where none does.</summary>
    private static int FirstAtLeast(double[] sums, double probability)
    {
        (int low, int high) = (0, sums.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sums[middle] >= probability ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Values part by part.</summary>
    /// <param name="Values">The values.</param>
    /// <param name="Weights">Their weights.</param>
    /// <param name="Ends">Where each part ends.</param>
    /// <param name="Reached">The weight at the end of each part.</param>
    /// <param name="Last">The last part that has any weight.</param>
    private sealed record Grouping(double[] Values, double[] Weights, int[] Ends, double[] Reached, int Last)
    {
        public Part Sort(int part)
        {
            int first = part == 0 ? 0 : Ends[part - 1];
            double[] inside = Values[first..Ends[part]];
            double[] reached = Weights[first..Ends[part]];
            RadixSort.Sort(inside, reached);
            double passed = part == 0 ? 0 : Reached[part - 1];
            for (int i = 0; i < reached.Length; i++)
            {
                passed += reached[i];
                reached[i] = passed;
            }

            return new(inside, reached);
        }
    }

    /// <summary>One part, sorted.</summary>
    /// <param name="Values">The values, growing.</param>
    /// <param name="Reached">The weight at most each, all before the part among it.</param>
    private sealed record Part(double[] Values, double[] Reached);
}
