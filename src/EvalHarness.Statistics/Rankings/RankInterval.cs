namespace EvalHarness.Statistics.Rankings;

/// <summary>The places among several that are left open to one model.</summary>
/// <param name="Best">Best place; 1 is the best of all.</param>
/// <param name="Worst">Worst place.</param>
public readonly record struct RankInterval(int Best, int Worst);
