using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Suites;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Reads what a model said while the run goes on, exactly as scoring will read it later.</summary>
internal static class PeerAnswers
{
    /// <summary>Reads responses to a task.</summary>
    /// <param name="task">The task.</param>
    public static Func<ChatResponse, PeerAnswer> Reader(TaskPlan task)
    {
        var scoring = new TaskScoring(
            new TaskHeader(task.Task.Name, task.Samples, task.Task.Repeats)
            {
                Tools = OfferedTools.Of(task.Task)?.Json,
            },
            task.Task.Answer,
            []
        );
        return chat => Read(chat, scoring);
    }

    private static PeerAnswer Read(ChatResponse chat, TaskScoring scoring)
    {
        var details = chat.FindDetails();
        var response = new Response("", "", "", "", 0, "", details?.Outcome ?? ResponseMaker.OutcomeOf(chat))
        {
            Text = chat.Text,
            ToolCalls = ResponseMaker.ToolCallsOf(chat),
            Probabilities =
                details?.Probabilities ?? System.Collections.Immutable.ImmutableDictionary<string, double>.Empty,
            Tokens = details?.Tokens ?? [],
        };
        string? value = scoring.Resolve(response).Answer.Value;
        return value is null ? default : new PeerAnswer(value, AnswerConfidence.Of(response, value));
    }
}
