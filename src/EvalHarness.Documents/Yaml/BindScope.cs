namespace EvalHarness.Yaml;

/// <summary>What a part of a document is bound as.</summary>
/// <param name="Owner">Who needs its variables, for messages: <c>model 'gpt-4o'</c>; null for the document as a whole.</param>
/// <param name="IsSkipped">Whether it is not used, so that absent variables and files are no faults.</param>
internal sealed record BindScope(string? Owner = null, bool IsSkipped = false);
