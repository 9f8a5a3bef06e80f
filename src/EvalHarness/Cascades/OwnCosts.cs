using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>What each answer of a model cost, where that is known; its mean where it is not.</summary>
/// <param name="Usd">US dollars, answer by answer.</param>
/// <param name="Unpriced">Answers whose own cost is unknown, and which count as the mean.</param>
internal sealed record OwnCosts(double[] Usd, int Unpriced)
{
    /// <summary>The mean over the answers.</summary>
    public double Mean => CompensatedSum.Mean(Usd);

    /// <summary>The costs of a model's answers; null where neither they nor the mean are known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="own">What its answers cost; null for an answer of unknown cost.</param>
    public static OwnCosts? Of(AnsweringModel model, ImmutableArray<double?> own)
    {
        int unpriced = own.Count(usd => usd is null);
        return unpriced > 0 && model.CostUsd is null
            ? null
            : new([.. own.Select(usd => usd ?? (double)model.CostUsd!)], unpriced);
    }
}
