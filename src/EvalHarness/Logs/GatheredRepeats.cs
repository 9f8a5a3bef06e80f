using System.Collections.Immutable;
using EvalHarness.Scoring;

namespace EvalHarness.Logs;

/// <summary>Metrics of all repeats of a sample together get their number once all are at hand.</summary>
internal static class GatheredRepeats
{
    /// <summary>The cells of each model, each sample's repeats gathered.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="epochs">Repeats of a sample.</param>
    /// <param name="cells">The cells of each model, as the lines of the log have them.</param>
    public static ImmutableArray<ModelCells> Of(
        ImmutableArray<IMetric> metrics,
        int epochs,
        ImmutableArray<ModelCells> cells
    )
    {
        foreach (var (place, metric) in metrics.Index())
        {
            if (metric is not IRepeatedMetric repeated)
            {
                continue;
            }

            foreach (var model in cells)
            {
                for (int cell = 0; cell < model.Outcomes.Length; cell += epochs)
                {
                    repeated.Gather(
                        model.Answers.AsSpan(cell, epochs),
                        model.Statistics[place].AsSpan(cell * metric.Width, epochs * metric.Width)
                    );
                }
            }
        }

        return cells;
    }
}
