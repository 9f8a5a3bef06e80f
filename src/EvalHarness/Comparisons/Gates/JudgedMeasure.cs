using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// What a judge measures. No gate goes by it where more answers have no verdict than requests may fail, nor, unless the suite allows
/// that, where nobody compared the judge's scores with those of people.
/// </summary>
/// <param name="inner">The measure.</param>
/// <param name="scores">The scores of the task.</param>
/// <param name="rows">The samples.</param>
/// <param name="metric">Place of the metric among those of the task.</param>
/// <param name="judge">The judge; null where the run does not know it.</param>
/// <param name="allowed">Share of answers that may be without a verdict, in [0, 1].</param>
internal sealed class JudgedMeasure(
    IGateMeasure inner,
    TaskScores scores,
    GateRows rows,
    int metric,
    JudgeHeader? judge,
    double allowed
) : IGateMeasure
{
    public bool HigherIsBetter => inner.HigherIsBetter;

    public GateUnit Unit => inner.Unit;

    public IReadOnlyList<Sample> Samples => inner.Samples;

    public GateEvidence Of(int model) => Unjudged(model) ?? Trusted(inner.Of(model));

    public GateEvidence Difference(int model, int against) =>
        Unjudged(model) ?? Unjudged(against) ?? Trusted(inner.Difference(model, against));

    public double[] Marks(int model) => inner.Marks(model);

    private GateEvidence Trusted(GateEvidence evidence) =>
        evidence is NoEvidence || judge is { AllowsUncalibrated: true }
            ? evidence
            : NoEvidence.Open(new GateReason.Uncalibrated(judge?.Name ?? ""), evidence.Estimate);

    /// <summary>That too many answers of a model have no verdict; null where enough have one.</summary>
    private NoEvidence? Unjudged(int model)
    {
        var (answers, without) = (0L, 0L);
        foreach (var (cells, cell) in rows.Cells(model))
        {
            if (cells.Outcomes[cell].HasResponse())
            {
                answers++;
                without += cells.Statistics[metric][(cell * scores.Metrics[metric].Width) + 1] == 0 ? 1 : 0;
            }
        }

        return without > allowed * answers
            ? NoEvidence.Error(new GateReason.Unjudged(scores.Models[model].Name, without, answers, allowed))
            : null;
    }
}
