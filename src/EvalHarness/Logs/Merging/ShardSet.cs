using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs.Merging;

/// <summary>The runs that make one: parts of one plan, each shard held by one of them.</summary>
/// <param name="Runs">The runs, in the order of their first shards.</param>
/// <param name="Notes">What was left out and why, a line each.</param>
internal sealed record ShardSet(ImmutableArray<ShardRun> Runs, ImmutableArray<string> Notes)
{
    /// <summary>Finds runs of shards, suite by suite.</summary>
    /// <param name="paths">Run folders, or folders below which they are looked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">
    /// A path is not there, holds no shard or one of another plan, or two runs hold some of the same shards and some of their own.
    /// </exception>
    public static async Task<ImmutableArray<ShardSet>> FindAsync(
        IEnumerable<string> paths,
        CancellationToken cancellationToken
    )
    {
        var runs = new List<ShardRun>();
        foreach (string path in paths)
        {
            runs.AddRange(await ReadAsync(path, cancellationToken));
        }

        return
        [
            .. runs.DistinctBy(run => Path.GetFullPath(run.Folder.Path))
                .GroupBy(run => run.Header.Suite, StringComparer.Ordinal)
                .OrderBy(suite => suite.Key, StringComparer.Ordinal)
                .Select(suite => Of([.. suite])),
        ];
    }

    private static async Task<List<ShardRun>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var given = new RunFolder(path);
        if (File.Exists(given.HeaderFile))
        {
            return await ShardRun.ReadAsync(given, cancellationToken) is { } run
                ? [run]
                : throw new DocumentException(
                    new Fault(new Location(path), "a run in one piece", "runs of shards: 'run --shard 1/8' makes one")
                );
        }

        var faults = new List<Fault>();
        var found = new List<ShardRun>();
        var folders = new RunWalk(unreadable =>
            faults.Add(new Fault(new Location(unreadable), "a folder that cannot be read", "permission to list it"))
        )
            .Below(path)
            .Where(folder => !folder.Id.StartsWith('.') && File.Exists(folder.HeaderFile));
        foreach (var folder in folders)
        {
            if (await ShardRun.ReadAsync(folder, cancellationToken) is { } run)
            {
                found.Add(run);
            }
        }

        if (found.Count == 0 && faults.Count == 0)
        {
            faults.Add(
                new Fault(
                    new Location(path),
                    Directory.Exists(path) ? "a folder without runs of shards" : "no such folder",
                    "runs of shards, or a folder that holds them: 'run --shard 1/8' makes one"
                )
            );
        }

        return faults.Count == 0 ? found : throw new DocumentException(faults);
    }

    /// <summary>
    /// One run for each shard. Of several, one that is finished goes before one that is not, then the one with more answers, then the
    /// later; one that was merged before is taken only for shards that are not at hand by themselves, since it may be behind them.
    /// </summary>
    private static ShardSet Of(ImmutableArray<ShardRun> runs)
    {
        ThrowUnlessOnePlan(runs);
        var taken = new SortedDictionary<int, ShardRun>();
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (
            var run in runs.OrderBy(run => run.Part.Held.Length)
                .ThenByDescending(run => run.Header.IsFinished)
                .ThenByDescending(run => run.Answers)
                .ThenByDescending(run => run.Folder.Id, StringComparer.Ordinal)
                .ThenBy(run => run.Folder.Path, StringComparer.Ordinal)
        )
        {
            int[] known = [.. run.Part.Held.Where(taken.ContainsKey)];
            if (known.Length == run.Part.Held.Length)
            {
                notes.Add($"{run.Folder.Path}: left out, {run.Part} is taken from {taken[known[0]].Folder.Path}");
                continue;
            }

            if (known.Length > 0)
            {
                throw new DocumentException(
                    new Fault(
                        new Location(run.Folder.Path),
                        $"{run.Part}, of which {taken[known[0]].Folder.Path} holds shard {known[0]} too",
                        "each shard once: name the runs to merge"
                    )
                );
            }

            foreach (int shard in run.Part.Held)
            {
                taken[shard] = run;
            }
        }

        return new ShardSet([.. taken.Values.Distinct()], notes.ToImmutable());
    }

    private static void ThrowUnlessOnePlan(ImmutableArray<ShardRun> runs)
    {
        var faults =
            from run in runs.Skip(1)
            let differences = run.Differences(runs[0])
            where !differences.IsEmpty
            select new Fault(
                new Location(run.Folder.Path),
                $"a shard of another plan than {runs[0].Folder.Path}; they differ in {string.Join("; ", differences)}",
                "shards of one plan"
            );
        Fault[] all = [.. faults];
        if (all.Length > 0)
        {
            throw new DocumentException(all);
        }
    }
}
