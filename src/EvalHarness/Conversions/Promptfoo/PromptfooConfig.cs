using System.Collections.Immutable;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>A configuration, read and without what was refused.</summary>
/// <param name="Description">What it is about; null where nothing is said.</param>
/// <param name="Prompts">Its prompts, in order.</param>
/// <param name="Models">Its providers, in order.</param>
/// <param name="Tests">Its tests with their defaults, in order.</param>
/// <param name="Repeat">How often each test is asked.</param>
internal sealed record PromptfooConfig(
    string? Description,
    ImmutableArray<PromptfooPrompt> Prompts,
    ImmutableArray<PromptfooModel> Models,
    ImmutableArray<PromptfooTest> Tests,
    int Repeat
);
