using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Finds what a gate measures: a metric, money, a latency quantile, the share of an outcome.</summary>
internal static class GateMeasures
{
    /// <summary>Money an answer in US dollars, as <c>task/cost</c>.</summary>
    public const string Cost = "cost";

    /// <summary>Median latency in seconds.</summary>
    public const string MedianLatency = "latency_p50";

    /// <summary>95th percentile of the latency in seconds.</summary>
    public const string SlowLatency = "latency_p95";

    /// <summary>The measure of a gate; null when the run has no such metric.</summary>
    public static IGateMeasure? Find(GateSpec gate, GateTable table, GateRows rows)
    {
        var compare = table.Header.Compare;
        double level = (2 * compare.Confidence) - 1;
        ulong seed = unchecked((ulong)table.Header.Seed);
        if (gate.Outcome is { } outcome)
        {
            return OfOutcome(OutcomeWords.Parse(outcome), rows, level);
        }

        var (task, metric) = Split(gate.Metric!);
        return metric switch
        {
            _ when table.Find(task) is not { } => null,
            _ when table.Find(task) is { } scores && scores.MetricNames.Contains(metric) => Trusted(
                OfMetric(scores, metric, rows, compare, seed),
                scores.Metrics.FirstOrDefault(one => one.Name == metric)
            ),
            Cost => OfCost(rows, table.Find(task)!.Models, level),
            MedianLatency => new LatencyMeasure(table.Find(task)!, rows, 0.5, compare, seed),
            SlowLatency => new LatencyMeasure(table.Find(task)!, rows, 0.95, compare, seed),
            _ => null,
        };
    }

    /// <summary>Task and metric of <c>task/metric</c>.</summary>
    public static (string Task, string Metric) Split(string path)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }

    /// <summary>Failed and not run are facts of this run, no samples of what the model would do: they are counted.</summary>
    public static bool IsCounted(GateSpec gate) => gate.Outcome is "failed" or "not_run";

    /// <summary>A gate goes by what an evaluator asks a model only where the suite says that it may.</summary>
    private static IGateMeasure Trusted(IGateMeasure measure, IMetric? metric) =>
        metric is EvaluatorMetric { Judge: not null, AllowUncalibrated: false } evaluator
            ? new UncalibratedMeasure(measure, evaluator.Name)
            : measure;

    private static IGateMeasure OfMetric(TaskScores scores, string name, GateRows rows, CompareSpec compare, ulong seed)
    {
        int index = scores.PlaceOf(name);
        if (index < 0)
        {
            int weighted = scores.PlaceOfWeighted(name);
            return scores.WeightedMetrics[weighted] is Latency latency
                ? new LatencyMeasure(scores, rows, latency.Quantile, compare, seed)
                : new ReplicateMeasure(scores, rows, new WeightedReplicator(scores, weighted), compare, seed);
        }

        var metric = scores.Metrics[index];
        if (metric is Judged judged)
        {
            return new JudgedMeasure(OfMean(scores, index, rows, compare), scores, rows, index, compare)
            {
                Judge = scores.Task.Judges?.FirstOrDefault(judge => judge.Name == judged.Judge),
            };
        }

        if (!SampleMatrix.HasMeans(metric))
        {
            return new ReplicateMeasure(scores, rows, new FormulaReplicator(scores, index), compare, seed);
        }

        return OfMean(scores, index, rows, compare);
    }

    private static MeanMeasure OfMean(TaskScores scores, int index, GateRows rows, CompareSpec compare)
    {
        var metric = scores.Metrics[index];
        SampleMatrix[] matrices =
        [
            .. Enumerable.Range(0, scores.Models.Length).Select(model => SampleMatrix.Of(scores, model, index)),
        ];
        int[] numbers = rows.Numbers;
        return new MeanMeasure(
            rows,
            (_, row, model) => matrices[model].Answered[row] > 0 ? matrices[model].Mean(row) : double.NaN,
            (2 * compare.Confidence) - 1
        )
        {
            HigherIsBetter = metric.HigherIsBetter,
            Error = model =>
                matrices[model].AnsweredRows(numbers) is { Length: > 0 } kept
                && metric.Value(matrices[model].Total(kept)) is null
                    ? new GateReason.UndefinedMetric()
                    : null,
            Unit = metric.IsShare ? GateUnit.Share : GateUnit.Plain,
            IsZeroOne = metric.IsBinary && scores.Task.Epochs == 1,
            Range = metric.Range,
            Answers = (model, places) => matrices[model].AnswersOf([.. places.Select(place => numbers[place])]),
        };
    }

    private static MeanMeasure OfCost(GateRows rows, IReadOnlyList<ModelHeader> models, double level) =>
        new(
            rows,
            (scores, row, model) => PerSample(scores, row, model, (cells, cell) => CostOf(models[model], cells, cell)),
            level
        )
        {
            HigherIsBetter = false,
            Unit = GateUnit.Usd,
            Range = (0, double.PositiveInfinity),
            IsFact = model => IsFree(models[model]) ? "runs in this process: it costs nothing" : null,
            Error = model =>
                rows.Cells(model)
                    .Any(at =>
                        at.Cells.Outcomes[at.Cell].HasResponse()
                        && double.IsNaN(CostOf(models[model], at.Cells, at.Cell))
                    )
                    ? new GateReason.UnknownCost(models[model].Name)
                    : null,
        };

    private static bool IsFree(ModelHeader model) => model is { IsLocal: true, Hosting: null, Price: null };

    private static double CostOf(ModelHeader model, ModelCells cells, int cell) =>
        IsFree(model) ? 0
        : model.Hosting is { } hosting
            ? double.IsFinite(cells.LatencySeconds[cell])
                    ? (double)hosting.CostUsd(TimeSpan.FromSeconds(cells.LatencySeconds[cell]))
                : double.NaN
        : cells.CostUsd[cell] is { } cost ? (double)cost
        : double.NaN;

    private static MeanMeasure OfOutcome(Outcome outcome, GateRows rows, double level)
    {
        bool isCounted = outcome.IsMissing();
        return new MeanMeasure(
            rows,
            (scores, row, model) =>
                PerSample(scores, row, model, (cells, cell) => cells.Outcomes[cell] == outcome ? 1 : 0, isCounted),
            level
        )
        {
            HigherIsBetter = outcome == Outcome.Answered,
            Unit = GateUnit.Share,
            IsZeroOne = rows.HasOneEpoch,
            Range = (0, 1),
            Answers = (model, places) => rows.Answers(model, places, isCounted),
            IsCounted = isCounted,
            IsFact = _ => isCounted ? "counted, not tested" : null,
        };
    }

    /// <summary>Mean over the epochs of a sample; NaN where none of them has a response.</summary>
    private static double PerSample(
        TaskScores scores,
        int row,
        int model,
        Func<ModelCells, int, double> value,
        bool countsAll = false
    )
    {
        var (sum, n) = (0d, 0);
        for (int epoch = 0; epoch < scores.Task.Epochs; epoch++)
        {
            int cell = (row * scores.Task.Epochs) + epoch;
            if (countsAll || scores.Cells[model].Outcomes[cell].HasResponse())
            {
                sum += value(scores.Cells[model], cell);
                n++;
            }
        }

        return n == 0 ? double.NaN : sum / n;
    }
}
