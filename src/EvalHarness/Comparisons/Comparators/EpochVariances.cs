using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Takes the variance of samples asked in several epochs apart: what lies between samples and what lies within them.</summary>
internal static class EpochVariances
{
    /// <summary>One model; null with one epoch, or when an answer is missing.</summary>
    public static RepeatedEpochs? Of(TaskScores scores, SampleMatrix matrix, int model, int metric) =>
        matrix is { Epochs: > 1, IsComplete: true, Metric: not IRepeatedMetric }
            ? RepeatedEpochs.Of(Values(scores, model, metric), matrix.Epochs)
            : null;

    /// <summary>The difference of two models, epoch by epoch; null with one epoch, or when an answer is missing.</summary>
    public static RepeatedEpochs? Of(
        TaskScores scores,
        (SampleMatrix Matrix, int Model) first,
        (SampleMatrix Matrix, int Model) second,
        int metric
    )
    {
        if (
            first.Matrix is not { Epochs: > 1, IsComplete: true, Metric: not IRepeatedMetric }
            || !second.Matrix.IsComplete
        )
        {
            return null;
        }

        double[] differences = Values(scores, first.Model, metric);
        double[] other = Values(scores, second.Model, metric);
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] -= other[i];
        }

        return RepeatedEpochs.Of(differences, first.Matrix.Epochs);
    }

    /// <summary>How the standard error comes about, for the note of an estimate.</summary>
    public static string? Sentence(RepeatedEpochs? epochs) =>
        epochs is { Within: { } within, Between: { } between, AtInfinitelyManyEpochs: { } least }
            ? FormattableString.Invariant(
                $"{epochs.Epochs} repeats averaged within each sample: variance {Math.Max(0, between):0.####} between samples, {within:0.####} within; more repeats could lower the standard error to {least:0.####} at best"
            )
            : null;

    private static double[] Values(TaskScores scores, int model, int metric)
    {
        double[] vectors = scores.Cells[model].Statistics[metric];
        int width = scores.Metrics[metric].Width;
        double[] values = new double[vectors.Length / width];
        for (int cell = 0; cell < values.Length; cell++)
        {
            values[cell] = vectors[width * cell] / vectors[(width * cell) + 1];
        }

        return values;
    }
}
