using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>The samples that a gate is about: those of one task or of all, whole or a slice.</summary>
internal sealed class GateRows
{
    private readonly (TaskScores Scores, int Row)[] rows;
    private readonly (string Field, string Value)? slice;
    private readonly ScoreTable? planned;

    private GateRows((TaskScores, int)[] rows, (string Field, string Value)? slice, ScoreTable? planned) =>
        (this.rows, this.slice, this.planned) = (rows, slice, planned);

    public int Count => rows.Length;

    /// <summary>Whether the run could stop at any look at its data: a test for one look claims too much then.</summary>
    public bool IsLookedAt => planned is not null;

    /// <summary>Whether each sample was asked once.</summary>
    public bool HasOneEpoch => Array.TrueForAll(rows, at => at.Scores.Task.Epochs == 1);

    /// <summary>Whether all samples are those of one task.</summary>
    public bool HasOneTask => Array.TrueForAll(rows, at => at.Scores == rows[0].Scores);

    public IReadOnlyList<Sample> Samples => [.. rows.Select(at => at.Scores.Samples[at.Row])];

    /// <summary>Row numbers; the gate is about one task.</summary>
    public int[] Numbers => [.. rows.Select(at => at.Row)];

    /// <summary>The rows of some tasks, of one slice of them where a slice is named.</summary>
    /// <param name="tasks">The tasks, with the samples asked.</param>
    /// <param name="slice">The slice, as <c>field=value</c>; null for all.</param>
    /// <param name="planned">The whole run where it could stop at any look; null where it could not.</param>
    public static GateRows Of(IEnumerable<TaskScores> tasks, string? slice, ScoreTable? planned)
    {
        int cut = slice?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        var (field, value) = cut < 0 ? ("", "") : (slice![..cut].Trim(), slice[(cut + 1)..].Trim());
        (string, string)? part = slice is null ? null : (field, value);
        return new GateRows(
            [
                .. from scores in tasks
                from row in Rows.All(scores)
                where IsIn(part, scores.Samples[row])
                select (scores, row),
            ],
            part,
            planned
        );
    }

    /// <summary>
    /// The independent units of a run that could stop, as they were drawn: the places of each that are among those given, and
    /// how many units and samples in the largest the plan has. The rows are of one task.
    /// </summary>
    /// <param name="places">Places among these rows.</param>
    public (IReadOnlyList<int[]> Units, int Planned, int Largest) Units(int[] places)
    {
        var whole = planned!.Tasks.First(task => task.Task.Name == rows[0].Scores.Task.Name);
        var order = SamplingOrder.Of(planned.Header.Seed, whole);
        var placeOf = places.ToDictionary(
            place => rows[place].Scores.Samples[rows[place].Row].Id,
            StringComparer.Ordinal
        );
        var units = new List<int[]>();
        var (count, largest, start) = (0, 0, 0);
        foreach (int end in order.UnitEnds)
        {
            string[] ids =
            [
                .. order
                    .Samples[start..end]
                    .Select(place => whole.Samples[place])
                    .Where(sample => IsIn(slice, sample))
                    .Select(sample => sample.Id),
            ];
            start = end;
            (count, largest) = (count + (ids.Length > 0 ? 1 : 0), Math.Max(largest, ids.Length));
            units.Add([.. ids.Where(placeOf.ContainsKey).Select(id => placeOf[id])]);
        }

        return (units, count, largest);
    }

    /// <summary>One number a row; NaN where there is none.</summary>
    public double[] Values(Func<TaskScores, int, double> value) => [.. rows.Select(at => value(at.Scores, at.Row))];

    /// <summary>The clusters of some rows; a cluster of one task is none of another.</summary>
    /// <param name="places">Places among these rows.</param>
    public ClusterIndex Clusters(int[] places)
    {
        var numbers = new Dictionary<(string, string), int>();
        int[] of = new int[places.Length];
        int next = 0;
        for (int i = 0; i < of.Length; i++)
        {
            var (scores, row) = rows[places[i]];
            string? name = scores.Task.ClusterField is null ? null : scores.Samples[row].Cluster;
            if (name is null)
            {
                of[i] = next++;
            }
            else if (!numbers.TryGetValue((scores.Task.Name, name), out of[i]))
            {
                numbers[(scores.Task.Name, name)] = of[i] = next++;
            }
        }

        return new ClusterIndex(of, next, next == of.Length);
    }

    private static bool IsIn((string Field, string Value)? slice, Sample sample) =>
        slice is not var (field, value) || sample.Slices.GetValueOrDefault(field) == value;

    /// <summary>Number of answers of a model at some places among these rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="places">The places.</param>
    /// <param name="countsAll">Whether requests without a response count as well.</param>
    public long Answers(int model, int[] places, bool countsAll) =>
        Cells(model, places.Select(place => rows[place]))
            .LongCount(at => countsAll || at.Cells.Outcomes[at.Cell].HasResponse());

    /// <summary>How many of a model's answers in these rows have a score; null where the metric is no metric of their one task.</summary>
    /// <param name="model">The model.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="compare">What is compared with what.</param>
    public Completeness? Scored(int model, string metric, CompareSpec compare)
    {
        var scores = rows[0].Scores;
        int place = HasOneTask ? scores.PlaceOf(metric) : -1;
        return place < 0
            ? null
            : Completeness.OfScores(scores with { Unasked = 0 }, model, place, CellsOfOneTask, compare);
    }

    /// <summary>The responses that an evaluator has no score for; null where there are none, or the metric is no evaluator's.</summary>
    /// <param name="model">Place of the model.</param>
    /// <param name="metric">Name of the metric, which is that of one task.</param>
    public UnscoredAnswers? Unscored(int model, string metric) =>
        UnscoredAnswers.Of(rows[0].Scores, model, rows[0].Scores.PlaceOf(metric), CellsOfOneTask);

    private IEnumerable<int> CellsOfOneTask =>
        from at in rows
        from epoch in Enumerable.Range(0, at.Scores.Task.Epochs)
        select (at.Row * at.Scores.Task.Epochs) + epoch;

    /// <summary>All cells of a model in these rows.</summary>
    public IEnumerable<(ModelCells Cells, int Cell)> Cells(int model) => Cells(model, rows);

    private static IEnumerable<(ModelCells Cells, int Cell)> Cells(
        int model,
        IEnumerable<(TaskScores Scores, int Row)> some
    ) =>
        from at in some
        from epoch in Enumerable.Range(0, at.Scores.Task.Epochs)
        select (at.Scores.Cells[model], (at.Row * at.Scores.Task.Epochs) + epoch);
}
