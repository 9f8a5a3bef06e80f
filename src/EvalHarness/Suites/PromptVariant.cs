using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Prompts;
using EvalHarness.Scoring;

namespace EvalHarness.Suites;

/// <summary>One of several prompts of a task: its text, or the keys of the task that differ with it.</summary>
/// <param name="Prompt">The question: a template, or a published family of prompts; that, or <c>messages</c>.</param>
/// <param name="System">Template of the system turn; that of the task by default.</param>
/// <param name="Messages">The whole prompt in place of <c>prompt</c> and <c>system</c>; none by default.</param>
/// <param name="FewShot">Solved examples shown before the question; those of the task by default.</param>
/// <param name="Answer">How the answer is found in the response; as the task says by default.</param>
/// <param name="Family">a published family asks in its words, and reads answers as its paper did unless the task has an <c>answer:</c>.</param>
[Keyword("prompts")]
public sealed record PromptVariant(
    PromptSpec? Prompt = null,
    string? System = null,
    ImmutableArray<Message> Messages = default,
    FewShotSpec? FewShot = null,
    IAnswerFormat? Answer = null,
    [Word] IPromptFamily? Family = null
)
{
    /// <summary>The messages as they are written; empty where there is a prompt alone.</summary>
    public ImmutableArray<Message> Messages { get; init; } = Messages.IsDefault ? [] : Messages;
}
