using System.Collections.Immutable;

namespace EvalHarness.Decisions.Information;

/// <summary>What a study is worth, at the size that pays best.</summary>
/// <param name="Id">Id of the study.</param>
/// <param name="N">The number of samples that pays best; null where the study has no size.</param>
/// <param name="Evsi">The expected value of what it would show, the wait taken into account.</param>
/// <param name="DelayCost">What waiting for it costs.</param>
/// <param name="Cost">What it costs at that size.</param>
/// <param name="Enbs">The expected net benefit of sampling: value less wait less cost.</param>
/// <param name="Sizes">The same at every size that was considered; empty where the study has no size.</param>
public sealed record StudyValue(
    string Id,
    double? N,
    double Evsi,
    double DelayCost,
    double Cost,
    double Enbs,
    ImmutableArray<StudySize> Sizes
)
{
    /// <summary>Monte Carlo standard error of the value.</summary>
    public double EvsiStandardError { get; init; }
}
