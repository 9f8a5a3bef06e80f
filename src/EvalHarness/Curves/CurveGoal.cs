using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Curves;

/// <summary>What a learning curve is to reach.</summary>
/// <param name="Model">The model to be caught up with; null where a share was given.</param>
/// <param name="Share">Its share of right answers, taken as if it were exact.</param>
/// <param name="Needed">The training rows that it takes with each probability.</param>
public sealed record CurveGoal(string? Model, double Share, ImmutableArray<CurveNeed> Needed)
{
    /// <summary>The model's score with its interval; null where a share was given.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>The training rows at even odds; null where no number of rows was found.</summary>
    public double? Even => Needed.FirstOrDefault(need => need.Probability == 0.5)?.Size;
}
