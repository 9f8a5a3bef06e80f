using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Logs;

/// <summary>Gathers the scores of one task into columns.</summary>
/// <param name="scoring">Its answer format and metrics.</param>
/// <param name="models">The models that were asked, in the order of the suite.</param>
internal sealed class TaskColumns(TaskScoring scoring, ImmutableArray<ModelHeader> models)
{
    private readonly List<Sample> samples = new(scoring.Task.Samples);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ModelCells> cells =
    [
        .. models.Select(_ =>
            ModelCells.NotRun(scoring.Task.Samples * scoring.Task.Epochs, scoring.Metrics, scoring.WeightedMetrics)
        ),
    ];

    public void Add(Sample sample)
    {
        places.Add(sample.Id, samples.Count);
        samples.Add(sample);
    }

    /// <summary>Takes one line into its cell; false when the run has no such cell.</summary>
    public bool TryAdd(ScoreLine line)
    {
        int model = models.Index().FirstOrDefault(m => m.Item.Name == line.Model, (-1, null!)).Index;
        if (model < 0 || !places.TryGetValue(line.Sample, out int sample) || (uint)line.Epoch >= scoring.Task.Epochs)
        {
            return false;
        }

        Fill(cells[model], (sample * scoring.Task.Epochs) + line.Epoch, line);
        return true;
    }

    public TaskScores ToScores() =>
        new()
        {
            Task = scoring.Task,
            Samples = [.. samples],
            Models = models,
            Metrics = [.. scoring.Metrics.Select(Known)],
            WeightedMetrics = scoring.WeightedMetrics,
            MetricNames = scoring.MetricNames,
            Cells = GatheredRepeats.Of(
                scoring.Metrics,
                scoring.Task.Epochs,
                LabelledAnswers.Kept(scoring.Metrics, samples, cells)
            ),
        };

    /// <summary>An evaluator's metric that gave booleans alone is a share of right and wrong, which no suite has to say.</summary>
    private IMetric Known(IMetric metric)
    {
        if (metric is not EvaluatorMetric evaluator)
        {
            return metric;
        }

        var values = cells
            .SelectMany(model => model.Evaluations)
            .SelectMany(said => said)
            .Where(said => said.Name == metric.Name && said.Failure is null);
        bool isBoolean = false;
        foreach (var said in values)
        {
            if (!said.IsBoolean)
            {
                return metric;
            }

            isBoolean = true;
        }

        return evaluator with
        {
            IsBoolean = isBoolean,
        };
    }

    private void Fill(ModelCells columns, int cell, ScoreLine line)
    {
        columns.Outcomes[cell] = OutcomeWords.Parse(line.Outcome);
        columns.Answers[cell] = line.Answer;
        columns.CostUsd[cell] = line.CostUsd;
        columns.JudgingUsd[cell] = line.IsJudgingUnpriced ? double.NaN : line.JudgingUsd ?? 0;
        columns.Usage[cell] = line.Usage?.ToUsage();
        columns.Attempts[cell] = line.Attempts;
        columns.Routes[cell] = line.Route?.ToRoute();
        columns.Remarks[cell] = RemarkLine.ToRemarks(line.Remarks);
        columns.Evaluations[cell] = EvaluationLine.ToFindings(line.Evaluations);
        columns.Failures[cell] = line.Failure is { } failure ? new FailureClass(failure.Kind, failure.Status) : null;
        if (line.LatencySeconds is { } seconds)
        {
            columns.LatencySeconds[cell] = (double)seconds;
        }

        if (line.Confidence is { } confidence)
        {
            columns.Confidence[cell] = confidence;
        }

        foreach (var (place, metric) in scoring.Metrics.Index())
        {
            Copy(line, metric.Name, columns.Statistics[place], cell, metric.Width);
        }

        foreach (var (place, metric) in scoring.WeightedMetrics.Index())
        {
            Copy(line, metric.Name, columns.Columns[place], cell, metric.Columns);
        }
    }

    private static void Copy(ScoreLine line, string metric, double[] matrix, int cell, int width)
    {
        if (line.Scores?.TryGetValue(metric, out var vector) != true)
        {
            return;
        }

        var row = matrix.AsSpan(cell * width, width);
        row.Clear();
        vector.Values.AsSpan(0, Math.Min(width, vector.Values.Length)).CopyTo(row);
    }
}
