using EvalHarness.Core;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// Expected calibration error: how far confidence is from accuracy, on average over bins of confidence; lower is better. Equal
/// to the formula of Naeini et al. 2015 in NumPy. Samples without confidence are left out. Biased upwards for few samples.
/// </summary>
/// <param name="Bins">Number of bins, 1 or more; 10 by default.</param>
/// <param name="Mass">Whether bins hold equally many samples; false by default, for bins of equal width.</param>
[Keyword("ece")]
public sealed record ExpectedCalibrationError(int Bins = 10, bool Mass = false) : IWeightedMetric
{
    /// <summary>Into how many bins confidences fall, 1 or more.</summary>
    public int Bins { get; init; } = Bins >= 1 ? Bins : throw new ArgumentException("must be 1 or more", nameof(Bins));

    /// <inheritdoc/>
    public string Name => "ece";

    /// <inheritdoc/>
    public bool IsShare => false;

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public int Columns => 2;

    /// <inheritdoc/>
    public bool Observe(in ScoredSample sample, Span<double> columns)
    {
        if (sample.Confidence is not { } confidence)
        {
            return false;
        }
        columns[0] = confidence;
        columns[1] = sample.IsRight() ? 1 : 0;
        return true;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        double[] confidence = rows.Column(0, Columns);
        double[] correct = rows.Column(1, Columns);
        return Calibration.ExpectedError(
            Mass
                ? Calibration.EqualMass(confidence, correct, Bins, weights)
                : Calibration.EqualWidth(confidence, correct, Bins, weights)
        );
    }
}
