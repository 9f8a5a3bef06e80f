using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Curves;

/// <summary>A size of a learning curve as it was measured.</summary>
/// <param name="Model">The model trained on that many rows.</param>
/// <param name="Size">The number of training rows.</param>
/// <param name="Estimate">Its share of right answers with the interval of the leaderboard.</param>
public sealed record MeasuredSize(string Model, int Size, Estimate? Estimate);
