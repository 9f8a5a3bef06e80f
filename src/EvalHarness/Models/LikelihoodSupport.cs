namespace EvalHarness.Models;

/// <summary>What a provider can tell of the likelihood of given continuations.</summary>
public enum LikelihoodSupport
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That of the first token, where it is among the most probable; an upper bound where it is not.</summary>
    FirstToken,

    /// <summary>That of all tokens, with and without the prompt.</summary>
    Whole,
}
