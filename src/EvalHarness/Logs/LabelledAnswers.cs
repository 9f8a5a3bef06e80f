using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Logs;

/// <summary>How many answers people must have labelled before the mean score of a judge is corrected by them.</summary>
internal static class LabelledAnswers
{
    /// <summary>Fewest labelled answers: below, t intervals of scores between limits do not hold.</summary>
    public const int Fewest = 20;

    /// <summary>Fewest independent samples, or clusters of them, in which they lie.</summary>
    public const int FewestUnits = 10;

    /// <summary>Whether so many labels are enough.</summary>
    /// <param name="labelled">Labelled answers.</param>
    /// <param name="units">Clusters in which they lie.</param>
    public static bool AreEnough(double labelled, int units) => labelled >= Fewest && units >= FewestUnits;

    /// <summary>The cells of each model, the labels of those models taken out that have too few: everything uses them, or nothing.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="cells">The cells of each model.</param>
    public static ImmutableArray<ModelCells> Kept(
        ImmutableArray<IMetric> metrics,
        List<Sample> samples,
        ImmutableArray<ModelCells> cells
    )
    {
        for (int metric = 0; metric < metrics.Length; metric++)
        {
            if (metrics[metric] is not Judged judged || samples.Count == 0)
            {
                continue;
            }

            foreach (var model in cells)
            {
                Keep(model.Statistics[metric], judged.Width, samples);
            }
        }

        return cells;
    }

    /// <summary>Whether people labelled answers enough of a model that its score by a metric is corrected.</summary>
    /// <param name="scores">The scores of a task.</param>
    /// <param name="metric">Place of the metric.</param>
    public static bool Correct(TaskScores scores, int metric) =>
        scores.Metrics[metric] is Judged judged
        && scores.Cells.Any(model => HasLabels(model.Statistics[metric], judged.Width));

    private static bool HasLabels(double[] statistics, int width)
    {
        for (int start = 0; start < statistics.Length; start += width)
        {
            if (Judged.LabelsIn(statistics.AsSpan(start, width)) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Keep(double[] statistics, int width, List<Sample> samples)
    {
        int count = statistics.Length / width;
        int epochs = count / samples.Count;
        double labelled = 0;
        var units = new HashSet<string>(StringComparer.Ordinal);
        for (int cell = 0; cell < count; cell++)
        {
            double labels = Judged.LabelsIn(statistics.AsSpan(cell * width, width));
            if (labels > 0)
            {
                labelled += labels;
                var sample = samples[cell / epochs];
                units.Add(sample.Cluster is { } cluster ? $"c{cluster}" : $"s{sample.Id}");
            }
        }

        if (labelled == 0 || AreEnough(labelled, units.Count))
        {
            return;
        }

        for (int cell = 0; cell < count; cell++)
        {
            Judged.Unlabel(statistics.AsSpan(cell * width, width));
        }
    }
}
