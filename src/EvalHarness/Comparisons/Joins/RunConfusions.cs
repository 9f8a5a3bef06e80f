using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Joins;

/// <summary>Confusion counts of a run by cluster.</summary>
internal sealed class RunConfusions(ScoreTable table)
{
    public ImmutableArray<string>? Classes(string? part) =>
        RunParts.Find(table, part) is { } found
            ?
            [
                .. found
                    .Rows.SelectMany(row => found.Scores.Samples[row].Targets)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
            : null;

    public SharedConfusions? Of(
        string? part,
        ImmutableArray<string> classes,
        IReadOnlyList<string> models,
        out EvidenceFault? fault
    )
    {
        if (RunParts.Find(table, part) is not { } found)
        {
            fault = RunParts.Unknown(table, part);
            return null;
        }

        var scores = found.Scores;
        int[] places = RunParts.Places(scores, models) ?? [];
        int[] answered = [.. found.Rows.Where(row => places.All(place => HasResponse(scores, place, row)))];
        int[] rows = [.. answered.Where(row => scores.Samples[row].Targets.Any(classes.Contains))];
        if (places.Length == 0 || rows.Length == 0)
        {
            fault = RunParts.NothingShared(table, models);
            return null;
        }

        string[] missing = [.. classes.Where(name => !rows.Any(row => scores.Samples[row].Targets.Contains(name)))];
        fault =
            missing.Length == 0
                ? null
                : new(
                    $"run {table.Header.Id}, where no sample of class '{missing[0]}' was answered by all of {string.Join(", ", models)}",
                    "at least one"
                );
        var clusters = ClusterIndex.Over(scores.Samples, scores.Task.ClusterField).Select(rows);
        return fault is not null
            ? null
            : new(
                scores.Task.Name,
                rows.Length,
                answered.Length - rows.Length,
                clusters.Count,
                [.. places.Select(place => (ReadOnlyMemory<double>)Count(scores, place, rows, clusters, classes))]
            );
    }

    private static double[] Count(
        TaskScores scores,
        int model,
        int[] rows,
        ClusterIndex clusters,
        ImmutableArray<string> classes
    )
    {
        int columns = classes.Length + 1;
        int epochs = scores.Task.Epochs;
        var cells = scores.Cells[model];
        double[] counts = new double[clusters.Count * classes.Length * columns];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int cell = rows[i] * epochs; cell < (rows[i] + 1) * epochs; cell++)
            {
                if (cells.Outcomes[cell].HasResponse())
                {
                    string? answer = cells.Answers[cell];
                    int truth = Truth(scores.Samples[rows[i]].Targets, answer, classes);
                    int given = answer is null ? -1 : classes.IndexOf(answer);
                    int column = given < 0 ? classes.Length : given;
                    counts[(((clusters.Of[i] * classes.Length) + truth) * columns) + column]++;
                }
            }
        }

        return counts;
    }

    /// <summary>The class of the target that the answer meets, or else of the first target that is a class.</summary>
    private static int Truth(ImmutableArray<string> targets, string? answer, ImmutableArray<string> classes) =>
        answer is not null && targets.Contains(answer) && classes.Contains(answer)
            ? classes.IndexOf(answer)
            : classes.IndexOf(targets.First(classes.Contains));

    private static bool HasResponse(TaskScores scores, int model, int row)
    {
        int epochs = scores.Task.Epochs;
        return scores
            .Cells[model]
            .Outcomes.AsSpan(row * epochs, epochs)
            .ToArray()
            .Any(outcome => outcome.HasResponse());
    }
}
