namespace EvalHarness.Imports.Readers;

/// <summary>One answer of an export of promptfoo.</summary>
/// <param name="Column">The column of its table: one provider with one prompt.</param>
/// <param name="Model">Label of the provider, or its id.</param>
/// <param name="Prompt">Label of the prompt.</param>
/// <param name="Sample">The answer, without the names that all columns together give it.</param>
internal sealed record PromptfooAnswer(string Column, string Model, string Prompt, ImportedSample Sample)
{
    /// <summary>Whether it passed without an assertion to pass.</summary>
    public bool IsUnasserted { get; init; }
}
