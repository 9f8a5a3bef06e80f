using EvalHarness.Core;
using EvalHarness.Scoring;

namespace Team.Evals;

/// <summary>Counts samples, and stands still until a file is there.</summary>
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
        while (!File.Exists(Until))
        {
            File.WriteAllText(Sign, "");
            Thread.Sleep(20);
        }

        statistics[0] = 1;
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Math.Min(1, totals[0]);
}
