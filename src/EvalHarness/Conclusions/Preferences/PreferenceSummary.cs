using System.Collections.Immutable;
using EvalHarness.Statistics.Rankings;

namespace EvalHarness.Conclusions.Preferences;

/// <summary>What a judge that compares answers with each other prefers, and what besides the answers moves it.</summary>
/// <param name="Against">Name of the model that all others are compared with, or <c>all</c>.</param>
/// <param name="Models">The win rate of each model, in the order of the run; the one that all others are compared with is left out.</param>
/// <param name="Pairs">Each two models once, in the order of the run.</param>
/// <param name="Counts">How many pairs of answers there are, and what became of them.</param>
/// <param name="Position">What a place is worth to the judge.</param>
/// <param name="LongerWins">
/// The share that the longer of two answers gets, ties as halves, over pairs of different lengths; each two texts of a sample count once.
/// </param>
/// <param name="Strengths">
/// Bradley-Terry strengths of the models in the order of the run; null unless all are compared with all, and where there are none.
/// </param>
/// <param name="Confidence">Level of all intervals, in (0, 1).</param>
public sealed record PreferenceSummary(
    string Against,
    ImmutableArray<WinRate> Models,
    ImmutableArray<PairWinRate> Pairs,
    PairCounts Counts,
    PositionBias Position,
    ClusteredRate LongerWins,
    ClusteredBradleyTerry? Strengths,
    double Confidence
)
{
    /// <summary>Whether every model is compared with every other.</summary>
    public bool IsRound => Against == Scoring.Judges.Pairwise.All;
}
