using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// Prediction-powered inference for a mean: a small labelled set corrects the predictions (of a judge, say) on a large
/// unlabelled one. Source: Angelopoulos et al., "Prediction-powered inference", 2023, 10.1126/science.adi6000; weights:
/// Angelopoulos, Duchi and Zrnic, "PPI++", 2023, arXiv:2311.01453. Assumes that labelled and unlabelled items come from one
/// population, independently. Either set without an item is refused; a constant predictor has weight 0, which is the classical
/// mean. Held against ppi_py 0.2.3.
/// </summary>
public static class PredictionPowered
{
    /// <summary>The estimate with a fixed weight of the predictions. See <see cref="Tuned"/>.</summary>
    public static PredictionPoweredMean Fixed(
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> labelled,
        ReadOnlySpan<double> unlabelled,
        double lambda,
        double level = 0.95
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labelled.Length, labels.Length);
        Require.Values(labels, nameof(labels));
        Require.Values(labelled, nameof(labelled));
        Require.Values(unlabelled, nameof(unlabelled));
        Require.Finite(lambda, nameof(lambda));
        Require.Level(level);
        double[] rectifier = new double[labels.Length];
        for (int i = 0; i < rectifier.Length; i++)
        {
            rectifier[i] = labels[i] - (lambda * labelled[i]);
        }
        double n = labels.Length;
        double many = unlabelled.Length;
        var predicted = Moments.OfDraws(unlabelled);
        var rectified = Moments.OfDraws(rectifier);
        double value = (lambda * predicted.Mean) + rectified.Mean;
        double left = lambda * lambda * predicted.SumOfSquares;
        double right = rectified.SumOfSquares;
        double error = Math.Sqrt((left / many / many) + (right / n / n));
        double? unbiased = n > 1 && many > 1 ? Math.Sqrt((left / (many - 1) / many) + (right / (n - 1) / n)) : null;
        double reach = UnitNormal.Critical(level) * error;
        return new PredictionPoweredMean(
            lambda,
            lambda,
            value,
            error,
            unbiased,
            new Interval(value - reach, value + reach)
        );
    }

    /// <summary>The estimate with the weight that minimises its variance, clipped to [0, 1].</summary>
    /// <param name="labels">True values of the labelled items.</param>
    /// <param name="labelled">Predictions of the same items.</param>
    /// <param name="unlabelled">Predictions of the others.</param>
    /// <param name="level">Confidence level, in (0, 1).</param>
    public static PredictionPoweredMean Tuned(
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> labelled,
        ReadOnlySpan<double> unlabelled,
        double level = 0.95
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labelled.Length, labels.Length);
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length);
        ArgumentOutOfRangeException.ThrowIfZero(unlabelled.Length);
        double covariance = 0;
        double meanLabel = Moments.OfDraws(labels).Mean;
        double meanLabelled = Moments.OfDraws(labelled).Mean;
        for (int i = 0; i < labels.Length; i++)
        {
            covariance += (labels[i] - meanLabel) * (labelled[i] - meanLabelled) / labels.Length;
        }
        double[] all = [.. labelled, .. unlabelled];
        bool constant = all.Length < 2 || !all.AsSpan().ContainsAnyExcept(all[0]);
        double share = 1 + ((double)labels.Length / unlabelled.Length);
        double raw = constant ? 0 : covariance / share / Moments.OfDraws(all).Variance!.Value;
        return Fixed(labels, labelled, unlabelled, Math.Clamp(raw, 0, 1), level) with { RawLambda = raw };
    }
}
