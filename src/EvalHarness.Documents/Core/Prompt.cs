using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>A rendered prompt: the chat that a model is asked to continue.</summary>
/// <param name="Turns">System turn first if there is one, then few-shot turns, then the question.</param>
/// <param name="Hash">Hash of all turns, the bytes of their pictures included, hexadecimal; names the prompt in the log.</param>
public sealed record Prompt(ImmutableArray<Turn> Turns, string Hash);
