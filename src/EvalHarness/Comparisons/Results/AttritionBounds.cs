using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Results;

/// <summary>
/// How far the difference of two models could lie off because requests failed or were not run: the most and the least that
/// it could be, whatever the missing answers would have been. C. F. Manski, "Nonparametric bounds on treatment effects",
/// American Economic Review 80(2), 319-323 (1990).
/// </summary>
internal static class AttritionBounds
{
    /// <summary>
    /// First minus second with every missing answer against the first, and with every one for it; null when nothing is
    /// missing, or when the metric has no largest and smallest value.
    /// </summary>
    public static (double Low, double High)? Of(TaskScores scores, SampleMatrix first, SampleMatrix second)
    {
        var (low, high) = first.Metric.Range;
        bool isWhole = first.IsComplete && second.IsComplete;
        if (isWhole || !double.IsFinite(low) || !double.IsFinite(high) || scores.Samples.Length == 0)
        {
            return null;
        }

        return (Total(first, low) - Total(second, high), Total(first, high) - Total(second, low));
    }

    /// <summary>The mean over all planned answers with the missing ones set to a value.</summary>
    private static double Total(SampleMatrix matrix, double missing)
    {
        double sum = 0d;
        for (int sample = 0; sample < matrix.Samples; sample++)
        {
            int seen = matrix.Answered[sample];
            double known = seen == 0 ? 0 : seen * matrix.Mean(sample);
            sum += (known + ((matrix.Epochs - seen) * missing)) / matrix.Epochs;
        }

        return sum / matrix.Samples;
    }
}
