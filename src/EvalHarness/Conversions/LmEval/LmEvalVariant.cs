using System.Collections.Immutable;

namespace EvalHarness.Conversions.LmEval;

/// <summary>A way to read and score the answers of a task: a filter, or a normalisation of likelihoods.</summary>
/// <param name="Suffix">What the name of the task ends with; empty for nothing.</param>
/// <param name="Answer">The answer format, as a suite has it.</param>
/// <param name="Metrics">The metrics, as a suite has them.</param>
internal sealed record LmEvalVariant(string Suffix, string Answer, ImmutableArray<string> Metrics);
