using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Histories;

/// <summary>What became of each model from one run of a suite to a later one: paired by sample, so that easy and hard ones cancel out.</summary>
public static class RunSteps
{
    /// <summary>
    /// The steps of all models that both runs asked, by the first metric of each task, with the test that suits the metric:
    /// McNemar's exact one for right and wrong (Q. McNemar, 1947, doi:10.1007/BF02295996), otherwise as a comparison of models has it.
    /// </summary>
    /// <param name="earlier">The earlier run.</param>
    /// <param name="later">The later run; its margin, level and seed count.</param>
    /// <returns>In the order of the later run's tasks and models; the verdicts wait for the correction over all steps.</returns>
    public static ImmutableArray<ModelStep> Between(ScoreTable earlier, ScoreTable later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var steps = ImmutableArray.CreateBuilder<ModelStep>();
        foreach (var runs in PairedRuns.Of(earlier, later))
        {
            for (int model = 0; model < runs.All.Models.Length; model++)
            {
                int before = PlaceOf(runs.AllBefore, runs.All.Models[model].Name);
                if (before >= 0)
                {
                    steps.Add(Step(runs, model, before, earlier.Header, later.Header));
                }
            }
        }

        return steps.ToImmutable();
    }

    private static ModelStep Step(PairedRuns runs, int model, int before, RunHeader earlier, RunHeader later)
    {
        string metric = runs.All.MetricNames[0];
        var (name, task) = (runs.All.Models[model].Name, runs.All.Task.Name);
        var step = new ModelStep(task, name, metric, earlier.Id, later.Id)
        {
            Shared = runs.Later.Samples.Length,
            Causes = StepCauses.Of(runs, model, before),
        };
        if (step.Shared == 0)
        {
            return step with { Obstacle = "the two runs share no sample" };
        }

        if (runs.Beside(metric, model, before) is not { } pair)
        {
            return step with { Obstacle = "the metric is not the same" };
        }

        var clusters = ClusterIndex.Over(pair.Samples, pair.Task.ClusterField);
        var comparator = Comparators.Comparators.Find(pair, metric, clusters, later);
        step = step with { IsShare = comparator.IsShare, HigherIsBetter = comparator.HigherIsBetter };
        if (IsSame(pair))
        {
            return step with { IsSame = true, Flips = RunFlips.Count(pair) };
        }

        var found = comparator.Compare(0, 1);
        return step with
        {
            Difference = found.Difference,
            PValue = found.PValue,
            IsEquivalent = found.IsEquivalent,
            NeededAt =
            [
                .. ModelStep.TestCounts.Select(tests => Missing(found, 1 - ((1 - later.Compare.Confidence) / tests))),
            ],
            Flips = RunFlips.Count(pair),
        };
    }

    private static long? Missing(PairedComparison found, double level)
    {
        double? missing = Math.Ceiling(found.NeededAt?.Invoke(level) ?? double.NaN) - found.Difference.N;
        return missing is > 0 and < 1e12 ? (long)missing : null;
    }

    private static bool IsSame(TaskScores pair)
    {
        var (now, then) = (pair.Cells[0], pair.Cells[1]);
        return now.Outcomes.AsSpan().SequenceEqual(then.Outcomes)
            && now.Answers.AsSpan().SequenceEqual(then.Answers)
            && now.Statistics.Zip(then.Statistics).All(both => both.First.AsSpan().SequenceEqual(both.Second))
            && now.Columns.Zip(then.Columns).All(both => both.First.AsSpan().SequenceEqual(both.Second));
    }

    private static int PlaceOf(TaskScores task, string model)
    {
        for (int place = 0; place < task.Models.Length; place++)
        {
            if (task.Models[place].Name == model)
            {
                return place;
            }
        }

        return -1;
    }
}
