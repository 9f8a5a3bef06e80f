using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// The columns of a correlation with the numbers that a model did not answer put where they would lower the correlation most,
/// or raise it most: a model that leaves out what it finds hard must not look better for it. Rank correlations take them beyond
/// all numbers answered; Pearson's, which an answer far out could bring anywhere, at the ends of what was answered or asked.
/// C. F. Manski, "Nonparametric bounds on treatment effects", American Economic Review 80(2), 319-323 (1990).
/// </summary>
/// <param name="scores">The scores of the task.</param>
/// <param name="metric">Place of the correlation among the metrics that need the whole set.</param>
internal sealed class CompletedRanks(TaskScores scores, int metric)
{
    private const int Width = 2;
    private readonly bool isOfRanks = ((RankCorrelation)scores.WeightedMetrics[metric]).Kind != CorrelationKind.Pearson;

    /// <summary>Whether a model left some of these samples without a number, though it responded.</summary>
    public bool IsNeeded(int model, int[] rows) => rows.Any(row => Unanswered(model, row).Any());

    /// <summary>The columns of a model, completed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isHigh">Whether the correlation is to be raised.</param>
    public double[] Columns(int model, bool isHigh)
    {
        double[] columns = [.. scores.Cells[model].Columns[metric]];
        (int Cell, double Target)[] open =
        [
            .. Enumerable.Range(0, scores.Samples.Length).SelectMany(row => Unanswered(model, row)),
        ];
        if (open.Length == 0)
        {
            return columns;
        }

        double[] answers = [.. Column(columns, 0)];
        double[] targets = [.. Column(columns, 1).Concat(open.Select(one => one.Target)).Order()];
        double[] seen = [.. answers, .. targets];
        var (least, most) = isOfRanks && answers.Length > 0 ? (answers.Min(), answers.Max()) : (seen.Min(), seen.Max());
        double median = (targets[(targets.Length - 1) / 2] + targets[targets.Length / 2]) / 2;
        foreach (var (cell, target) in open)
        {
            // Beyond the numbers answered by the way of the target from the median, so that their own order counts as well.
            double beyond = isOfRanks ? 1 + Math.Abs(target - median) : 0;
            bool isUp = target > median == isHigh;
            columns[Width * cell] = isUp ? most + beyond : least - beyond;
            columns[(Width * cell) + 1] = target;
        }

        return columns;
    }

    private IEnumerable<(int Cell, double Target)> Unanswered(int model, int row)
    {
        var cells = scores.Cells[model];
        for (int epoch = 0; epoch < scores.Task.Epochs; epoch++)
        {
            int cell = (row * scores.Task.Epochs) + epoch;
            if (
                cells.Outcomes[cell].HasResponse()
                && double.IsNaN(cells.Columns[metric][Width * cell])
                && scores.Samples[row].Targets is [var target, ..]
                && NumericAnswers.Parse(target)?.Fraction is { } number
            )
            {
                yield return (cell, number);
            }
        }
    }

    private static IEnumerable<double> Column(double[] columns, int place) =>
        columns.Where((value, i) => i % Width == place && !double.IsNaN(value));
}
