using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>A prompt and a response of the log, as evaluators take them: made anew for each, which may change what it is given.</summary>
internal static class EvaluatorInput
{
    /// <summary>The turns of a prompt.</summary>
    public static ChatMessage[] Messages(Prompt prompt) =>
        [.. prompt.Turns.Select(turn => new ChatMessage(RoleOf(turn.Role), turn.Text))];

    /// <summary>A response: its text, tool calls, model, finish reason and usage.</summary>
    public static ChatResponse Response(Response response)
    {
        var contents = new List<AIContent>();
        if (response.Text is { } text)
        {
            contents.Add(new TextContent(text));
        }

        foreach (var (place, call) in response.ToolCalls.Index())
        {
            contents.Add(
                new FunctionCallContent(
                    FormattableString.Invariant($"call_{place}"),
                    call.Name,
                    Arguments(call.Arguments)
                )
            );
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = response.ModelVersion ?? response.Model,
            FinishReason = FinishReason(response),
            Usage = response.Usage is { } usage
                ? new UsageDetails
                {
                    InputTokenCount = usage.Input,
                    OutputTokenCount = usage.Output,
                    TotalTokenCount = usage.Input + usage.Output,
                    CachedInputTokenCount = usage.CachedInput,
                    ReasoningTokenCount = usage.Reasoning,
                }
                : null,
        };
    }

    private static ChatRole RoleOf(Role role) =>
        role switch
        {
            Role.System => ChatRole.System,
            Role.User => ChatRole.User,
            Role.Assistant => ChatRole.Assistant,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static ChatFinishReason? FinishReason(Response response) =>
        response.Outcome switch
        {
            Outcome.Truncated => ChatFinishReason.Length,
            Outcome.Filtered => ChatFinishReason.ContentFilter,
            _ => string.IsNullOrWhiteSpace(response.FinishReason) ? null : new ChatFinishReason(response.FinishReason),
        };

    private static Dictionary<string, object?>? Arguments(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
