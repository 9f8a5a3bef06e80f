namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// How far a value could move if a share of the independent units behaved as none of those seen does: a resample never draws
/// what is not there, so that data without spread would claim certainty. Two ways are followed and the further one counts: the
/// units whose answers would hurt (or help) most turn over, and the share gives way to the end of the metric's range.
/// </summary>
/// <param name="value">The value seen.</param>
/// <param name="range">Smallest and largest possible value; infinite where there is none.</param>
/// <param name="lows">The value with 0, 1, ... of the units turned over that lower it most; empty where none can be.</param>
/// <param name="highs">The same for those that raise it most.</param>
internal sealed class ReachCurve(double value, (double Low, double High) range, double[] lows, double[] highs)
{
    private const int Halvings = 60;

    private readonly double[] lows = Running(lows, Math.Min);
    private readonly double[] highs = Running(highs, Math.Max);

    /// <summary>The least value with that share of units unlike those seen; null where nothing limits it.</summary>
    public double? Low(double share) => Further(Mixed(share, range.Low), Turned(lows, share), Math.Min);

    /// <summary>The largest one.</summary>
    public double? High(double share) => Further(Mixed(share, range.High), Turned(highs, share), Math.Max);

    /// <summary>The smallest share of units that could bring the value down to a bound; null where nothing limits it.</summary>
    public double? ShareToLow(double bound) => value <= bound ? 0 : ShareUntil(share => Low(share) <= bound);

    /// <summary>The same for up to a bound.</summary>
    public double? ShareToHigh(double bound) => value >= bound ? 0 : ShareUntil(share => High(share) >= bound);

    private static double? ShareUntil(Func<double, bool> isThere)
    {
        if (!isThere(1))
        {
            return null;
        }

        var (low, high) = (0d, 1d);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = isThere(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private double? Mixed(double share, double end) =>
        double.IsFinite(end) ? ((1 - share) * value) + (share * end) : null;

    private static double? Turned(double[] values, double share)
    {
        if (values.Length == 0)
        {
            return null;
        }

        double place = share * (values.Length - 1);
        int below = Math.Min((int)place, values.Length - 1);
        int above = Math.Min(below + 1, values.Length - 1);
        return values[below] + ((place - below) * (values[above] - values[below]));
    }

    private static double? Further(double? a, double? b, Func<double, double, double> choose) =>
        a is { } x && b is { } y ? choose(x, y) : a ?? b;

    /// <summary>Each value, or the furthest one before it: more units unlike those seen never tell less.</summary>
    private static double[] Running(double[] values, Func<double, double, double> choose)
    {
        double[] furthest = [.. values];
        for (int i = 1; i < furthest.Length; i++)
        {
            furthest[i] = choose(furthest[i - 1], furthest[i]);
        }

        return furthest;
    }
}
