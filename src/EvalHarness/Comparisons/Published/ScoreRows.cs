using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Published;

/// <summary>Turns scores from elsewhere, row by row, into the table that a comparison is made of.</summary>
public static class ScoreRows
{
    private const int MostFaults = 20;

    /// <summary>Squares of larger differences, summed over many samples, leave the range of numbers.</summary>
    private const double LargestScore = 1e140;

    /// <summary>
    /// Puts the rows in columns: a task for each task and prompt that they name, one where they name none. The metric of a task is
    /// <c>accuracy</c> when every score is 0 or 1 and <c>score</c>, their mean, otherwise. Tasks, models and samples keep the order in
    /// which they first occur; a model has a place in the tasks that it has a row in, and what it lacks there is not run.
    /// </summary>
    /// <param name="name">Name of the suite, and of the task where no row names one; such as the file's.</param>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="compare">What is compared with what; all models with each other by default.</param>
    /// <param name="clusterField">What the clusters are called; null when the rows have none.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <exception cref="DocumentException">Two rows score the same answer or contradict each other, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the comparison is none, or out of its range.</exception>
    public static ScoreTable Tabulate(
        string name,
        IEnumerable<ScoreRow> rows,
        CompareSpec? compare = null,
        string? clusterField = null,
        bool higherIsBetter = true,
        long seed = 0
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        DeclaredNumbers.Check(compare ?? new());
        ImmutableArray<ScoreRow> all = [.. rows];
        if (all.IsEmpty)
        {
            throw new DocumentException(new Fault(new Location(name), "no scores", "one row a sample and model"));
        }

        Check(all);
        ImmutableArray<ModelHeader> models =
        [
            .. all.Select(row => row.Model)
                .Distinct(StringComparer.Ordinal)
                .Select(model => new ModelHeader(model, "", ModelKind.General, "imported scores", model)),
        ];
        var slices = all.SelectMany(row => row.Slices.Keys).Distinct(StringComparer.Ordinal).ToImmutableArray();
        ImmutableArray<TaskScores> tasks =
        [
            .. from task in all.GroupBy(row => row.Task, StringComparer.Ordinal)
            let metric = ImportedScore.For(task.Select(row => row.Score).OfType<double>(), higherIsBetter)
            from prompt in task.GroupBy(row => row.Prompt, StringComparer.Ordinal)
            select ToTask(Named(name, task.Key, prompt.Key), [.. prompt], metric, models, clusterField, slices),
        ];
        CheckNames(tasks, all);
        var header = new RunHeader(name, name, "", DateTimeOffset.UnixEpoch)
        {
            IsFinished = true,
            Seed = seed,
            Models = models,
            Tasks = [.. tasks.Select(task => task.Task)],
            Compare = compare ?? new CompareSpec(Candidates: ["all"]),
        };
        return new ScoreTable(header, tasks);
    }

    private static TaskHeader Named(string name, string task, string prompt)
    {
        string declared = task.Length == 0 ? name : task;
        var variant = prompt.Length == 0 ? null : new TaskVariant(declared, prompt);
        return new TaskHeader(variant?.FullName() ?? declared, 0, 0) { Variant = variant };
    }

    private static TaskScores ToTask(
        TaskHeader named,
        ImmutableArray<ScoreRow> rows,
        ImportedScore metric,
        ImmutableArray<ModelHeader> all,
        string? clusterField,
        ImmutableArray<string> slices
    )
    {
        var present = rows.Select(row => row.Model).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<ModelHeader> headers = [.. all.Where(model => present.Contains(model.Name))];
        var models = Distinct(headers.Select(model => model.Name));
        var samples = Distinct(rows.Select(row => row.Sample));
        var epochs = Epochs(rows);
        var task = named with
        {
            Samples = samples.Count,
            Epochs = epochs.Count,
            ClusterField = clusterField,
            SliceFields = slices,
        };
        return new TaskScores
        {
            Task = task,
            Samples = [.. rows.DistinctBy(row => row.Sample).Select(ToSample)],
            Models = headers,
            Metrics = [metric],
            MetricNames = [metric.Name],
            Cells = Cells(rows, metric, models, samples, epochs),
        };
    }

