namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Adaptive quadrature: Gauss-Kronrod 7-15 with bisection. Source: Piessens et al., QUADPACK, 1983; nodes and weights from
/// its routine qk15.
/// </summary>
internal static class Quadrature
{
    private static ReadOnlySpan<double> Nodes =>
        [
            0.991455371120812639206854697526329,
            0.949107912342758524526189684047851,
            0.864864423359769072789712788640926,
            0.741531185599394439863864773280788,
            0.586087235467691130294144838258730,
            0.405845151377397166906606412076961,
            0.207784955007898467600689403773245,
            0.000000000000000000000000000000000,
        ];

    private static ReadOnlySpan<double> Kronrod =>
        [
            0.022935322010529224963732008058970,
            0.063092092629978553290700663189204,
            0.104790010322250183839876322541518,
            0.140653259715525918745189590510238,
            0.169004726639267902826583426598550,
            0.190350578064785409913256402421014,
            0.204432940075298892414161999234649,
            0.209482141084727828012999174891714,
        ];

    private static ReadOnlySpan<double> Gauss =>
        [
            0.129484966168869693270611432679082,
            0.279705391489276667901467771423780,
            0.381830050505118944950369775488975,
            0.417959183673469387755102040816327,
        ];

    /// <summary>The integral over consecutive stretches between these points, in rising order, to about that error each.</summary>
    public static double Integrate(Func<double, double> f, ReadOnlySpan<double> points, double error = 1e-12)
    {
        double sum = 0;
        for (int i = 1; i < points.Length; i++)
        {
            sum += points[i] > points[i - 1] ? Integrate(f, points[i - 1], points[i], error, depth: 0) : 0;
        }
        return sum;
    }

    private static double Integrate(Func<double, double> f, double low, double high, double error, int depth)
    {
        double centre = (low + high) / 2;
        double half = (high - low) / 2;
        double middle = f(centre);
        double kronrod = middle * Kronrod[7];
        double gauss = middle * Gauss[3];
        for (int i = 0; i < 7; i++)
        {
            double pair = f(centre - (half * Nodes[i])) + f(centre + (half * Nodes[i]));
            kronrod += pair * Kronrod[i];
            gauss += i % 2 == 1 ? pair * Gauss[i / 2] : 0;
        }
        return Math.Abs(kronrod - gauss) * half <= error || depth >= 40
            ? kronrod * half
            : Integrate(f, low, centre, error / 2, depth + 1) + Integrate(f, centre, high, error / 2, depth + 1);
    }
}
