using System.Collections.Immutable;
using EvalHarness.Comparisons.Published;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Tests.Simulations;

/// <summary>A run that was drawn: score tables as the log gives them, made of numbers.</summary>
internal sealed record SimulatedRun
{
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    /// <summary>Number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>How often each was asked.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The cluster of each sample; null for none.</summary>
    public int[]? Clusters { get; init; }

    /// <summary>The group of each sample; null for none.</summary>
    public int[]? Groups { get; init; }

    public CompareSpec Compare { get; init; } = new(Candidates: ["all"], Resamples: 1_000);

    public ImmutableArray<GateSpec> Gates { get; init; } = [];

    private ImmutableArray<(string Name, ModelCells Cells)> Models { get; init; } = [];

    private ImmutableArray<IMetric> Metrics { get; init; } = [];

    private ImmutableArray<IWeightedMetric> Weighted { get; init; } = [];

    private ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Adds a model by its scores, one a cell: right or wrong answers, or any numbers.</summary>
    public SimulatedRun Scored(string name, double[] scores, bool isRightOrWrong = true, bool lowerIsBetter = false)
    {
        IMetric metric = isRightOrWrong
            ? new Accuracy()
            : new ImportedScore("score", false, !lowerIsBetter, (double.NegativeInfinity, double.PositiveInfinity));
        double[] statistics = new double[2 * scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            (statistics[2 * i], statistics[(2 * i) + 1]) = (scores[i], 1);
        }

        return Add(name, Cells(scores.Length) with { Statistics = [statistics] }) with
        {
            Metrics = [metric],
        };
    }

    /// <summary>Adds a model by its answers to samples of these classes.</summary>
    public SimulatedRun Answered(string name, IMetric metric, string[] labels, string[] targets, string[] answers)
    {
        var over = metric.Over([.. labels]);
        double[] statistics = new double[over.Width * answers.Length];
        for (int i = 0; i < answers.Length; i++)
        {
            over.Observe(
                new ScoredSample(answers[i], [targets[i]], Outcome.Answered),
                statistics.AsSpan(i * over.Width, over.Width)
            );
        }

        return Add(name, Cells(answers.Length) with { Answers = answers, Statistics = [statistics] }) with
        {
            Metrics = [over],
            Targets = [.. targets],
        };
    }

    /// <summary>
    /// Adds a model by what its answers cost and how long they took; all are right. Latency is a metric of the task, or what every
    /// task has beside its metrics.
    /// </summary>
    public SimulatedRun Priced(string name, double[] usd, double[] seconds, bool isMetric = false)
    {
        double[] statistics = new double[2 * usd.Length];
        Array.Fill(statistics, 1);
        var cells = Cells(usd.Length) with
        {
            Statistics = [statistics],
            CostUsd = [.. usd.Select(one => (decimal?)one)],
            LatencySeconds = seconds,
            Columns = isMetric ? [seconds] : [],
        };
        return Add(name, cells) with { Metrics = [new Accuracy()], Weighted = isMetric ? [new Latency(0.95)] : [] };
    }

    /// <summary>The run with its scores.</summary>
    public ScoreTable Table()
    {
        ImmutableArray<ModelHeader> headers =
        [
            .. Models.Select(model => new ModelHeader(model.Name, "replay", ModelKind.General, "", model.Name)),
        ];
        var task = new TaskHeader("task", Samples, Epochs)
        {
            ClusterField = Clusters is null ? null : "group",
            SliceFields = Groups is null ? [] : ["kind"],
        };
        var scores = new TaskScores
        {
            Task = task,
            Samples = [.. Enumerable.Range(0, Samples).Select(ToSample)],
            Models = headers,
            Metrics = Metrics,
            WeightedMetrics = Weighted,
            MetricNames = [.. Metrics.Select(one => one.Name), .. Weighted.Select(one => one.Name)],
            Cells = [.. Models.Select(model => model.Cells)],
        };
        var header = new RunHeader("run", "suite", "", DateTimeOffset.UnixEpoch)
        {
            Models = headers,
            Tasks = [task],
            Compare = Compare,
            Gates = Gates,
            Seed = 7,
        };
        return new ScoreTable(header, [scores]);
    }

    private SimulatedRun Add(string name, ModelCells cells) => this with { Models = [.. Models, (name, cells)] };

    private Sample ToSample(int i) =>
        new($"s{i}", None, [Targets.IsDefaultOrEmpty ? "" : Targets[i]], default)
        {
            Cluster = Clusters is null ? null : $"c{Clusters[i]}",
            Slices = Groups is null ? None : None.Add("kind", $"g{Groups[i]}"),
        };

    private static ModelCells Cells(int count) =>
        ModelCells.NotRun(count, [], []) with
        {
            Outcomes = [.. Enumerable.Repeat(Outcome.Answered, count)],
            Attempts = [.. Enumerable.Repeat(1, count)],
        };
}
