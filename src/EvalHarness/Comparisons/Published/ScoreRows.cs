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
    /// Puts the rows in columns: one task, whose metric is <c>accuracy</c> when every score is 0 or 1 and <c>score</c>, their
    /// mean, otherwise. Models and samples keep the order in which they first occur; what a model lacks is not run.
    /// </summary>
    /// <param name="name">Name of suite and task, such as the file's.</param>
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

        var models = Distinct(all.Select(row => row.Model));
        var samples = Distinct(all.Select(row => row.Sample));
        var epochs = Epochs(all);
        Check(all);
        var metric = ImportedScore.For(all.Select(row => row.Score).OfType<double>(), higherIsBetter);
        ImmutableArray<ModelHeader> headers =
        [
            .. models.Keys.Select(model => new ModelHeader(model, "", ModelKind.General, "imported scores", model)),
        ];
        var slices = all.SelectMany(row => row.Slices.Keys).Distinct(StringComparer.Ordinal);
        var task = new TaskHeader(name, samples.Count, epochs.Count)
        {
            ClusterField = clusterField,
            SliceFields = [.. slices],
        };
        var header = new RunHeader(name, name, "", DateTimeOffset.UnixEpoch)
        {
            IsFinished = true,
            Seed = seed,
            Models = headers,
            Tasks = [task],
            Compare = compare ?? new CompareSpec(Candidates: ["all"]),
        };
        var scores = new TaskScores
        {
            Task = task,
            Samples = [.. all.DistinctBy(row => row.Sample).Select(ToSample)],
            Models = headers,
            Metrics = [metric],
            MetricNames = [metric.Name],
            Cells = Cells(all, metric, models, samples, epochs),
        };
        return new ScoreTable(header, [scores]);
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
        var seen = new Dictionary<(string Sample, string Model, string Epoch), ScoreRow>();
        var first = new Dictionary<string, ScoreRow>(StringComparer.Ordinal);
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

            if (!seen.TryAdd((row.Sample, row.Model, row.Epoch), row))
            {
                faults.Add(Twice(row, seen[(row.Sample, row.Model, row.Epoch)]));
            }
            else if (!first.TryAdd(row.Sample, row) && first[row.Sample].Cluster != row.Cluster)
            {
                faults.Add(
                    new Fault(
                        row.At,
                        $"sample '{row.Sample}' in another cluster than at {first[row.Sample].At}",
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
