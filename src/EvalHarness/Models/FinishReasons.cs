using System.Collections.Frozen;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>What a backend's word for why it stopped means for the answer.</summary>
internal enum Ending
{
    /// <summary>The answer is whole, or nothing was said of it.</summary>
    Whole,

    /// <summary>The text was cut off at a length.</summary>
    Cut,

    /// <summary>The text was withheld or stopped for what it says.</summary>
    Withheld,

    /// <summary>The model declined.</summary>
    Declined,

    /// <summary>Generating it failed: what is there is not the model's answer, and another attempt may give one.</summary>
    Broken,

    /// <summary>A word that nobody here knows: taken as cut off, told, and never kept for other runs.</summary>
    Unknown,
}

/// <summary>Backends' own words for why they stopped.</summary>
internal static class FinishReasons
{
    private static readonly FrozenDictionary<string, Ending> Known = new (Ending, string[])[]
    {
        (
            Ending.Whole,
            [
                "stop",
                "eos",
                "eos_token",
                "end_turn",
                "end_of_turn",
                "stop_sequence",
                "stop_token",
                "complete",
                "completed",
                "finished",
                "done",
                "success",
                "tool_calls",
                "tool_call",
                "tool_use",
                "function_call",
            ]
        ),
        (
            Ending.Cut,
            [
                "length",
                "max_tokens",
                "max_output_tokens",
                "max_completion_tokens",
                "max_new_tokens",
                "max_length",
                "model_length",
                "model_context_window_exceeded",
                "context_window_exceeded",
                "context_length_exceeded",
                "context_length",
                "context_limit",
                "token_limit",
                "limit",
                "incomplete",
                "pause_turn",
            ]
        ),
        (
            Ending.Withheld,
            [
                "content_filter",
                "content_filtered",
                "content_policy_violation",
                "filtered",
                "safety",
                "image_safety",
                "sensitive",
                "moderation",
                "guardrail",
                "guardrail_intervened",
                "guardrails",
                "blocklist",
                "blocked",
                "prohibited_content",
                "spii",
                "recitation",
                "error_toxic",
                "language",
            ]
        ),
        (Ending.Declined, ["refusal", "refused"]),
        (
            Ending.Broken,
            [
                "error",
                "internal_error",
                "server_error",
                "network_error",
                "connection_error",
                "failed",
                "failure",
                "abort",
                "aborted",
                "cancel",
                "cancelled",
                "canceled",
                "interrupted",
                "timeout",
                "time_limit",
                "deadline_exceeded",
                "overloaded",
                "unload",
                "load",
                "insufficient_system_resource",
                "malformed_function_call",
                "malformed_response",
                "unexpected_tool_call",
            ]
        ),
    }
        .SelectMany(kind => kind.Item2.Select(word => (Word: word, Ending: kind.Item1)))
        .ToFrozenDictionary(one => one.Word, one => one.Ending, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a word means; case, hyphens and blanks do not matter.</summary>
    /// <param name="word">The word; null or blank where the backend says nothing.</param>
    public static Ending Of(string? word) =>
        string.IsNullOrWhiteSpace(word) ? Ending.Whole
        : Known.TryGetValue(word.Trim().Replace('-', '_').Replace(' ', '_'), out var ending) ? ending
        : Ending.Unknown;

    /// <summary>The reason as Microsoft.Extensions.AI names it; a word without a name there stays its own.</summary>
    /// <param name="word">The word; null or blank where the backend says nothing.</param>
    public static ChatFinishReason? Read(string? word) =>
        string.IsNullOrWhiteSpace(word)
            ? null
            : Of(word) switch
            {
                Ending.Whole => word.Contains("tool", StringComparison.OrdinalIgnoreCase)
                || word.Contains("function", StringComparison.OrdinalIgnoreCase)
                    ? ChatFinishReason.ToolCalls
                    : ChatFinishReason.Stop,
                Ending.Cut => ChatFinishReason.Length,
                Ending.Withheld => ChatFinishReason.ContentFilter,
                _ => new ChatFinishReason(word.Trim()),
            };
}
