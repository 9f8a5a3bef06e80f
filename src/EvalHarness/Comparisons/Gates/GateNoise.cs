using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Agreement;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Whether the models' own noise could decide a gate: whether asking the same again could move its value past its bound.</summary>
/// <remarks>
/// The verdict stands: that noise is in the spread of the samples, which the tests go by. Two passes of one model differ by
/// √(2·s²/n), a difference of two models in two runs by √(2·(s²+t²)/n); of a model that was not asked again nothing is added, so that
/// the noise told is the least. A baseline does not change: what is told of it is the noise of the model that is asked now.
/// </remarks>
internal static class GateNoise
{
    /// <summary>The result with the noise, where that reaches the bound.</summary>
    /// <param name="draft">What the gate is about.</param>
    /// <param name="noise">What is known of the models' own noise.</param>
    /// <param name="result">The result without it.</param>
    public static GateResult Told(GateDraft draft, ImmutableArray<OwnNoise> noise, GateResult result)
    {
        if (
            noise.IsEmpty
            || draft.Sides.IsEmpty
            || result.Gate.Metric is not { } path
            || result.Estimate is not { Value: { } value, N: > 0 and var n }
        )
        {
            return result;
        }

        var (task, metric) = GateMeasures.Split(path);
        OwnNoise[] known =
        [
            .. noise.Where(one =>
                one.Task == task && one.Metric == metric && (one.Model == result.Model || one.Model == result.Reference)
            ),
        ];
        if (known.Length == 0)
        {
            return result;
        }

        double reach = Repeatability.Coefficient(known.Sum(one => one.Within), n * known[0].Epochs, known[0].Level);
        return reach > 0 && Math.Abs(value - draft.Weakest.Bound.Limit) <= reach
            ? result with
            {
                OwnNoise = reach,
            }
            : result;
    }
}
