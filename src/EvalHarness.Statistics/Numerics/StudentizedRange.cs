namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// The range of k independent standard normals, the limit of the studentised range for infinitely many degrees of freedom.
/// Gauss-Legendre quadrature of k∫φ(z)[Φ(z)-Φ(z-q)]^(k-1)dz. Held against SciPy 1.10.1 studentized_range (R 4.2.2 qtukey
/// itself is good to 1e-8 only).
/// </summary>
internal static class StudentizedRange
{
    /// <summary>P(range of k normals >= q).</summary>
    public static double Upper(double q, int k)
    {
        if (q <= 0)
        {
            return 1;
        }
        double sum = GaussLegendre.Integrate(
            z =>
            {
                // Φ(z)^(k-1) - [Φ(z) - Φ(z-q)]^(k-1), factored so that near powers do not cancel.
                double below = UnitNormal.Lower(z);
                double gap = UnitNormal.Lower(z - q);
                double part = z > q ? UnitNormal.Upper(z - q) - UnitNormal.Upper(z) : below - gap;
                double power = 1;
                double factor = 0;
                for (int i = 0; i < k - 1; i++)
                {
                    factor = factor * below + power;
                    power *= part;
                }
                return UnitNormal.Density(z) * gap * factor;
            },
            -9,
            Math.Max(9, q + 9),
            24
        );
        return Math.Min(1, k * sum);
    }

    /// <summary>The q that k normals exceed with that probability.</summary>
    public static double Critical(double probability, int k) =>
        RootFinding.Between(q => Upper(q, k) - probability, 1e-3, 60);
}
