using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// Correlations of weighted pairs, where a weight counts as so many equal pairs: whole weights give exactly what
/// <see cref="Correlations"/> gives on rows repeated so often. Undefined (null) for a total weight below 2 or a constant side.
/// </summary>
public static class WeightedCorrelations
{
    /// <summary>Pearson's correlation. See <see cref="Correlations.Pearson"/>.</summary>
    /// <param name="x">First column.</param>
    /// <param name="y">Second column.</param>
    /// <param name="weights">One weight a pair, at least 0.</param>
    public static double? Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        Check(x, y, weights);
        double total = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            total += weights[i];
            sumX += weights[i] * x[i];
            sumY += weights[i] * y[i];
        }
        if (total < 2 || IsConstant(x, weights) || IsConstant(y, weights))
        {
            return null;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - (sumX / total);
            double dy = y[i] - (sumY / total);
            xx += weights[i] * dx * dx;
            yy += weights[i] * dy * dy;
            xy += weights[i] * dx * dy;
        }
        double scale = Math.Sqrt(xx) * Math.Sqrt(yy);
        return scale > 0 ? Math.Clamp(xy / scale, -1, 1) : null;
    }

    /// <summary>Spearman's rank correlation. See <see cref="Correlations.Spearman"/>.</summary>
    /// <inheritdoc cref="Pearson"/>
    public static double? Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        Check(x, y, weights);
        return Pearson(MidRanks(x, weights), MidRanks(y, weights), weights);
    }

    /// <summary>Kendall's tau-b. See <see cref="Correlations.Kendall"/>.</summary>
    /// <inheritdoc cref="Pearson"/>
    public static double? Kendall(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        Check(x, y, weights);
        var points = new List<(double X, double Y, double Weight)>(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (weights[i] > 0)
            {
                points.Add((x[i], y[i], weights[i]));
            }
        }
        points.Sort();
        double[] columnY = [.. points.Select(point => point.Y)];
        double[] mass = [.. points.Select(point => point.Weight)];
        double total = Pairs(mass.Sum());
        double tiedX = TiedPairs([.. points.Select(point => point.X)], mass);
        double tiedBoth = points
            .GroupBy(point => (point.X, point.Y))
            .Sum(group => Pairs(group.Sum(point => point.Weight)));
        double discordant = Discordant(columnY, mass, new double[mass.Length], new double[mass.Length]);
        double tiedY = TiedPairs(columnY, mass);
        double excess = total - tiedX - tiedY + tiedBoth - (2 * discordant);
        double scale = Math.Sqrt(Math.Max(0, total - tiedX)) * Math.Sqrt(Math.Max(0, total - tiedY));
        bool isConstant = IsConstant(x, weights) || IsConstant(y, weights);
        return scale > 0 && !isConstant ? Math.Clamp(excess / scale, -1, 1) : null;
    }

    private static double Pairs(double weight) => weight * (weight - 1) / 2;

    private static double[] MidRanks(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double[] sorted = values.ToArray();
        int[] order = RadixSort.Order(sorted);
        double[] ranks = new double[values.Length];
        double below = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            double weight = 0;
            for (end = start; end < sorted.Length && sorted[end].Equals(sorted[start]); end++)
            {
                weight += weights[order[end]];
            }
            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = below + ((weight + 1) / 2);
            }
            below += weight;
        }
        return ranks;
    }

    // Sum over groups of equal neighbours.
    private static double TiedPairs(double[] sorted, double[] mass)
    {
        double pairs = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            double weight = 0;
            for (end = start; end < sorted.Length && sorted[end].Equals(sorted[start]); end++)
            {
                weight += mass[end];
            }
            pairs += Pairs(weight);
        }
        return pairs;
    }

    // Merge sort in place; the weight of the pairs that it turns round.
    private static double Discordant(Span<double> values, Span<double> mass, Span<double> spare, Span<double> spareMass)
    {
        if (values.Length < 2)
        {
            return 0;
        }
        int half = values.Length / 2;
        double turned =
            Discordant(values[..half], mass[..half], spare[..half], spareMass[..half])
            + Discordant(values[half..], mass[half..], spare[half..], spareMass[half..]);
        values.CopyTo(spare);
        mass.CopyTo(spareMass);
        double waiting = 0;
        foreach (double weight in spareMass[..half])
        {
            waiting += weight;
        }
        for (int left = 0, right = half, to = 0; to < values.Length; to++)
        {
            bool takesLeft = right == values.Length || (left < half && spare[left] <= spare[right]);
            int from = takesLeft ? left++ : right++;
            values[to] = spare[from];
            mass[to] = spareMass[from];
            waiting -= takesLeft ? mass[to] : 0;
            turned += takesLeft ? 0 : mass[to] * waiting;
        }
        return turned;
    }

    private static bool IsConstant(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double? first = null;
        for (int i = 0; i < values.Length; i++)
        {
            if (weights[i] > 0)
            {
                first ??= values[i];
                if (!values[i].Equals(first.Value))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static void Check(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, x.Length);
        Require.Weighted(x, weights, nameof(x));
        Require.Weighted(y, weights, nameof(y));
    }
}
