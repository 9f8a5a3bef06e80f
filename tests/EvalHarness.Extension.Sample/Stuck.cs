using EvalHarness.Core;
using EvalHarness.Scoring;

namespace Team.Evals;

/// <summary>Counts samples, and stands still for ever where a file is missing.</summary>
/// <param name="Until">The file.</param>
/// <param name="Sign">A file that it leaves when it begins to stand still.</param>
[Keyword("stuck")]
public sealed record Stuck(string Until, string Sign) : IMetric
{
    /// <inheritdoc/>
    public string Name => "stuck";

    /// <inheritdoc/>
    public int Width => 1;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (!File.Exists(Until))
        {
            File.WriteAllText(Sign, "");
            using var never = new ManualResetEventSlim();
            never.Wait();
        }

        statistics[0] = 1;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Math.Min(1, totals[0]);
}
