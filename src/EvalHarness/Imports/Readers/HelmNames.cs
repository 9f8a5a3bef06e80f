using System.Collections.Immutable;

namespace EvalHarness.Imports.Readers;

/// <summary>What samples of a run of HELM have statistics of.</summary>
/// <param name="Metrics">Names of the statistics.</param>
/// <param name="Splits">Names of the splits, in the order of the file.</param>
internal sealed record HelmNames(ImmutableHashSet<string> Metrics, ImmutableArray<string> Splits);
