namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// The value of a metric from the totals of its sufficient statistics; null where it is undefined for them (resamples where
/// it is are left out and counted). Called from several threads at once.
/// </summary>
/// <param name="totals">The sum of the rows of the units drawn.</param>
public delegate double? Formula(ReadOnlySpan<double> totals);

/// <summary>Takes the totals of one resample. Called from several threads at once, once for each resample.</summary>
/// <param name="resample">Number of the resample, from 0.</param>
/// <param name="totals">Its totals.</param>
internal delegate void TotalsSink(int resample, ReadOnlySpan<double> totals);
