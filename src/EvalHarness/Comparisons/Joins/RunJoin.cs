using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Joins;

/// <summary>Joins several runs of the same task into one table, sample by sample.</summary>
public static class RunJoin
{
    /// <summary>
    /// The tasks that all runs have, on the samples that all runs have. A sample must have the same content in every run;
    /// a model that occurs in several runs is told apart by the run's id.
    /// </summary>
    /// <param name="runs">The runs with their scores; at least one.</param>
    /// <param name="compare">What is compared with what; as the first run says by default.</param>
    /// <exception cref="DocumentException">The runs share no task or sample, or ask different things under one name.</exception>
    public static ScoreTable Join(ImmutableArray<ScoreTable> runs, CompareSpec? compare = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs.Length, 1);
        var header = runs[0].Header with { Compare = compare ?? runs[0].Header.Compare };
        if (runs.Length == 1)
        {
            return runs[0] with { Header = header };
        }

        var names = Names(runs);
        var warnings = new List<string>();
        var tasks = runs[0]
            .Tasks.Where(task => runs.All(run => Find(run, task.Task.Name) is not null))
            .Select(task => Join(runs, names, task.Task.Name, warnings))
            .ToImmutableArray();
        if (tasks.IsEmpty)
        {
            throw Fault(runs[1], "a run that shares no task with the first", "runs of the same task");
        }

        return new ScoreTable(
            header with
            {
                Id = string.Join('+', runs.Select(run => run.Header.Id)),
                Models = [.. runs.SelectMany((run, i) => run.Header.Models.Select(model => Renamed(model, names[i])))],
                Tasks = [.. tasks.Select(task => task.Task)],
                Terms = Terms(runs, names),
                Warnings = [.. runs.SelectMany(run => run.Header.Warnings).Concat(warnings).Distinct()],
            },
            tasks
        );
    }

    /// <summary>What the runs declare of their models and data sets; what the first asks for holds for all.</summary>
    private static DeclaredTerms? Terms(ImmutableArray<ScoreTable> runs, Dictionary<string, string>[] names)
    {
        var declared = runs.Index().Where(run => run.Item.Header.Terms is not null).ToArray();
        return declared.Length == 0
            ? null
            : new(
                [
                    .. declared.SelectMany(run =>
                        run.Item.Header.Terms!.Models.Select(model =>
                            model with
                            {
                                Model = names[run.Index].GetValueOrDefault(model.Model, model.Model),
                            }
                        )
                    ),
                ],
                [.. declared.SelectMany(run => run.Item.Header.Terms!.Datasets).DistinctBy(data => data.Task)],
                runs[0].Header.Terms?.Require
            );
    }

    /// <summary>What each run's models are called in the joined table.</summary>
    private static Dictionary<string, string>[] Names(ImmutableArray<ScoreTable> runs)
    {
        var counts = runs.SelectMany(run => run.Header.Models)
            .CountBy(model => model.Name)
            .ToDictionary(StringComparer.Ordinal);
        return
        [
            .. runs.Select(run =>
                run.Header.Models.ToDictionary(
                    model => model.Name,
                    model => counts[model.Name] > 1 ? $"{model.Name} ({run.Header.Id})" : model.Name,
                    StringComparer.Ordinal
                )
            ),
        ];
    }

    private static TaskScores Join(
        ImmutableArray<ScoreTable> runs,
        Dictionary<string, string>[] names,
        string name,
        List<string> warnings
    )
    {
        var parts = runs.Select(run => Find(run, name)!).ToImmutableArray();
        var first = parts[0];
        for (int i = 1; i < parts.Length; i++)
        {
            CheckAlike(runs[i], first, parts[i]);
        }

        var places = parts.Select(part => part.Samples.Index().ToDictionary(s => s.Item.Id, s => s.Index)).ToArray();
        var shared = first.Samples.Where(sample => Array.TrueForAll(places, part => part.ContainsKey(sample.Id)));
        ImmutableArray<Sample> samples = [.. shared];
        CheckContent(runs, parts, places, samples);
        int most = parts.Max(part => part.Samples.Length);
        if (samples.Length < most)
        {
            warnings.Add(
                FormattableString.Invariant(
                    $"{name}: only the {samples.Length} samples that every run has are compared, of up to {most} in one run."
                )
            );
        }

        var picked = parts
            .Select((part, i) => part.Pick([.. samples.Select(sample => places[i][sample.Id])]))
            .ToImmutableArray();
        return picked[0] with
        {
            Task = picked[0].Task with
            {
                Protocols = parts
                    .SelectMany((part, i) => part.Task.Protocols.Select(p => (Model: names[i][p.Key], p.Value)))
                    .ToImmutableDictionary(p => p.Model, p => p.Value),
            },
            Models = [.. parts.SelectMany((part, i) => part.Models.Select(model => Renamed(model, names[i])))],
            Cells = [.. picked.SelectMany(part => part.Cells)],
        };
    }

    private static void CheckAlike(ScoreTable run, TaskScores first, TaskScores other)
    {
        string name = first.Task.Name;
        if (other.Task.Epochs != first.Task.Epochs)
        {
            throw Fault(
                run,
                $"task '{name}' with {other.Task.Epochs} repeats",
                $"{first.Task.Epochs} as in the first run"
            );
        }

        if (
            !other.MetricNames.SequenceEqual(first.MetricNames)
            || !Widths(other).SequenceEqual(Widths(first))
            || !other.Task.Labels.SequenceEqual(first.Task.Labels)
        )
        {
            throw Fault(run, $"task '{name}' with other metrics or labels", "those of the first run: score it again");
        }
    }

    private static IEnumerable<int> Widths(TaskScores task) => task.Metrics.Select(metric => metric.Width);

    private static void CheckContent(
        ImmutableArray<ScoreTable> runs,
        ImmutableArray<TaskScores> parts,
        Dictionary<string, int>[] places,
        ImmutableArray<Sample> samples
    )
    {
        string name = parts[0].Task.Name;
        if (samples.IsEmpty)
        {
            throw Fault(runs[1], $"no sample of task '{name}' that every run has", "runs over the same samples");
        }

        for (int i = 1; i < parts.Length; i++)
        {
            foreach (var sample in samples)
            {
                if (parts[i].Samples[places[i][sample.Id]].ContentHash != sample.ContentHash)
                {
                    throw Fault(
                        runs[i],
                        $"sample '{VisibleText.Id(sample.Id)}' of '{name}' with other content",
                        "that of the first run"
                    );
                }
            }
        }
    }

    private static TaskScores? Find(ScoreTable run, string task) =>
        run.Tasks.FirstOrDefault(scores => scores.Task.Name == task);

    private static ModelHeader Renamed(ModelHeader model, Dictionary<string, string> names) =>
        model with
        {
            Name = names[model.Name],
        };

    private static DocumentException Fault(ScoreTable run, string found, string expected) =>
        new(new Fault(new Location(run.Header.Id), found, expected));
}
