using System.Collections.Immutable;
using EvalHarness.Imports;
using EvalHarness.Logs;

namespace EvalHarness.Conclusions;

/// <summary>Holds the scores of another tool's log against those of a run that its answers made.</summary>
internal sealed class Disagreements
{
    private const double Same = 1e-6;

    private readonly List<Part> parts = [];
    private readonly Dictionary<(string Task, string Model), List<Tally>> tallies = [];

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

    /// <summary>What was found: of several filters, splits or perturbations those that the run took.</summary>
    /// <returns>Number of answers that both scored, and those that differ, in the order of tasks, models and samples.</returns>
    public (int Compared, ImmutableArray<ScoreDisagreement> Differ) Found()
    {
        Tally[] chosen =
        [
            .. tallies.Values.Select(of =>
                of.First(one => one.Variant == VariantChoice.Of([.. of.Select(other => other.Variant)]))
            ),
        ];
        return (
            chosen.Sum(one => one.Compared),
            [
                .. chosen
                    .SelectMany(one => one.Differ)
                    .OrderBy(one => parts.FindIndex(part => part.Task.Task.Name == one.Found.Task))
                    .ThenBy(one => one.Found.Model, StringComparer.Ordinal)
                    .ThenBy(one => one.Cell)
                    .Select(one => one.Found),
            ]
        );
    }

    /// <summary>Takes an answer of a log.</summary>
    /// <param name="sample">The answer.</param>
    /// <param name="model">Name of its model in the run.</param>
    public void Add(ImportedSample sample, string model)
    {
        var tally = TallyOf(sample);
        var score = sample.Scores.FirstOrDefault(one => one.Value is not null);
        if (score.Value is not { } theirs)
        {
            return;
        }

        foreach (var part in parts)
        {
            if (part.Score(sample, model) is not var (cell, id, ours))
            {
                continue;
            }

            tally.Compared++;
            if (Math.Abs(ours - theirs) > Same)
            {
                tally.Differ.Add(
                    (
                        cell,
                        new ScoreDisagreement(
                            part.Task.Task.Name,
                            model,
                            id,
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

    private Tally TallyOf(ImportedSample sample)
    {
        if (!tallies.TryGetValue((sample.Task, sample.Model), out var of))
        {
            tallies[(sample.Task, sample.Model)] = of = [];
        }

        if (of.Find(one => one.Variant == sample.Variant) is not { } tally)
        {
            of.Add(tally = new Tally(sample.Variant));
        }

        return tally;
    }

    /// <summary>What was found under one variant.</summary>
    private sealed class Tally(string variant)
    {
        public string Variant { get; } = variant;

        public int Compared { get; set; }

        public List<(int Cell, ScoreDisagreement Found)> Differ { get; } = [];
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

        /// <summary>The run's score of an answer, with its cell and the sample's id; null where it has none.</summary>
        public (int Cell, string Id, double Score)? Score(ImportedSample sample, string model)
        {
            var match = Matcher.Find(sample.Id, sample.TextKeys, sample.Texts.Add(sample.Input));
            int place = Task.Models.Index().FirstOrDefault(one => one.Item.Name == model, (-1, null!)).Index;
            if (match.Place < 0 || place < 0 || sample.Epoch >= Task.Task.Epochs)
            {
                return null;
            }

            int cell = (match.Place * Task.Task.Epochs) + sample.Epoch;
            if (!Task.IsScored(place, Metric, cell))
            {
                return null;
            }

            var statistics = Task.Cells[place].Statistics[Metric].AsSpan(2 * cell, 2);
            return (cell, Task.Samples[match.Place].Id, statistics[0] / statistics[1]);
        }
    }
}
