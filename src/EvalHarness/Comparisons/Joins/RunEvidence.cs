using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Joins;

/// <summary>What a run measured, in the form from which uncertain parameters are drawn.</summary>
/// <param name="table">The run with its scores.</param>
internal sealed class RunEvidence(ScoreTable table)
{
    /// <summary>Id of the run that the numbers come from.</summary>
    public string Run { get; } = table.Header.Id;

    /// <summary>Name of the suite that it ran.</summary>
    public string Suite { get; } = table.Header.Suite;

    /// <summary>Text of the suite when the run began.</summary>
    public string SuiteText { get; } = table.Header.SuiteText;

    /// <summary>The day on which the run began, in UTC: how old its numbers are.</summary>
    public DateOnly Date { get; } = DateOnly.FromDateTime(table.Header.StartedAt.UtcDateTime);

    /// <summary>The smallest difference that matters, as the suite states it.</summary>
    public double Margin { get; } = table.Header.Compare.Margin;

    /// <summary>Names of the models asked in any task, each once.</summary>
    public ImmutableArray<string> Models { get; } =
    [.. table.Tasks.SelectMany(task => task.Models).Select(model => model.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Names of the tasks, in the order of the suite.</summary>
    public ImmutableArray<string> Tasks { get; } = [.. table.Tasks.Select(task => task.Task.Name)];

    /// <summary>
    /// A metric on the samples that all of the models answered, for any weighting of their clusters, so that draws keep the
    /// pairing.
    /// </summary>
    /// <remarks>
    /// What is drawn is a quality in [0, 1]: a metric that lies there and rises with quality as it is, the mean of an error
    /// in [0, 1] as its complement, the share without error. Other measures where less is better, such as calibration
    /// errors and squared distances, are no share of right answers and none without.
    /// </remarks>
    /// <param name="part">A task, or a value of a slice; null is the first task.</param>
    /// <param name="metric">The metric; null is the headline of the task.</param>
    /// <param name="models">The models, each asked by the run.</param>
    /// <param name="fault">Why there is no such metric; null where there is one.</param>
    public SharedMetric? Measure(
        string? part,
        string? metric,
        IReadOnlyList<string> models,
        out EvidenceFault? fault
    ) => new RunMetrics(table).Measure(part, metric, models, out fault);

    /// <summary>The true classes of a part, in the order of their names; null where there is no such part.</summary>
    /// <param name="part">A task, or a value of a slice; null is the first task.</param>
    public ImmutableArray<string>? Classes(string? part) => new RunConfusions(table).Classes(part);

    /// <summary>What was answered to each true class, on the samples of these classes that all of the models answered.</summary>
    /// <remarks>
    /// The true class is the target that the answer meets, or else the first one. An answer that is none of the classes, or
    /// that is not usable, stands in the last column; a sample without any response is left out.
    /// </remarks>
    /// <param name="part">A task, or a value of a slice; null is the first task.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="models">The models, each asked by the run.</param>
    /// <param name="fault">Why there are none; null where there are.</param>
    public SharedConfusions? Confusions(
        string? part,
        ImmutableArray<string> classes,
        IReadOnlyList<string> models,
        out EvidenceFault? fault
    ) => new RunConfusions(table).Of(part, classes, models, out fault);

    /// <summary>
    /// How much better one model did than another, by cluster: n/M·(d + margin) - margin, in [-1, 1], of a cluster of n samples
    /// with the difference of means d, where the largest has M. That is d where all are of one size; where they are not, bets
    /// that their mean is -margin are bets on the mean over samples, which the board shows, and not on that of clusters.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="against">The other.</param>
    /// <returns>Null where the headline of the first task is no mean of one number a sample, or no sample is shared.</returns>
    public double[]? Differences(string model, string against)
    {
        if (
            table.Tasks.FirstOrDefault() is not { Metrics: [{ IsMean: true } first, ..] } task
            || first is Judged
            || first.Name != task.MetricNames[0]
            || new RunMetrics(table).Rows(null, 0, [model, against]) is not { } shared
        )
        {
            return null;
        }

        double[][] totals =
        [
            .. shared.Models.Select(place =>
                SampleMatrix.Of(task, place, 0).ClusterTotals(shared.Rows, shared.Clusters)
            ),
        ];
        double Mean(double[] rows, int cluster) => rows[cluster * first.Width] / rows[(cluster * first.Width) + 1];
        int[] sizes = Clusters.Sizes(shared.Clusters.Of);
        double largest = sizes.Max();
        double Weighted(int cluster)
        {
            double difference = Mean(totals[0], cluster) - Mean(totals[1], cluster);
            return (sizes[cluster] / largest * (difference + Margin)) - Margin;
        }

        return [.. Enumerable.Range(0, shared.Clusters.Count).Select(Weighted)];
    }

    /// <summary>License and terms that the run's suite declared of a model; null where it declared none of any.</summary>
    /// <param name="model">Name of the model.</param>
    public ModelTerms? Terms(string model) => table.Header.Terms?.Models.FirstOrDefault(one => one.Model == model);

    /// <summary>
    /// What it costs to have one more sample judged, the answers of all its models, in US dollars; null where nobody judges or where
    /// that is unknown.
    /// </summary>
    public double? JudgingUsdPerSample
    {
        get
        {
            double total = table.Tasks.Sum(task => task.Cells.Sum(cells => cells.JudgingUsd.Sum()));
            int samples = table
                .Tasks.Where(task => task.Cells.Any(cells => cells.JudgingUsd.Any(usd => usd > 0)))
                .Sum(task => task.Samples.Length);
            return total > 0 ? total / samples : null;
        }
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

        var header = table.Header.Models.First(one => one.Name == model);
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
            .Where(cell => cells.Outcomes[cell].HasResponse())
            .Select(cell => (cells.CostUsd[cell], cells.LatencySeconds[cell], cells.Usage[cell]));
}

/// <summary>What one model's answers cost and how long they took.</summary>
/// <param name="Answers">The answers counted.</param>
/// <param name="CostUsd">Money of one answer; null when unknown.</param>
/// <param name="TokensIn">Input tokens of one answer; null when unknown.</param>
/// <param name="TokensOut">Output tokens of one answer; null when unknown.</param>
/// <param name="Price">Price of its tokens; null when unknown.</param>
/// <param name="Seconds">Mean time to an answer; null when unknown.</param>
/// <param name="LateShare">Share of answers later than the objective; null when unknown or none was set.</param>
internal sealed record ModelUse(
    long Answers,
    decimal? CostUsd,
    double? TokensIn,
    double? TokensOut,
    Price? Price,
    double? Seconds,
    double? LateShare
);
