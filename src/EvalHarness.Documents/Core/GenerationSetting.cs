namespace EvalHarness.Core;

/// <summary>A key of <see cref="Generation"/>.</summary>
public enum GenerationSetting
{
    /// <summary>Randomness.</summary>
    Temperature,

    /// <summary>Most tokens to generate.</summary>
    MaxTokens,

    /// <summary>Nucleus share.</summary>
    TopP,

    /// <summary>Most probable tokens that are drawn from.</summary>
    TopK,

    /// <summary>Sampling seed.</summary>
    Seed,

    /// <summary>Strings that end the answer.</summary>
    Stop,

    /// <summary>Alternatives to record for each token.</summary>
    Logprobs,

    /// <summary>The form that an answer must have.</summary>
    ResponseFormat,

    /// <summary>How much a reasoning model is to think.</summary>
    ReasoningEffort,

    /// <summary>Further fields of the request.</summary>
    Extra,
}
