namespace EvalHarness.Imports;

/// <summary>How a model was asked, as far as a log tells; null is unknown, and stays so.</summary>
/// <param name="FewShot">Number of solved examples shown.</param>
/// <param name="Prompt">Template of the question, or words that tell it from others.</param>
/// <param name="System">The system turn; empty where it is told that there was none.</param>
/// <param name="Temperature">Randomness, 0 or more.</param>
/// <param name="MaxTokens">Most tokens that were generated.</param>
/// <param name="TopP">Nucleus share in (0, 1].</param>
/// <param name="TopK">Most probable tokens that were drawn from.</param>
public sealed record ImportedProtocol(
    int? FewShot = null,
    string? Prompt = null,
    string? System = null,
    double? Temperature = null,
    int? MaxTokens = null,
    double? TopP = null,
    int? TopK = null
)
{
    /// <summary>Whether it was asked to reason before it answered.</summary>
    public bool? ChainOfThought { get; init; }

    /// <summary>How much a reasoning model was to think, in the backend's own word.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Whether the model's chat template was applied.</summary>
    public bool? ChatTemplate { get; init; }

    /// <summary>Seed of the sampling.</summary>
    public long? Seed { get; init; }
}
