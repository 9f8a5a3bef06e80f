using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Records;

/// <summary>What one model loses on changed copies of samples.</summary>
/// <param name="Task">Name of the task as it is declared.</param>
/// <param name="Perturbation">How the copies are changed.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Samples">Number of samples of which there is a copy.</param>
/// <param name="Original">Its score on the samples as they are; null when undefined.</param>
/// <param name="Copies">Its score on the copies; null when undefined.</param>
/// <param name="Loss">How much worse that is, in the metric's unit; null when undefined.</param>
/// <param name="Low">Lower limit of the loss.</param>
/// <param name="High">Upper limit of the loss.</param>
/// <param name="AdjustedPValue">Corrected p-value of no loss; null when not tested.</param>
/// <param name="Verdict">Of the copies against the samples as they are.</param>
/// <param name="Turned">Share of the answers that are others on the copies; null without answers to both.</param>
internal sealed record PerturbationRecord(
    string Task,
    string Perturbation,
    string Metric,
    string Model,
    int Samples,
    double? Original,
    double? Copies,
    double? Loss,
    double? Low,
    double? High,
    double? AdjustedPValue,
    PairVerdict Verdict,
    double? Turned
)
{
    /// <summary>The records of a change, one a model.</summary>
    public static IEnumerable<PerturbationRecord> Of(PerturbationComparison change) =>
        change.Rows.Select(row => new PerturbationRecord(
            change.Task,
            change.Perturbation,
            change.Metric,
            row.Model,
            change.Samples,
            row.Original.Value,
            row.Copies.Value,
            row.Loss.Value,
            row.Loss.Low,
            row.Loss.High,
            row.AdjustedPValue,
            row.Verdict,
            row.Turned
        ));
}
