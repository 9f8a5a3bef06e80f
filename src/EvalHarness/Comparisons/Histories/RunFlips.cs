using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Comparisons.Histories;

/// <summary>Which samples a model won and lost from one run to another.</summary>
public static class RunFlips
{
    /// <summary>The samples of a task that a model's answers to scored otherwise, or were wrong otherwise, in the later run.</summary>
    /// <param name="earlier">The earlier run.</param>
    /// <param name="later">The later run.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="model">Name of the model.</param>
    /// <returns>In the order of the later run's dataset; empty where the two cannot be compared.</returns>
    public static ImmutableArray<SampleFlip> Between(ScoreTable earlier, ScoreTable later, string task, string model)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var flips = ImmutableArray.CreateBuilder<SampleFlip>();
        foreach (var runs in PairedRuns.Of(earlier, later).Where(runs => runs.All.Task.Name == task))
        {
            int place = Place(runs.All, model);
            int before = Place(runs.AllBefore, model);
            var pair = place < 0 || before < 0 ? null : runs.Beside(Measure(runs.All), place, before);
            for (int sample = 0; pair is not null && sample < pair.Samples.Length; sample++)
            {
                flips.Add(Flip(pair, sample));
            }
        }

        return [.. flips.Where(flip => flip.Kind is not FlipKind.Same)];
    }

    /// <summary>How many samples flipped; null where no metric scores them one by one.</summary>
    internal static FlipCounts? Count(TaskScores pair)
    {
        if (pair.Metrics is not [var metric] || !SampleMatrix.HasMeans(metric) || metric is Cost)
        {
            return null;
        }

        var flips = Enumerable.Range(0, pair.Samples.Length).Select(sample => Flip(pair, sample)).ToArray();
        int Of(FlipKind kind) => flips.Count(flip => flip.Kind == kind);
        int same = flips.Count(flip => flip is { Kind: FlipKind.Same, After: >= 1 });
        int differently = Of(FlipKind.WrongDifferently);
        return new FlipCounts(
            Of(FlipKind.Won),
            Of(FlipKind.Lost),
            same,
            differently + flips.Count(flip => flip is { Kind: FlipKind.Same, Before: not null, After: < 1 }),
            differently
        );
    }

    /// <summary>The metric that says of each sample how good it is: the first of the task that does, else its first.</summary>
    private static string Measure(TaskScores task) =>
        task.Metrics.FirstOrDefault(metric => metric.IsMean && metric is not Cost && metric.HigherIsBetter)?.Name
        ?? task.MetricNames[0];

    private static SampleFlip Flip(TaskScores pair, int sample)
    {
        var (after, before) = (Score(pair, 0, sample), Score(pair, 1, sample));
        string? now = Answer(pair, 0, sample);
        string? then = Answer(pair, 1, sample);
        var kind =
            after is not { } is_ || before is not { } was ? (now == then ? FlipKind.Same : FlipKind.WrongDifferently)
            : is_ > was ? FlipKind.Won
            : is_ < was ? FlipKind.Lost
            : is_ < 1 && now != then ? FlipKind.WrongDifferently
            : FlipKind.Same;
        return new SampleFlip(kind, pair.Samples[sample], before, after, then, now);
    }

    private static double? Score(TaskScores pair, int model, int sample)
    {
        if (pair.Metrics is not [{ IsMean: true } metric])
        {
            return null;
        }

        double sum = 0,
            count = 0;
        for (int cell = sample * pair.Task.Epochs; cell < (sample + 1) * pair.Task.Epochs; cell++)
        {
            if (pair.IsScored(model, 0, cell))
            {
                sum += pair.Cells[model].Statistics[0][cell * metric.Width];
                count += pair.Cells[model].Statistics[0][(cell * metric.Width) + 1];
            }
        }

        return count == 0 ? null : sum / count;
    }

    private static string? Answer(TaskScores pair, int model, int sample) =>
        pair.Cells[model].Answers[sample * pair.Task.Epochs];

    private static int Place(TaskScores task, string model) =>
        task.Models.Index().FirstOrDefault(one => one.Item.Name == model, (-1, null!)).Index;
}
