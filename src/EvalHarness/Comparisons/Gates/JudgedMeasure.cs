using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// What a judge measures: what people would say, where their labels correct it. No gate goes by it, unless the suite allows that, where
/// nobody compared the judge's scores with those of people.
/// </summary>
/// <param name="inner">The judge's own mean.</param>
/// <param name="scores">The scores of the task.</param>
/// <param name="rows">The samples.</param>
/// <param name="metric">Place of the metric among those of the task.</param>
/// <param name="compare">The level.</param>
internal sealed class JudgedMeasure(
    IGateMeasure inner,
    TaskScores scores,
    GateRows rows,
    int metric,
    CompareSpec compare
) : IGateMeasure
{
    private readonly CorrectedScores? corrected = CorrectedScores.Of(scores, metric);

    /// <summary>The judge; null where the run does not know it.</summary>
    public JudgeHeader? Judge { get; init; }

    public bool HigherIsBetter => inner.HigherIsBetter;

    public GateUnit Unit => inner.Unit;

    public IReadOnlyList<Sample> Samples => inner.Samples;

    public GateEvidence Of(int model)
    {
        int[] places = Scored([model]);
        return places.Length > 0 && Mean(model, places) is { } mean
            ? Evidence(mean, corrected!.Total(model, At(places)), places, (0, 1))
            : Trusted(inner.Of(model), model);
    }

    public GateEvidence Difference(int model, int against)
    {
        int[] places = Scored([model, against]);
        var (first, second) = places.Length == 0 ? (null, null) : (Mean(model, places), Mean(against, places));
        return first is not null && second is not null
                ? Evidence(
                    first.Minus(second),
                    corrected!.Total(model, At(places)) + corrected.Total(against, At(places)),
                    places,
                    (-1, 1)
                )
            : first is null && second is null ? Trusted(inner.Difference(model, against), model)
            : FewLabels(first is null ? model : against, inner.Difference(model, against));
    }

    public double[] Marks(int model) => inner.Marks(model);

    /// <summary>The places that have a score of every one of some models; none where nothing is corrected.</summary>
    private int[] Scored(int[] models)
    {
        if (corrected is null)
        {
            return [];
        }

        int[] numbers = rows.Numbers;
        var known = models
            .Select(model => corrected.Scored(model, numbers).ToHashSet())
            .Aggregate((one, other) => [.. one.Intersect(other)]);
        return [.. Enumerable.Range(0, numbers.Length).Where(place => known.Contains(numbers[place]))];
    }

    private int[] At(int[] places)
    {
        int[] numbers = rows.Numbers;
        return [.. places.Select(place => numbers[place])];
    }

    private CorrectedMean? Mean(int model, int[] places) => corrected?.Mean(model, At(places), rows.Clusters(places));

    private GateEvidence Evidence(CorrectedMean mean, LabelledSums sums, int[] places, (double Low, double High) range)
    {
        double level = (2 * compare.Confidence) - 1;
        var estimate = CorrectedEstimates.Of(mean, sums, places.Length, rows.Clusters(places), level, range);
        return rows.IsLookedAt ? NoEvidence.Looked(new GateReason.NoTestAfterLooks())
            : mean.Tails() is { } tails
                ? new StudentEvidence(estimate, "prediction-powered t test", tails) { Range = range }
            : NoEvidence.Open(new GateReason.OneUnit(), estimate);
    }

    private GateEvidence Trusted(GateEvidence evidence, int model) =>
        evidence is NoEvidence || Judge is { AllowsUncalibrated: true } ? evidence
        : Judge is { Calibration: not null } ? FewLabels(model, evidence)
        : NoEvidence.Open(new GateReason.Uncalibrated(Judge?.Name ?? ""), evidence.Estimate);

    private NoEvidence FewLabels(int model, GateEvidence evidence) =>
        NoEvidence.Open(
            new GateReason.FewLabels(Judge?.Name ?? "", scores.Models[model].Name, LabelledAnswers.Fewest),
            evidence.Estimate
        );
}
