using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Logs;

/// <summary>One sample of a run: what was asked about it, what came back and how that was scored.</summary>
/// <param name="Scores">The scores of its task, with this sample alone.</param>
/// <param name="Responses">The response that counts of each model and epoch, where there is one.</param>
/// <param name="Prompts">The prompts that they answer, each once.</param>
/// <param name="Verdicts">What judges said of them, in the order in which it came; empty where there are no judges.</param>
public sealed record SampleLog(
    TaskScores Scores,
    ImmutableArray<Response> Responses,
    ImmutableArray<Prompt> Prompts,
    ImmutableArray<Response> Verdicts
)
{
    /// <summary>The sample.</summary>
    public Sample Sample => Scores.Samples[0];

    /// <summary>What judges said of one response.</summary>
    /// <param name="response">The response.</param>
    public IEnumerable<Response> VerdictsOn(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        string? judged = response.Text is { } text ? JudgePrompt.HashOf(text) : null;
        return Verdicts.Where(verdict => verdict.Judging?.Judged == judged);
    }
}
