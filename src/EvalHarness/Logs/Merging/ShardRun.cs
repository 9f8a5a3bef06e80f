using System.Collections.Immutable;

namespace EvalHarness.Logs.Merging;

/// <summary>A run of one shard of a plan, or of several that were merged before.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Header">Its header.</param>
/// <param name="Answers">Lines of its journal.</param>
internal sealed record ShardRun(RunFolder Folder, RunHeader Header, long Answers)
{
    /// <summary>Which part of its plan it holds.</summary>
    public ShardHeader Part => Header.Shards!;

    /// <summary>What a run that it is merged into says of it.</summary>
    public MergedShard Merged => new(Folder.Id, Part.Held, Answers);

    /// <summary>Reads a run folder; null where it holds no part of a plan.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Core.DocumentException">Its header is broken.</exception>
    public static async Task<ShardRun?> ReadAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var header = RunLog.ReadHeader(folder);
        return header.Shards is null
            ? null
            : new ShardRun(folder, header, await CountAsync(folder.ResponsesFile, cancellationToken));
    }

    /// <summary>What of this run's plan differs from another one's; empty where both are parts of the same.</summary>
    /// <param name="other">The other run.</param>
    public ImmutableArray<string> Differences(ShardRun other)
    {
        var (one, two) = (Header, other.Header);
        string[] found =
        [
            .. Differ("number of shards", $"{Part.Count}", $"{other.Part.Count}"),
            .. Differ("version of evalharness", VersionOf(one), VersionOf(two)),
            .. Differ("seed", $"{one.Seed}", $"{two.Seed}"),
            .. one.SuiteHash == two.SuiteHash ? [] : new[] { "the text of the suite, or of a file it includes" },
            .. one
                .DataHashes.Keys.Union(two.DataHashes.Keys)
                .Where(file => one.DataHashes.GetValueOrDefault(file) != two.DataHashes.GetValueOrDefault(file))
                .Order(StringComparer.Ordinal)
                .Select(file => $"the contents of '{file}'"),
            .. Extensions(one)
                .Except(Extensions(two))
                .Concat(Extensions(two).Except(Extensions(one)))
                .Select(extension => extension.Name)
                .Distinct(StringComparer.Ordinal)
                .Select(name => $"the build of extension {name}"),
            .. one
                .Models.Select(model => model.Name)
                .Union(two.Models.Select(model => model.Name))
                .SelectMany(name => Models(name, Find(one, name), Find(two, name))),
        ];
        return found.Length > 0 ? [.. found]
            : Part.PlanHash != other.Part.PlanHash ? ["what is asked: samples, prompts or generation"]
            : [];
    }

    private static IEnumerable<string> Models(string name, ModelHeader? one, ModelHeader? two) =>
        (one, two) switch
        {
            (null, _) or (_, null) => [$"model '{name}', which one of them does not have"],
            _ when one.Skipped != two.Skipped =>
            [
                $"model '{name}', which is left out of one: {one.Skipped ?? two.Skipped}",
            ],
            _ when one.Fingerprint != two.Fingerprint => [$"what model '{name}' is"],
            _ => [],
        };

    private static ModelHeader? Find(RunHeader header, string name) =>
        header.Models.FirstOrDefault(model => model.Name == name);

    private static IEnumerable<(string Name, Guid Build)> Extensions(RunHeader header) =>
        (header.Extensions ?? []).Select(extension => (extension.Name, extension.Module));

    private static string VersionOf(RunHeader header) => header.Versions.GetValueOrDefault("evalharness") ?? "unknown";

    private static string[] Differ(string what, string one, string two) =>
        one == two ? [] : [$"the {what}, {one} and {two}"];

    private static async Task<long> CountAsync(string file, CancellationToken cancellationToken)
    {
        if (!LineReader.Exists(file))
        {
            return 0;
        }

        long count = 0;
        await using var reader = LineReader.Open(file);
        while (await reader.MoveNextAsync(cancellationToken))
        {
            count += reader.Line.IsEmpty || reader.IsTorn ? 0 : 1;
        }

        return count;
    }
}
