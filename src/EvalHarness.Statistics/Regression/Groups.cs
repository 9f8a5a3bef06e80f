using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>Draws that share a parameter's value.</summary>
internal sealed class Groups
{
    private readonly int[] group;
    private readonly int count;

    private Groups(int[] group, int count)
    {
        this.group = group;
        this.count = count;
    }

    /// <summary>The groups, or null where the parameter takes more values than <paramref name="most"/>.</summary>
    public static Groups? Of(ReadOnlySpan<double> parameter, int most)
    {
        var numbers = new Dictionary<double, int>();
        int[] group = new int[parameter.Length];
        for (int i = 0; i < parameter.Length; i++)
        {
            if (!numbers.TryGetValue(parameter[i], out group[i]))
            {
                if (numbers.Count == most)
                {
                    return null;
                }

                group[i] = numbers.Count;
                numbers.Add(parameter[i], group[i]);
            }
        }

        return new(group, numbers.Count);
    }

    public double[] Means(double[] column)
    {
        var sums = new CompensatedSum[count];
        int[] sizes = new int[count];
        for (int i = 0; i < column.Length; i++)
        {
            sums[group[i]].Add(column[i]);
            sizes[group[i]]++;
        }

        return Array.ConvertAll(group, g => sums[g].Value / sizes[g]);
    }
}
