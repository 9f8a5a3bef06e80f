namespace EvalHarness.Core;

/// <summary>Something declared of a model or a data set, or not declared, that does not go with what the suite does or asks for.</summary>
/// <param name="Model">The model that is meant; null where it is a data set alone.</param>
/// <param name="Task">The task whose data set is meant; null where it is a model alone.</param>
/// <param name="Text">What was declared and what it does not go with: no conclusion is drawn from it.</param>
public sealed record TermsConflict(string? Model, string? Task, string Text);
