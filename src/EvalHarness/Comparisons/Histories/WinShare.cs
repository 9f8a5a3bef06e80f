using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Histories;

/// <summary>The share of the other models of a suite that a model beats, and what resamples of the suite's samples make of it.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Share">Share of the others that score lower, equal ones by half, mean over the suite's tasks; in [0, 1].</param>
/// <param name="Counts">How often each share came up in resamples, by share in thousandths.</param>
public sealed record WinShare(string Model, double Share, ImmutableSortedDictionary<int, int> Counts)
{
    /// <summary>Resamples drawn.</summary>
    internal const int Resamples = 2_000;

    /// <summary>Parts of one in which shares are counted.</summary>
    internal const int Parts = 1_000;

    /// <summary>The shares of all models of a run that were asked, over its tasks.</summary>
    /// <remarks>
    /// Clusters are drawn with replacement, the same draws for all models of a task, so that models stay paired (C. A. Field and
    /// A. H. Welsh, "Bootstrapping clustered data", 2007, doi:10.1111/j.1467-9868.2007.00593.x). Tasks are drawn apart from each other.
    /// </remarks>
    /// <param name="table">The run with its scores.</param>
    public static ImmutableArray<WinShare> Of(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var tasks = table
            .Tasks.Where(task => task is { Models.Length: > 1, Samples.Length: > 0, MetricNames.Length: > 0 })
            .Where(task => task.Task.Variant is not { Kind: Core.VariantKind.Perturbation })
            .Select((task, place) => Replicate(task, unchecked((ulong)table.Header.Seed + (ulong)place)))
            .OfType<TaskShares>()
            .ToArray();
        return
        [
            .. tasks
                .SelectMany(task => task.Models)
                .Distinct(StringComparer.Ordinal)
                .Select(model => Of(model, [.. tasks.Where(task => task.Models.Contains(model))])),
        ];
    }

    private static WinShare Of(string model, TaskShares[] tasks)
    {
        var counts = new SortedDictionary<int, int>();
        for (int draw = 0; draw < Resamples; draw++)
        {
            double mean = tasks.Average(task => task.Drawn[task.Models.IndexOf(model)][draw]);
            int part = (int)Math.Round(mean * Parts);
            counts[part] = counts.GetValueOrDefault(part) + 1;
        }

        double share = tasks.Average(task => task.Seen[task.Models.IndexOf(model)]);
        return new WinShare(model, share, counts.ToImmutableSortedDictionary());
    }

    private static TaskShares? Replicate(TaskScores task, ulong seed)
    {
        string metric = task.MetricNames[0];
        int place = task.PlaceOf(metric);
        IReplicator replicator =
            place >= 0
                ? new FormulaReplicator(task, place)
                : new WeightedReplicator(task, task.PlaceOfWeighted(metric));
        var clusters = ClusterIndex.Over(task.Samples, task.Task.ClusterField);
        int[] rows = [.. Enumerable.Range(0, task.Samples.Length)];
        int[] models = [.. Enumerable.Range(0, task.Models.Length)];
        double?[] seen = [.. models.Select(model => replicator.Value(model, replicator.Rows(model, rows)))];
        if (seen.Count(value => value is not null) < 2)
        {
            return null;
        }

        int[] known = [.. models.Where(model => seen[model] is not null)];
        double[][] values = replicator.Replicate(known, rows, clusters, Resamples, seed);
        double[][] drawn = [.. known.Select(_ => new double[Resamples])];
        double[] at = new double[known.Length];
        for (int draw = 0; draw < Resamples; draw++)
        {
            for (int model = 0; model < at.Length; model++)
            {
                at[model] = values[model][draw];
            }

            double[] shares = Shares(at, replicator.HigherIsBetter);
            for (int model = 0; model < at.Length; model++)
            {
                drawn[model][draw] = shares[model];
            }
        }

        return new TaskShares(
            [.. known.Select(model => task.Models[model].Name)],
            Shares([.. known.Select(model => seen[model]!.Value)], replicator.HigherIsBetter),
            drawn
        );
    }

    private static double[] Shares(double[] values, bool higherIsBetter) =>
        [
            .. values.Select(
                (value, model) =>
                    values
                        .Where((_, other) => other != model)
                        .Average(other =>
                            value == other || double.IsNaN(value) || double.IsNaN(other) ? 0.5
                            : value > other == higherIsBetter ? 1
                            : 0
                        )
            ),
        ];

    private sealed record TaskShares(ImmutableArray<string> Models, double[] Seen, double[][] Drawn);
}
