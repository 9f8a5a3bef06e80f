using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring;

namespace EvalHarness.Reports.Exports;

/// <summary>A metric of a task as it is exported.</summary>
/// <param name="Measure">The metric.</param>
/// <param name="Place">Its place among the metrics with a vector a cell; -1 where it needs the whole set.</param>
/// <param name="Compared">What it says of the models.</param>
internal sealed record ExportMetric(IMeasure Measure, int Place, MetricComparison Compared)
{
    /// <summary>Name in the suite.</summary>
    public string Name => Measure.Name;

    /// <summary>Whether each sample has a value of its own, whose mean the score is.</summary>
    public bool HasValues => Measure is IMetric { IsMean: true };

    /// <summary>Whether each sample is right or wrong.</summary>
    public bool IsBinary => Measure is IMetric { IsBinary: true };

    /// <summary>The score of a model; null where it has none.</summary>
    /// <param name="model">Name of the model.</param>
    public LeaderboardRow? RowOf(string model) =>
        Compared.Leaderboard.FirstOrDefault(row => row.Model == model && row.Published is null);

    /// <summary>Value of one cell; null where it has none.</summary>
    /// <param name="scores">The scores of the task.</param>
    /// <param name="model">Position of the model.</param>
    /// <param name="cell">The cell.</param>
    public double? Value(TaskScores scores, int model, int cell) =>
        HasValues && CellValues.Of(scores, model, Place, cell) is { } value && double.IsFinite(value) ? value : null;

    /// <summary>Whether a value says that the answer is right; null where the metric is graded without a bound or is no matter of right.</summary>
    /// <param name="value">A value of one cell.</param>
    public bool? IsRight(double value) =>
        IsBinary || (Measure.HigherIsBetter && Measure.Range is (0, 1)) ? value >= 1 : null;
}
