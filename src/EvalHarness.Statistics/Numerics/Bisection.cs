namespace EvalHarness.Statistics.Numerics;

/// <summary>The boundary of a set on a line by halving, to the last bit.</summary>
internal static class Bisection
{
    /// <summary>
    /// The last point that is not excluded on the way to <paramref name="outside"/>; that end itself where it is not excluded.
    /// </summary>
    public static double Boundary(Func<double, bool> excluded, double outside, double inside)
    {
        if (!excluded(outside))
        {
            return outside;
        }
        for (int i = 0; i < 1100; i++)
        {
            double middle = inside + 0.5 * (outside - inside);
            if (middle == inside || middle == outside)
            {
                break;
            }
            (outside, inside) = excluded(middle) ? (middle, inside) : (outside, middle);
        }
        return inside;
    }
}
