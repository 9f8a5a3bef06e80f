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
    /// <summary>What models said when they were asked the same again, in the order in which it came; empty where none was.</summary>
    public ImmutableArray<Response> Repeats { get; init; } = [];

    /// <summary>The sample.</summary>
    public Sample Sample => Scores.Samples[0];

    /// <summary>What judges said of one response, alone or beside another.</summary>
    /// <param name="response">The response.</param>
    public IEnumerable<Response> VerdictsOn(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.Text is not { } text)
        {
            return [];
        }

        string judged = JudgePrompt.HashOf(text);
        return Verdicts.Where(verdict => verdict.Judging?.Judged == judged || verdict.Judging?.Against == judged);
    }

    private bool Gave(string model, string judged) =>
        Responses.Any(one => one.Model == model && one.Text is { } text && JudgePrompt.HashOf(text) == judged);

    /// <summary>What a verdict compares one response with.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="response">The response.</param>
    /// <returns>
    /// Whether the response stands first, as A, and the models that gave the other text, in the order of the suite; null where the
    /// verdict judges one text.
    /// </returns>
    public (bool IsFirst, ImmutableArray<string> Against)? ComparedIn(Response verdict, Response response)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(response);
        if (verdict.Judging is not { Against: { } second, Judged: var first })
        {
            return null;
        }

        bool isFirst = response.Text is { } text && JudgePrompt.HashOf(text) == first;
        string other = isFirst ? second : first;
        return (isFirst, [.. Scores.Models.Select(model => model.Name).Where(name => Gave(name, other))]);
    }
}
