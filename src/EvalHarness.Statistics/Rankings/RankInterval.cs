namespace EvalHarness.Statistics.Rankings;

/// <summary>Where one model stands among several, over resamples that draw the same units for all of them.</summary>
/// <param name="Best">Best rank within the interval; 1 is the best of all.</param>
/// <param name="Worst">Worst rank within the interval.</param>
/// <param name="ProbabilityBest">Share of resamples in which it has rank 1; models that tie there share it.</param>
public readonly record struct RankInterval(int Best, int Worst, double ProbabilityBest);
