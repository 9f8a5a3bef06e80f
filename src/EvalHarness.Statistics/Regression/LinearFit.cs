namespace EvalHarness.Statistics.Regression;

/// <summary>Least squares of a line in x^(-exponent), its slope and intercept kept at least 0 where asked.</summary>
/// <param name="Intercept">The value at infinite size.</param>
/// <param name="Slope">The slope in (x/unit)^(-exponent).</param>
/// <param name="SquaredError">The sum of squared residuals.</param>
internal readonly record struct LinearFit(double Intercept, double Slope, double SquaredError)
{
    public static LinearFit Of(double[] x, double[] y, double unit, double exponent, bool mayRise)
    {
        double[] f = Array.ConvertAll(x, size => Math.Pow(size / unit, -exponent));
        double meanF = f.Average();
        double meanY = y.Average();
        (double sff, double sfy) = (0, 0);
        for (int i = 0; i < f.Length; i++)
        {
            sff += (f[i] - meanF) * (f[i] - meanF);
            sfy += (f[i] - meanF) * (y[i] - meanY);
        }

        double slope = sff > 0 ? sfy / sff : 0;
        double intercept = meanY - (slope * meanF);
        if (!mayRise && slope < 0)
        {
            (intercept, slope) = (meanY, 0);
        }
        else if (!mayRise && intercept < 0)
        {
            (intercept, slope) = (0, f.Zip(y, (a, b) => a * b).Sum() / f.Sum(a => a * a));
        }

        double error = 0;
        for (int i = 0; i < f.Length; i++)
        {
            double residual = y[i] - intercept - (slope * f[i]);
            error += residual * residual;
        }

        return new(intercept, slope, error);
    }
}
