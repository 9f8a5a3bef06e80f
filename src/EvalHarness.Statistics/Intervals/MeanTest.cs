namespace EvalHarness.Statistics.Intervals;

/// <summary>An interval of a mean and the test of it against a bound.</summary>
/// <param name="Statistic">The test's statistic; negative where the mean lies below the bound.</param>
/// <param name="Interval">The interval of the mean; one of its ends is the bound where a one-sided p is (1-level)/2.</param>
/// <param name="PLess">One-sided p of the alternative that the mean is smaller than the bound.</param>
/// <param name="PGreater">One-sided p of the alternative that the mean is larger than the bound.</param>
public sealed record MeanTest(double Statistic, Interval Interval, double PLess, double PGreater);
