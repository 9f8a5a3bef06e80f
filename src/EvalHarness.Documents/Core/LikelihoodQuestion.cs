using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>Asks how likely given texts are as continuations of the prompt, in place of an answer.</summary>
/// <param name="Choices">The continuations, each once, as they follow the prompt.</param>
/// <param name="IsUnconditional">Whether their likelihood without the prompt is asked too; not by default.</param>
public sealed record LikelihoodQuestion(ImmutableArray<string> Choices, bool IsUnconditional = false);
