namespace EvalHarness.Statistics.Rankings;

/// <summary>What joint resampling says of one model's place among several.</summary>
/// <param name="Rank">Its rank in the data; 1 is best, equal values share the better rank.</param>
/// <param name="RankLow">Best rank within the interval.</param>
/// <param name="RankHigh">Worst rank within the interval.</param>
/// <param name="ProbabilityBest">Share of resamples in which it is best; ties are split.</param>
public sealed record RankSummary(int Rank, int RankLow, int RankHigh, double ProbabilityBest);
