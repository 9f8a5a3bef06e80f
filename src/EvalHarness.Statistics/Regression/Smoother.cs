using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>
/// The conditional mean of outcomes given a parameter, one column per option: group means where the parameter takes few
/// values, a penalised spline on its normal score otherwise. Each fit keeps its column's mean exactly.
/// </summary>
/// <remarks>
/// M. Strong, J. E. Oakley, A. Brennan, "Estimating multiparameter partial expected value of perfect information from a
/// probabilistic sensitivity analysis sample", Medical Decision Making 34 (2014), doi:10.1177/0272989X13505910.
/// </remarks>
internal static class Smoother
{
    private const int MostGroups = 30;

    private static readonly SquareMatrix Roughness = SquareMatrix.SecondDifferences(SplineBasis.Size);

    public static double[][] Fit(ReadOnlySpan<double> parameter, double[][] columns)
    {
        if (Groups.Of(parameter, MostGroups) is { } groups)
        {
            return [.. columns.Select(column => groups.Means(column))];
        }

        var basis = SplineBasis.Of(parameter);
        double[] means = Array.ConvertAll(columns, column => CompensatedSum.Mean(column));
        double[][] centred = [.. columns.Select((column, i) => Array.ConvertAll(column, value => value - means[i]))];
        double[][] projected = Array.ConvertAll(centred, column => basis.Project(column));
        double[] totals = Array.ConvertAll(centred, column => column.Sum(value => value * value));
        double[][] fits = new PenalisedFit(basis.Gram(), Roughness, parameter.Length).Solve(projected, totals);
        return [.. fits.Select((fit, i) => WithMean(basis.Evaluate(fit), means[i]))];
    }

    /// <summary>Whether the parameter takes so few values that group means are taken.</summary>
    public static bool IsGrouped(ReadOnlySpan<double> parameter) => Groups.Of(parameter, MostGroups) is not null;

    internal static double[] WithMean(double[] fitted, double mean)
    {
        double shift = mean - CompensatedSum.Mean(fitted);
        for (int i = 0; i < fitted.Length; i++)
        {
            fitted[i] += shift;
        }

        return fitted;
    }
}
