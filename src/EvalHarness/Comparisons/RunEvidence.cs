using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics;

namespace EvalHarness.Comparisons;

/// <summary>What a run measured, in the form from which uncertain parameters are drawn.</summary>
/// <param name="table">The run with its scores.</param>
public sealed class RunEvidence(ScoreTable table)
{
    /// <summary>Id of the run.</summary>
    public string Run { get; } = table.Header.Id;

    /// <summary>Name of its suite.</summary>
    public string Suite { get; } = table.Header.Suite;

    /// <summary>Text of the suite when the run began.</summary>
    public string SuiteText { get; } = table.Header.SuiteText;

    /// <summary>The day of the run.</summary>
    public DateOnly Date { get; } = DateOnly.FromDateTime(table.Header.StartedAt.UtcDateTime);

    /// <summary>The smallest difference that matters, as the suite states it.</summary>
    public double Margin { get; } = table.Header.Compare.Margin;

    /// <summary>The models that answered.</summary>
    public ImmutableArray<string> Models { get; } =
    [.. table.Tasks.SelectMany(task => task.Models).Select(model => model.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The tasks.</summary>
    public ImmutableArray<string> Tasks { get; } = [.. table.Tasks.Select(task => task.Task.Name)];

    /// <summary>
    /// The sums of a metric's statistics by cluster on the samples that all of the models answered, so that draws keep the pairing.
    /// </summary>
    /// <param name="part">A task, or a value of a slice of the first task; null is the first task.</param>
    /// <param name="metric">The metric; null is the headline of the task.</param>
    /// <param name="models">The models.</param>
    /// <returns>Null where the run has no such part, metric or model, the metric is no sum that lies in [0, 1] and rises with quality, or no sample is shared.</returns>
    public SharedTotals? Totals(string? part, string? metric, IReadOnlyList<string> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (Find(part) is not { } found)
        {
            return null;
        }

        TaskScores scores = found.Scores;
        string name = metric ?? scores.MetricNames[0];
        int column = IndexOf(scores.Metrics, one => one.Name == name);
        int[] places = [.. models.Select(model => IndexOf(scores.Models, one => one.Name == model))];
        if (column < 0 || places.Contains(-1) || scores.Metrics[column] is not { Range: (0, 1), HigherIsBetter: true })
        {
            return null;
        }

        SampleMatrix[] matrices = [.. places.Select(place => SampleMatrix.Of(scores, place, column))];
        int[] rows = [.. found.Rows.Where(row => matrices.All(matrix => matrix.Answered[row] > 0))];
        if (rows.Length == 0)
        {
            return null;
        }

        ClusterIndex clusters = ClusterIndex.Over(scores.Samples, scores.Task.ClusterField).Select(rows);
        Formula formula = scores.Metrics[column].Value;
        return new(
            scores.Task.Name,
            name,
            rows.Length,
            clusters.Count,
            scores.Metrics[column].Width,
            formula,
            [.. matrices.Select(matrix => (ReadOnlyMemory<double>)matrix.ClusterTotals(rows, clusters))]
        );
    }

    /// <summary>
    /// How much better one model did than another, by cluster: differences of its means, in [-1, 1].
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="against">The other.</param>
    /// <returns>Null where the headline of the first task is no mean of one number a sample, or no sample is shared.</returns>
    public double[]? Differences(string model, string against)
    {
        bool isMean =
            table.Tasks.FirstOrDefault() is { Metrics: [{ IsMean: true } first, ..] } task
            && first.Name == task.MetricNames[0];
        if (!isMean || Totals(null, null, [model, against]) is not { } totals)
        {
            return null;
        }

        (ReadOnlyMemory<double> own, ReadOnlyMemory<double> other) = (totals.Rows[0], totals.Rows[1]);
        double Mean(ReadOnlyMemory<double> rows, int cluster) =>
            rows.Span[cluster * totals.Width] / rows.Span[(cluster * totals.Width) + 1];
        return [.. Enumerable.Range(0, totals.Clusters).Select(i => Mean(own, i) - Mean(other, i))];
    }

    /// <summary>What one model's answers cost and how long they took, over all tasks; null where it gave none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="objective">The time within which an answer should come; zero for none.</param>
    public ModelUse? Use(string model, TimeSpan objective)
    {
        var cells = table
            .Tasks.SelectMany(task => task.Models.Select((one, place) => (one.Name, Cells: task.Cells[place])))
            .Where(one => one.Name == model)
            .SelectMany(one => Cells(one.Cells))
            .ToList();
        if (cells.Count == 0)
        {
            return null;
        }

        ModelHeader header = table.Header.Models.First(one => one.Name == model);
        double[] seconds = [.. cells.Select(cell => cell.Seconds).Where(double.IsFinite)];
        Usage[] usage = [.. cells.Select(cell => cell.Usage).OfType<Usage>()];
        bool isFree = header is { IsLocal: true, Hosting: null, Price: null };
        decimal? cost = cells.Exists(cell => cell.Usd is null)
            ? null
            : cells.Sum(cell => cell.Usd!.Value) / cells.Count;
        return new(
            cells.Count,
            isFree ? 0 : cost,
            usage.Length == 0 ? null : usage.Average(one => one.Input),
            usage.Length == 0 ? null : usage.Average(one => one.Output),
            header.Price,
            seconds.Length == 0 ? null : seconds.Average(),
            seconds.Length == 0 || objective == TimeSpan.Zero
                ? null
                : seconds.Count(one => one > objective.TotalSeconds) / (double)seconds.Length
        );
    }

    private static IEnumerable<(decimal? Usd, double Seconds, Usage? Usage)> Cells(ModelCells cells) =>
        Enumerable
            .Range(0, cells.Outcomes.Length)
            .Where(cell => Outcomes.HasResponse(cells.Outcomes[cell]))
            .Select(cell => (cells.CostUsd[cell], cells.LatencySeconds[cell], cells.Usage[cell]));

    private (TaskScores Scores, int[] Rows)? Find(string? part)
    {
        TaskScores? task = part is null
            ? table.Tasks.FirstOrDefault()
            : table.Tasks.FirstOrDefault(one => one.Task.Name == part);
        if (task is not null)
        {
            return (task, Rows.All(task));
        }

        foreach (TaskScores one in table.Tasks)
        {
            int[] rows = [.. Rows.All(one).Where(row => one.Samples[row].Slices.Values.Contains(part))];
            if (rows.Length > 0)
            {
                return (one, rows);
            }
        }

        return null;
    }

    private static int IndexOf<T>(ImmutableArray<T> items, Func<T, bool> isMeant)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (isMeant(items[i]))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>The statistics of one metric of several models on the samples that they share.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Samples">The samples shared.</param>
/// <param name="Clusters">Their clusters: the rows of each matrix.</param>
/// <param name="Width">The length of a row.</param>
/// <param name="Formula">The metric's value from the total of rows.</param>
/// <param name="Rows">By model, clusters x width, row by row.</param>
public sealed record SharedTotals(
    string Task,
    string Metric,
    int Samples,
    int Clusters,
    int Width,
    Formula Formula,
    ImmutableArray<ReadOnlyMemory<double>> Rows
);

/// <summary>What one model's answers cost and how long they took.</summary>
/// <param name="Answers">The answers counted.</param>
/// <param name="CostUsd">Money of one answer; null when unknown.</param>
/// <param name="TokensIn">Input tokens of one answer; null when unknown.</param>
/// <param name="TokensOut">Output tokens of one answer; null when unknown.</param>
/// <param name="Price">Price of its tokens; null when unknown.</param>
/// <param name="Seconds">Mean time to an answer; null when unknown.</param>
/// <param name="LateShare">Share of answers later than the objective; null when unknown or none was set.</param>
public sealed record ModelUse(
    long Answers,
    decimal? CostUsd,
    double? TokensIn,
    double? TokensOut,
    Price? Price,
    double? Seconds,
    double? LateShare
);
