using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Makes score tables from the answers of a few models, scored by real metrics.</summary>
internal sealed class Board
{
    private readonly ImmutableArray<Sample> samples;
    private readonly ImmutableArray<IMetric> metrics;
    private readonly ImmutableArray<string> labels;
    private readonly string? clusterField;
    private ImmutableArray<IWeightedMetric> weighted = [];
    private readonly List<(ModelHeader Model, ModelCells Cells, Protocol Protocol)> models = [];

    private Board(ImmutableArray<Sample> samples, string? clusterField, IMetric[] metrics)
    {
        (this.samples, this.clusterField) = (samples, clusterField);
        labels =
        [
            .. samples
                .Select(sample => sample.Targets[0])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        this.metrics = [.. metrics.Select(metric => metric.Over(labels))];
    }

    public CompareSpec Compare { get; init; } = new();

    public int Epochs { get; init; } = 1;

    public static Board Of(
        IEnumerable<string> targets,
        IMetric[] metrics,
        CompareSpec? compare = null,
        Func<int, string?>? cluster = null,
        int epochs = 1
    ) =>
        new(
            [
                .. targets.Select(
                    (target, i) =>
                        new Sample(
                            $"s{i}",
                            ImmutableDictionary<string, string>.Empty,
                            [target],
                            new Location("data.csv", i + 2)
                        )
                        {
                            Cluster = cluster?.Invoke(i),
                            Slices = ImmutableDictionary<string, string>.Empty.Add("half", i % 2 == 0 ? "even" : "odd"),
                        }
                ),
            ],
            cluster is null ? null : "group",
            metrics
        )
        {
            Compare = compare ?? new CompareSpec(Resamples: 2_000),
            Epochs = epochs,
        };

    /// <summary>Adds metrics that need the whole set, before any model.</summary>
    public Board Weighing(params IWeightedMetric[] metrics)
    {
        weighted = [.. metrics];
        return this;
    }

    /// <summary>Says of the model added last whom it asked, cell by cell.</summary>
    public Board Asking(params IReadOnlyList<Route?> routes)
    {
        models[^1] = models[^1] with { Cells = models[^1].Cells with { Routes = [.. routes] } };
        return this;
    }

    /// <summary>Says of the model added last how long each answer took, in seconds; NaN is unknown.</summary>
    public Board Taking(IReadOnlyList<double> seconds, int? inFlight = null)
    {
        var (model, cells, protocol) = models[^1];
        models[^1] = (model with { InFlight = inFlight }, cells with { LatencySeconds = [.. seconds] }, protocol);
        return this;
    }

    /// <summary>Says what judging each answer of a model costs, in US dollars.</summary>
    public Board Judged(int place, double usd)
    {
        var (model, cells, protocol) = models[place];
        models[place] = (model, cells with { JudgingUsd = [.. cells.JudgingUsd.Select(_ => usd)] }, protocol);
        return this;
    }

    /// <summary>Adds a model by its answers, one a cell; null is unparsable, <c>failed</c> has no response.</summary>
    public Board With(
        string name,
        IReadOnlyList<string?> answers,
        ModelKind kind = ModelKind.General,
        string protocol = "zero-shot",
        IReadOnlyList<double>? confidence = null
    )
    {
        var outcomes = answers
            .Select(answer =>
                answer is null ? Outcome.Unparsable
                : answer == "failed" ? Outcome.Failed
                : Outcome.Answered
            )
            .ToArray();
        var cells = new ModelCells
        {
            Outcomes = outcomes,
            Answers = [.. answers.Select((answer, i) => outcomes[i] == Outcome.Answered ? answer : null)],
            Statistics = [.. metrics.Select(metric => Observe(metric, answers, outcomes))],
            CostUsd = new decimal?[answers.Count],
            JudgingUsd = new double[answers.Count],
            LatencySeconds = [.. answers.Select(_ => double.NaN)],
            Usage = new Usage?[answers.Count],
            Columns = [.. weighted.Select(metric => Observe(metric, answers, outcomes, confidence))],
            Confidence = confidence?.ToArray() ?? [.. answers.Select(_ => double.NaN)],
            Attempts = [.. answers.Select(_ => 1)],
            Routes = new Route?[answers.Count],
            Remarks = [.. answers.Select(_ => ImmutableArray<Remark>.Empty)],
            Failures = new FailureClass?[answers.Count],
            Evaluations = [.. answers.Select(_ => ImmutableArray<EvaluatorFinding>.Empty)],
        };
        models.Add((new ModelHeader(name, "replay", kind, "", name), cells, new Protocol(protocol, protocol)));
        return this;
    }

    public ScoreTable Table()
    {
        var task = new TaskHeader("task", samples.Length, Epochs)
        {
            ClusterField = clusterField,
            SliceFields = ["half"],
            Labels = labels,
            Protocols = models.ToImmutableDictionary(model => model.Model.Name, model => model.Protocol),
        };
        ImmutableArray<ModelHeader> headers = [.. models.Select(model => model.Model)];
        var scores = new TaskScores
        {
            Task = task,
            Samples = samples,
            Models = headers,
            Metrics = metrics,
            WeightedMetrics = weighted,
            MetricNames = [.. metrics.Select(metric => metric.Name), .. weighted.Select(metric => metric.Name)],
            Cells = [.. models.Select(model => model.Cells)],
        };
        var header = new RunHeader("run", "suite", "", DateTimeOffset.UnixEpoch)
        {
            Models = headers,
            Tasks = [task],
            Compare = Compare,
            Seed = 7,
        };
        return new ScoreTable(header, [scores]);
    }

    private double[] Observe(IMetric metric, IReadOnlyList<string?> answers, Outcome[] outcomes)
    {
        double[] statistics = new double[answers.Count * metric.Width];
        for (int cell = 0; cell < answers.Count; cell++)
        {
            if (outcomes[cell] != Outcome.Failed)
            {
                metric.Observe(
                    new ScoredSample(answers[cell], samples[cell / Epochs].Targets, outcomes[cell]),
                    statistics.AsSpan(cell * metric.Width, metric.Width)
                );
            }
        }

        return statistics;
    }

    private double[] Observe(
        IWeightedMetric metric,
        IReadOnlyList<string?> answers,
        Outcome[] outcomes,
        IReadOnlyList<double>? confidence
    )
    {
        double[] columns = new double[answers.Count * metric.Columns];
        for (int cell = 0; cell < answers.Count; cell++)
        {
            var row = columns.AsSpan(cell * metric.Columns, metric.Columns);
            var sample = new ScoredSample(answers[cell], samples[cell / Epochs].Targets, outcomes[cell])
            {
                Confidence = confidence?[cell],
            };
            if (outcomes[cell] == Outcome.Failed || !metric.Observe(sample, row))
            {
                row.Fill(double.NaN);
            }
        }

        return columns;
    }
}
