using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Comparisons.Results;

/// <summary>What one metric saw of one model, sample by sample: vectors summed over the epochs that have a response.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Vectors">Samples x width, row by row; zeros where no epoch has a response.</param>
/// <param name="Answered">Epochs with a response that the metric has a number for, by sample; a sample without one is left out.</param>
/// <param name="Epochs">Epochs planned.</param>
internal sealed record SampleMatrix(IMetric Metric, double[] Vectors, int[] Answered, int Epochs)
{
    public int Samples => Answered.Length;

    /// <summary>Whether each sample is one plain 0 or 1.</summary>
    public bool IsZeroOne => Metric.IsBinary && Epochs == 1;

    /// <summary>
    /// Whether a metric is the mean of one number a sample, so that means are tested and not resampled: costs are, though their
    /// vector counts what is unknown besides.
    /// </summary>
    public static bool HasMeans(IMetric metric) => metric.IsMean || metric is Cost;

    /// <summary>Whether every planned answer came back.</summary>
    public bool IsComplete => Array.TrueForAll(Answered, epochs => epochs == Epochs);

    public static SampleMatrix Of(TaskScores scores, int model, int metric)
    {
        var cells = scores.Cells[model];
        int width = scores.Metrics[metric].Width;
        double[] source = cells.Statistics[metric];
        int epochs = scores.Task.Epochs;
        double[] vectors = new double[scores.Samples.Length * width];
        int[] answered = new int[scores.Samples.Length];
        for (int cell = 0; cell < cells.Outcomes.Length; cell++)
        {
            if (!scores.IsScored(model, metric, cell))
            {
                continue;
            }

            int sample = cell / epochs;
            answered[sample]++;
            var row = vectors.AsSpan(sample * width, width);
            var from = source.AsSpan(cell * width, width);
            for (int i = 0; i < width; i++)
            {
                row[i] += from[i];
            }
        }

        return new SampleMatrix(scores.Metrics[metric], vectors, answered, epochs);
    }

    /// <summary>The vector of a sample.</summary>
    public ReadOnlySpan<double> Row(int sample) => Vectors.AsSpan(sample * Metric.Width, Metric.Width);

    /// <summary>Mean over the epochs of a sample; the metric must be a mean of one number.</summary>
    public double Mean(int sample)
    {
        var row = Row(sample);
        return row[0] / row[1];
    }

    /// <summary>Number of answers of some rows where each answer is right or wrong; null for scores in parts.</summary>
    public long? AnswersOf(ReadOnlySpan<int> rows)
    {
        long answers = 0L;
        foreach (int row in rows)
        {
            answers += Answered[row];
        }

        return Metric.IsBinary ? answers : null;
    }

    /// <summary>The rows with a response, of those named.</summary>
    public int[] AnsweredRows(ReadOnlySpan<int> rows)
    {
        var kept = new List<int>(rows.Length);
        foreach (int row in rows)
        {
            if (Answered[row] > 0)
            {
                kept.Add(row);
            }
        }

        return [.. kept];
    }

    /// <summary>Sum of the vectors of some rows.</summary>
    public double[] Total(ReadOnlySpan<int> rows)
    {
        double[] total = new double[Metric.Width];
        foreach (int row in rows)
        {
            var vector = Row(row);
            for (int i = 0; i < total.Length; i++)
            {
                total[i] += vector[i];
            }
        }

        return total;
    }

    /// <summary>The vectors of some rows summed by cluster: clusters x width.</summary>
    public double[] ClusterTotals(ReadOnlySpan<int> rows, ClusterIndex clusters)
    {
        int width = Metric.Width;
        double[] totals = new double[clusters.Count * width];
        for (int i = 0; i < rows.Length; i++)
        {
            var vector = Row(rows[i]);
            var into = totals.AsSpan(clusters.Of[i] * width, width);
            for (int j = 0; j < width; j++)
            {
                into[j] += vector[j];
            }
        }

        return totals;
    }
}
