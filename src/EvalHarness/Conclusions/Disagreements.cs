using System.Collections.Immutable;
using EvalHarness.Imports;
using EvalHarness.Logs;

namespace EvalHarness.Conclusions;

/// <summary>Holds the scores of another tool's log against those of a run that its answers made.</summary>
internal sealed class Disagreements
{
    private const double Same = 1e-6;

    private readonly List<Part> parts = [];
    private readonly List<(int Order, ScoreDisagreement Found)> found = [];

    /// <summary>The scores of a run, by the first metric of each task that is a mean.</summary>
    /// <param name="run">The run.</param>
    public Disagreements(ScoreTable run)
    {
        foreach (var task in run.Tasks)
        {
            int metric = task.MetricNames.Length == 0 ? -1 : task.PlaceOf(task.MetricNames[0]);
            if (metric >= 0 && task.Metrics[metric].IsMean)
            {
                parts.Add(new Part(task, metric));
            }
        }
    }

    /// <summary>Number of answers that both scored.</summary>
    public int Compared { get; private set; }

    /// <summary>Those that differ, in the order of tasks, models and samples.</summary>
    public ImmutableArray<ScoreDisagreement> Found() => [.. found.OrderBy(one => one.Order).Select(one => one.Found)];

    /// <summary>Takes an answer of a log.</summary>
    /// <param name="sample">The answer.</param>
    /// <param name="model">Name of its model in the run.</param>
    public void Add(ImportedSample sample, string model)
    {
        var score = sample.Scores.FirstOrDefault(one => one.Value is not null);
        if (score.Value is not { } theirs)
        {
            return;
        }

        foreach (var part in parts)
        {
            var match = part.Matcher.Find(sample.Id, sample.TextKeys, sample.Texts.Add(sample.Input));
            int place = part.Task.Models.Index().FirstOrDefault(one => one.Item.Name == model, (-1, null!)).Index;
            if (match.Place < 0 || place < 0 || sample.Epoch >= part.Task.Task.Epochs)
            {
                continue;
            }

            int cell = (match.Place * part.Task.Task.Epochs) + sample.Epoch;
            if (!part.Task.IsScored(place, part.Metric, cell))
            {
                continue;
            }

            Compared++;
            var statistics = part.Task.Cells[place].Statistics[part.Metric].AsSpan(2 * cell, 2);
            double ours = statistics[0] / statistics[1];
            if (Math.Abs(ours - theirs) > Same)
            {
                found.Add(
                    (
                        cell,
                        new ScoreDisagreement(
                            part.Task.Task.Name,
                            model,
                            part.Task.Samples[match.Place].Id,
                            part.Task.MetricNames[0],
                            ours,
                            score.Metric,
                            theirs
                        )
                    )
                );
            }
        }
    }

    private sealed class Part
    {
        public Part(TaskScores task, int metric)
        {
            (Task, Metric) = (task, metric);
            Matcher = new SampleMatcher(place => task.Samples[place].Fields.Values.MaxBy(text => text.Length) ?? "");
            foreach (var sample in task.Samples)
            {
                Matcher.Add(sample.Id, SampleTexts.Of(sample.Fields.Values));
            }
        }

        public TaskScores Task { get; }

        public int Metric { get; }

        public SampleMatcher Matcher { get; }
    }
}
