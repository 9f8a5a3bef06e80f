using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>One sample of a run: what was asked about it, what came back and how that was scored.</summary>
/// <param name="Scores">The scores of its task, with this sample alone.</param>
/// <param name="Responses">The response that counts of each model and epoch, where there is one.</param>
/// <param name="Prompts">The prompts that they answer, each once.</param>
public sealed record SampleLog(TaskScores Scores, ImmutableArray<Response> Responses, ImmutableArray<Prompt> Prompts)
{
    /// <summary>The sample.</summary>
    public Sample Sample => Scores.Samples[0];
}
