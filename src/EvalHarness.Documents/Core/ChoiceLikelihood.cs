namespace EvalHarness.Core;

/// <summary>How likely a backend finds one choice as the continuation of a prompt.</summary>
/// <param name="Choice">The choice, as it was asked about.</param>
/// <param name="LogLikelihood">Natural logarithm of the probability of all its tokens after the prompt, 0 or less.</param>
/// <param name="Tokens">Tokens that it has as a continuation; null where the backend does not say.</param>
/// <param name="Unconditional">The same logarithm after the bare prompt; null where it was not asked for.</param>
/// <param name="IsUpperBound">
/// Whether <paramref name="LogLikelihood"/> is the most that it can be: the choice is not among the alternatives that the backend
/// lists, of which it is that of the least probable.
/// </param>
public readonly record struct ChoiceLikelihood(
    string Choice,
    double LogLikelihood,
    int? Tokens = null,
    double? Unconditional = null,
    bool IsUpperBound = false
);
