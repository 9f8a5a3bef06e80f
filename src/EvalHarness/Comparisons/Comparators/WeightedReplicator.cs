using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Resamples a metric that needs the whole set: draw counts become weights of the rows.</summary>
/// <param name="scores">The scores of the task.</param>
/// <param name="metric">Place among the metrics that need the whole set.</param>
/// <param name="completed">The columns of each model where they are not those of its answers.</param>
internal sealed class WeightedReplicator(TaskScores scores, int metric, double[][]? completed = null) : IReplicator
{
    private const int MostUnitsLeftOut = 2_000;

    private readonly IWeightedMetric rule = scores.WeightedMetrics[metric];

    public string Name => rule.Name;

    public bool HigherIsBetter => rule.HigherIsBetter;

    public bool IsShare => rule.IsShare;

    public (double Low, double High) Range => rule.Range;

    public int[] Rows(int model, int[] rows)
    {
        double[] columns = Columns(model);
        int width = rule.Columns * scores.Task.Epochs;
        return [.. rows.Where(row => HasAny(columns.AsSpan(row * width, width)))];
    }

    public double? Value(int model, int[] rows)
    {
        var (cells, owners) = Cells(model, rows);
        double[] weights = new double[owners.Length];
        Array.Fill(weights, 1);
        return rule.Value(cells, weights);
    }

    /// <summary>The value of a model for any weights of the units of some rows.</summary>
    /// <remarks>Cells go by their first column, so that metrics that sort by it find them sorted.</remarks>
    public WeightedValue Weighted(int model, int[] rows, ClusterIndex units)
    {
        var (cells, owners) = Cells(model, rows);
        int width = rule.Columns;
        int[] order = [.. Enumerable.Range(0, owners.Length).OrderBy(cell => cells[cell * width])];
        double[] sorted = [.. order.SelectMany(cell => cells[(cell * width)..((cell + 1) * width)])];
        int[] clusters = [.. order.Select(cell => units.Of[owners[cell]])];
        return weights =>
        {
            double[] each = new double[clusters.Length];
            for (int i = 0; i < each.Length; i++)
            {
                each[i] = weights[clusters[i]];
            }

            return rule.Value(sorted, each);
        };
    }

    public double[][] Replicate(ReplicatedPart[] parts, int resamples, ulong seed)
    {
        var prepared = Array.ConvertAll(parts, part => (Cells: Cells(part.Model, part.Rows), part.Units));
        double[][] values = parts.Select(_ => new double[resamples]).ToArray();
        int units = parts[0].Units.Count;
        Parallel.For(
            0,
            resamples,
            resample =>
            {
                byte[] counts = new byte[units];
                ResampleCounts.Draw(counts, units, seed, (ulong)resample);
                for (int i = 0; i < prepared.Length; i++)
                {
                    var ((cells, owners), own) = prepared[i];
                    values[i][resample] = rule.Value(cells, Weights(owners, unit => counts[unit], own)) ?? double.NaN;
                }
            }
        );
        return values;
    }

    public double[]? LeaveOneOut(int model, int[] rows, ClusterIndex units)
    {
        if (units.Count > MostUnitsLeftOut)
        {
            return null;
        }

        var (cells, owners) = Cells(model, rows);
        double[] values = new double[units.Count];
        Parallel.For(
            0,
            values.Length,
            left => values[left] = rule.Value(cells, Weights(owners, unit => unit == left ? 0 : 1, units)) ?? double.NaN
        );
        return values;
    }

    /// <summary>Answers of a metric that needs the whole set are not turned over one by one: the range alone limits it.</summary>
    public ReachCurve Reach(int model, int[] rows, ClusterIndex units) =>
        new(Value(model, rows) ?? 0, rule.Range, [], []);

    public int Telling(int first, int second, int[] rows)
    {
        int width = rule.Columns * scores.Task.Epochs;
        var (one, other) = (Columns(first), Columns(second));
        return rows.Count(row => !one.AsSpan(row * width, width).SequenceEqual(other.AsSpan(row * width, width)));
    }

    /// <summary>Correlations leave out what is no number, and say how far that could change them.</summary>
    public (IReplicator Low, IReplicator High)? Complete(int[] models, int[] rows)
    {
        if (rule is not RankCorrelation)
        {
            return null;
        }

        var ranks = new CompletedRanks(scores, metric);
        IReplicator With(bool isHigh) =>
            new WeightedReplicator(
                scores,
                metric,
                [.. scores.Models.Select((_, model) => ranks.Columns(model, isHigh))]
            );
        return models.Any(model => ranks.IsNeeded(model, rows)) ? (With(isHigh: false), With(isHigh: true)) : null;
    }

    public (double? Worst, double? Best) Bounds(int model)
    {
        int[] all = Results.Rows.All(scores);
        return Complete([model], all) is var (low, high)
            ? (low.Value(model, low.Rows(model, all)), high.Value(model, high.Rows(model, all)))
            : (null, null);
    }

    private double[] Columns(int model) => completed?[model] ?? scores.Cells[model].Columns[metric];

    private static double[] Weights(int[] owners, Func<int, double> weightOfUnit, ClusterIndex units)
    {
        double[] weights = new double[owners.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = weightOfUnit(units.Of[owners[i]]);
        }

        return weights;
    }

    private static bool HasAny(ReadOnlySpan<double> columns)
    {
        foreach (double value in columns)
        {
            if (!double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The cells of some rows that have columns, and which of the rows each belongs to.</summary>
    private (double[] Cells, int[] Owners) Cells(int model, int[] rows)
    {
        double[] columns = Columns(model);
        int width = rule.Columns;
        int epochs = scores.Task.Epochs;
        var cells = new List<double>(rows.Length * width);
        var owners = new List<int>(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                var cell = columns.AsSpan(((rows[i] * epochs) + epoch) * width, width);
                if (HasAny(cell))
                {
                    cells.AddRange(cell);
                    owners.Add(i);
                }
            }
        }

        return ([.. cells], [.. owners]);
    }
}