    /// <summary>A task <c>a@b</c> and a prompt <c>b</c> of the task <c>a</c> would be one.</summary>
    private static void CheckNames(ImmutableArray<TaskScores> tasks, ImmutableArray<ScoreRow> rows)
    {
        if (
            tasks
                .Select(task => task.Task)
                .GroupBy(task => task.Name, StringComparer.Ordinal)
                .FirstOrDefault(same => same.Skip(1).Any()) is
            { } twice
        )
        {
            var row = rows.First(row => row.Task == twice.Key);
            throw new DocumentException(
                new Fault(row.At, $"a task '{twice.Key}', which is a task and its prompt too", "another name")
            );
        }
    }

    private static Dictionary<string, int> Distinct(IEnumerable<string> names) =>
        names
            .Distinct(StringComparer.Ordinal)
            .Index()
            .ToDictionary(place => place.Item, place => place.Index, StringComparer.Ordinal);

    /// <summary>Numbers the epochs in the order of their numbers, or of their names where one is no number.</summary>
    private static Dictionary<string, int> Epochs(ImmutableArray<ScoreRow> rows)
    {
        var labels = rows.Select(row => row.Epoch).Distinct(StringComparer.Ordinal).ToList();
        return Distinct(
            labels.TrueForAll(label => long.TryParse(label, CultureInfo.InvariantCulture, out _))
                ? labels.OrderBy(label => long.Parse(label, CultureInfo.InvariantCulture))
                : labels.Order(StringComparer.Ordinal)
        );
    }

    private static void Check(ImmutableArray<ScoreRow> rows)
    {
        var faults = new List<Fault>();
        var seen = new Dictionary<(string Task, string Prompt, string Sample, string Model, string Epoch), ScoreRow>();
        var first = new Dictionary<(string Task, string Sample), ScoreRow>();
        foreach (var row in rows)
        {
            if (row.Score is { } score && !(Math.Abs(score) <= LargestScore))
            {
                faults.Add(
                    new Fault(
                        row.At,
                        FormattableString.Invariant($"the score {score:R}"),
                        FormattableString.Invariant(
                            $"a number of at most {LargestScore:R} in size, whose square can be summed"
                        )
                    )
                );
            }

            var answer = (row.Task, row.Prompt, row.Sample, row.Model, row.Epoch);
            var sample = (row.Task, row.Sample);
            if (!seen.TryAdd(answer, row))
            {
                faults.Add(Twice(row, seen[answer]));
            }
            else if (!first.TryAdd(sample, row) && first[sample].Cluster != row.Cluster)
            {
                faults.Add(
                    new Fault(
                        row.At,
                        $"sample '{row.Sample}' in another cluster than at {first[sample].At}",
                        "one cluster a sample"
                    )
                );
            }
        }

        if (faults.Count > 0)
        {
            throw new DocumentException(faults.Take(MostFaults));
        }
    }

    private static Fault Twice(ScoreRow row, ScoreRow earlier) =>
        new(
            row.At,
            $"a second score of '{row.Model}' on sample '{row.Sample}' (the first: {earlier.At})",
            row.Epoch.Length == 0 ? "one score each, or a column that numbers the repeats" : "one score a repeat"
        );

    private static Sample ToSample(ScoreRow row) =>
        new(row.Sample, ImmutableDictionary<string, string>.Empty, [], row.At)
        {
            Cluster = row.Cluster,
            Slices = row.Slices,
        };

    private static ImmutableArray<ModelCells> Cells(
        ImmutableArray<ScoreRow> rows,
        ImportedScore metric,
        Dictionary<string, int> models,
        Dictionary<string, int> samples,
        Dictionary<string, int> epochs
    )
    {
        ImmutableArray<ModelCells> cells =
        [
            .. models.Select(_ => ModelCells.NotRun(samples.Count * epochs.Count, [metric], [])),
        ];
        foreach (var row in rows)
        {
            var columns = cells[models[row.Model]];
            int cell = (samples[row.Sample] * epochs.Count) + epochs[row.Epoch];
            columns.Outcomes[cell] = row.Score is null ? row.Outcome : Outcome.Answered;
            columns.CostUsd[cell] = row.CostUsd;
            columns.LatencySeconds[cell] = row.LatencySeconds ?? double.NaN;
            columns.Usage[cell] = row.Usage;
            if (row.Score is { } score)
            {
                columns.Statistics[0][2 * cell] = score;
                columns.Statistics[0][(2 * cell) + 1] = 1;
            }
        }

        return cells;
    }
}
