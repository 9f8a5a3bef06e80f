using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Backends' own words for why they stopped, as the few that Microsoft.Extensions.AI knows.</summary>
internal static class FinishReasons
{
    /// <summary>The reason that a word names; any other word becomes a reason of its own.</summary>
    public static ChatFinishReason? Read(string? word) =>
        word switch
        {
            null or "" => null,
            "stop" or "eos" or "eos_token" or "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
            "length" or "max_tokens" => ChatFinishReason.Length,
            "content_filter" or "content-filter" => ChatFinishReason.ContentFilter,
            _ => new ChatFinishReason(word),
        };
}
