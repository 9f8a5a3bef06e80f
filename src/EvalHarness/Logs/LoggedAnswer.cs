using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A response that counts, with the prompt that it answers.</summary>
/// <param name="Response">The response.</param>
/// <param name="Prompt">The prompt; null where the log does not keep it.</param>
public sealed record LoggedAnswer(Response Response, Prompt? Prompt);
