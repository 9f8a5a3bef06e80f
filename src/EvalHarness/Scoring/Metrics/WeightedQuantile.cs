using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// The weighted type 7 quantile of Hyndman and Fan 1996 (10.1080/00031305.1996.10473566): whole weights give numpy.quantile on
/// rows repeated so often.
/// </summary>
internal static class WeightedQuantile
{
    /// <summary>The quantile; null where nothing has weight.</summary>
    /// <param name="values">The values.</param>
    /// <param name="weights">One weight a value, 0 or more.</param>
    /// <param name="share">Which quantile, in [0, 1].</param>
    public static double? Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double share)
    {
        double[] sorted = values.ToArray();
        double[] mass = weights.ToArray();
        RadixSort.Sort(sorted, mass);
        double total = mass.Sum();
        if (total <= 0)
        {
            return null;
        }

        double place = share * Math.Max(0, total - 1);
        double below = At(Math.Floor(place));
        return below + ((place - Math.Floor(place)) * (At(Math.Floor(place) + 1) - below));

        // The value at that place, counted from 0, among rows repeated by weight.
        double At(double position)
        {
            double passed = 0;
            double last = 0;
            for (int i = 0; i < sorted.Length; i++)
            {
                passed += mass[i];
                last = mass[i] > 0 ? sorted[i] : last;
                if (passed > position + 1e-9)
                {
                    break;
                }
            }

            return last;
        }
    }
}
