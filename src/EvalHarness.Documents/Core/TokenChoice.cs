using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>One generated token with the alternatives that the backend reported for its place.</summary>
/// <param name="Token">The token chosen.</param>
/// <param name="LogProbability">Natural logarithm of its probability.</param>
/// <param name="Alternatives">The most probable tokens for this place, best first; empty when not reported.</param>
public sealed record TokenChoice(string Token, double LogProbability, ImmutableArray<TokenAlternative> Alternatives);

/// <summary>A token that could have stood in a place.</summary>
/// <param name="Token">Text of the token that was generated.</param>
/// <param name="LogProbability">Natural logarithm of its probability.</param>
public readonly record struct TokenAlternative(string Token, double LogProbability);
