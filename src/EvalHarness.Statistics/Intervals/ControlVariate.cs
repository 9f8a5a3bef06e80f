using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>A mean made more precise by a second score whose mean is known.</summary>
/// <param name="Slope">Covariance over the variance of the control.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error; null for one value.</param>
/// <param name="VarianceRatio">Its variance over that of the plain mean, 1 - ρ²; null where the scores do not vary.</param>
public sealed record ControlVariate(double Slope, double Value, double? StandardError, double? VarianceRatio)
{
    /// <summary>
    /// The regression estimate of a mean. Source: Deng, Xu, Kohavi and Walker, "Improving the sensitivity of online
    /// controlled experiments by utilizing pre-experiment data" (CUPED, 2013), 10.1145/2433396.2433413. Assumes
    /// independent items. A control that does not vary has slope 0: the plain mean.
    /// </summary>
    /// <param name="values">The scores of interest, at least one.</param>
    /// <param name="control">The scores of the control on the same items.</param>
    /// <param name="controlMean">The known mean of the control.</param>
    public static ControlVariate Of(ReadOnlySpan<double> values, ReadOnlySpan<double> control, double controlMean)
    {
        Require.Values(values, nameof(values));
        Require.Values(control, nameof(control));
        Require.Finite(controlMean, nameof(controlMean));
        ArgumentOutOfRangeException.ThrowIfNotEqual(control.Length, values.Length);
        (double mean, double meanControl) = (Moments.Of(values).Mean, Moments.Of(control).Mean);
        (double cross, double square, double total) = (0, 0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            cross += (values[i] - mean) * (control[i] - meanControl);
            square += (control[i] - meanControl) * (control[i] - meanControl);
            total += (values[i] - mean) * (values[i] - mean);
        }
        int n = values.Length;
        double slope = square > 0 ? cross / square : 0;
        double residual = Math.Max(0, total - slope * cross);
        return new ControlVariate(
            slope,
            mean - slope * (meanControl - controlMean),
            n > 1 ? Math.Sqrt(residual / (n - 1) / n) : null,
            total > 0 ? residual / total : null
        );
    }
}
