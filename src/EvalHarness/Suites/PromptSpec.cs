using EvalHarness.Core;
using EvalHarness.Prompts;

namespace EvalHarness.Suites;

/// <summary>The question of a task: a template, or a published family of prompts.</summary>
/// <param name="Value">The template; <c>{{field}}</c> shows a field of the sample.</param>
/// <param name="Family">a published family asks in its words, and reads answers as its paper did unless the task has an <c>answer:</c>.</param>
[Keyword("prompt")]
public sealed record PromptSpec(string? Value = null, [Word] IPromptFamily? Family = null)
{
    /// <summary>The template.</summary>
    public string Template => Family?.Prompt ?? Value ?? "";
}
