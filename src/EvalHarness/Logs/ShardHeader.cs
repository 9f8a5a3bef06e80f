using System.Collections.Immutable;
using System.Globalization;

namespace EvalHarness.Logs;

/// <summary>Which part of a plan a run holds. Clusters of samples are dealt out to shards, each whole.</summary>
/// <param name="Count">Shards of the plan.</param>
/// <param name="Held">Those that the run holds, from 1, in order.</param>
/// <param name="PlanHash">Hash of the whole plan.</param>
/// <param name="Samples">Samples of the whole plan, by task.</param>
public sealed record ShardHeader(
    int Count,
    ImmutableArray<int> Held,
    string PlanHash,
    IReadOnlyDictionary<string, int> Samples
)
{
    /// <summary>In words: <c>shard 3 of 8</c>, <c>shards 1, 2 and 4 of 8</c>.</summary>
    public override string ToString()
    {
        string[] held = [.. Held.Select(one => one.ToString(CultureInfo.InvariantCulture))];
        string named = held.Length == 1 ? $"shard {held[0]}" : $"shards {string.Join(", ", held[..^1])} and {held[^1]}";
        return string.Create(CultureInfo.InvariantCulture, $"{named} of {Count}");
    }
}
