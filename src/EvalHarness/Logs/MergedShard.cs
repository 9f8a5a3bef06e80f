using System.Collections.Immutable;

namespace EvalHarness.Logs;

/// <summary>A run that was merged into another one.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Held">The shards that it holds, from 1, in order.</param>
/// <param name="Answers">Lines of its journal at that time.</param>
public sealed record MergedShard(string Run, ImmutableArray<int> Held, long Answers);
