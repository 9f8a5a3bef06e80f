using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Logs.Merging;

namespace EvalHarness.Conclusions;

/// <summary>Runs of shards as the one run that they are parts of: scores, comparison, gates and decision are those of the run in one piece.</summary>
/// <param name="Evaluation">The merged run, with all that follows from it. It is a part itself where shards are missing.</param>
/// <param name="Missing">Shards that no run holds, from 1, in order; empty where all are there.</param>
/// <param name="Notes">What was left out and why, a line each.</param>
public sealed record MergedRun(Evaluation Evaluation, ImmutableArray<int> Missing, ImmutableArray<string> Notes)
{
    /// <summary>Merges runs of shards, suite by suite, into the results of <paramref name="options"/>. The same runs are merged once: a second time finds the first.</summary>
    /// <param name="paths">Run folders, or folders below which they are looked for.</param>
    /// <param name="options">Where to, and how the merged run is evaluated; as the options say by default.</param>
    /// <param name="cancellationToken">Ends it; what was written is whole, or not there.</param>
    /// <returns>A merged run for each suite, in the order of their names.</returns>
    /// <exception cref="DocumentException">There is no shard, a log is broken, or shards are of different plans, data or versions.</exception>
    public static async Task<ImmutableArray<MergedRun>> MakeAsync(
        IReadOnlyList<string> paths,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new();
        var merged = ImmutableArray.CreateBuilder<MergedRun>();
        foreach (var set in await ShardSet.FindAsync(paths, cancellationToken))
        {
            var folder = await WriteAsync(set, options.Store, cancellationToken);
            var evaluation = await new RunOpening(options with { Rescore = true, RescoreBy = null }).OpenAsync(
                folder,
                cancellationToken
            );
            var held = set.Runs.SelectMany(run => run.Part.Held);
            merged.Add(
                new MergedRun(evaluation, [.. Enumerable.Range(1, set.Runs[0].Part.Count).Except(held)], set.Notes)
            );
        }

        return merged.ToImmutable();
    }

    private static async Task<RunFolder> WriteAsync(ShardSet set, RunStore store, CancellationToken cancellationToken)
    {
        var merge = new ShardMerge(set.Runs);
        string suite = set.Runs[0].Header.Suite;
        using var alone = await store.LockAsync(suite, cancellationToken);
        return Find(store, suite, merge)
            ?? await store.CreateAsync(
                suite,
                merge.StartedAt,
                merge.PlanHash,
                (draft, run) => merge.WriteAsync(draft, run, cancellationToken)
            );
    }

    /// <summary>The run that the same ones were merged into before; null where there is none.</summary>
    private static RunFolder? Find(RunStore store, string suite, ShardMerge merge) =>
        store
            .List(suite)
            .FirstOrDefault(folder =>
            {
                try
                {
                    return RunLog.ReadHeader(folder).MergedFrom is { } from && Same(from, merge.From);
                }
                catch (DocumentException)
                {
                    return false;
                }
            });

    private static bool Same(ImmutableArray<MergedShard> one, ImmutableArray<MergedShard> two) =>
        one.Length == two.Length
        && one.Zip(two)
            .All(pair =>
                (pair.First.Run, pair.First.Answers) == (pair.Second.Run, pair.Second.Answers)
                && pair.First.Held.SequenceEqual(pair.Second.Held)
            );
}
