namespace EvalHarness.Decisions.CashFlows;

/// <summary>The error of general models as the frontier moves.</summary>
public static class Frontier
{
    /// <summary>The error after some months.</summary>
    /// <param name="error">The error today, in [0, 1].</param>
    /// <param name="floor">The error that no model goes below.</param>
    /// <param name="reductionPerYear">The share of the error above the floor that disappears in a year, in [0, 1).</param>
    /// <param name="months">Months from today, at least 0.</param>
    public static double ErrorAfter(double error, double floor, double reductionPerYear, double months) =>
        error > floor ? floor + ((error - floor) * Math.Pow(1 - reductionPerYear, months / 12)) : error;

    /// <summary>The month in which a moving general model overtakes a custom one that stands still.</summary>
    /// <param name="general">The general model's error today.</param>
    /// <param name="custom">The custom model's error, in [0, 1].</param>
    /// <param name="floor">The error that no model goes below.</param>
    /// <param name="reductionPerYear">The share of the error above the floor that disappears in a year, in [0, 1).</param>
    /// <returns>Months from today; 0 where it is not behind; null where it never gets there.</returns>
    public static double? CrossingMonths(double general, double custom, double floor, double reductionPerYear)
    {
        if (general <= custom)
        {
            return 0;
        }

        return custom <= floor || !(reductionPerYear > 0)
            ? null
            : 12 * Math.Log((custom - floor) / (general - floor)) / Math.Log(1 - reductionPerYear);
    }
}
