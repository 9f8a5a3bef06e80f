namespace EvalHarness.Statistics.Numerics;

/// <summary>A sum in twice the digits of a double, so that what should cancel does cancel.</summary>
/// <remarks>
/// T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product" (2005), doi:10.1137/030601818, algorithms Sum2 and
/// TwoProduct.
/// </remarks>
internal struct TwofoldSum
{
    private double high;
    private double low;

    /// <summary>The sum, rounded once.</summary>
    public readonly double Value => high + low;

    public void Add(double value)
    {
        double sum = high + value;
        double part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
    }

    /// <summary>a·m - b·k, with the digits that the two products have beyond a double's.</summary>
    public static double Difference(TwofoldSum a, double m, TwofoldSum b, double k)
    {
        double first = a.high * m;
        double second = b.high * k;
        double firstRest = Math.FusedMultiplyAdd(a.high, m, -first);
        double secondRest = Math.FusedMultiplyAdd(b.high, k, -second);
        return (first - second) + ((firstRest - secondRest) + (a.low * m - b.low * k));
    }
}
