namespace EvalHarness.Models.Likelihoods;

/// <summary>How a server is asked how likely given texts are.</summary>
public enum LikelihoodWay
{
    /// <summary>By the alternatives that its chat lists for the first token.</summary>
    FirstToken,

    /// <summary>By completions that repeat the prompt with its log probabilities (<c>echo</c>).</summary>
    Completions,
}
