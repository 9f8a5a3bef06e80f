using System.Text.Json;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Token counts under the names that servers give them; what cannot be read is unknown.</summary>
internal static class WireUsage
{
    /// <summary>Stands for a count that is there and is none.</summary>
    private const long Unreadable = -1;

    /// <summary>The counts of a reply.</summary>
    /// <param name="usage">The object of counts.</param>
    /// <param name="tier">The tier of service; null where it is not told.</param>
    public static UsageDetails Read(JsonElement usage, string? tier)
    {
        // By the names of Anthropic's interface, input_tokens leave out what the cache has to do with; by others they hold it.
        long? prompt = Count(usage, "prompt_tokens");
        bool isBeside =
            prompt is null
            && (
                usage.TryGetProperty("cache_read_input_tokens", out _)
                || usage.TryGetProperty("cache_creation_input_tokens", out _)
            );
        long? cached =
            Detail(usage, "prompt_tokens_details", "cached_tokens")
            ?? Detail(usage, "input_tokens_details", "cached_tokens")
            ?? Count(usage, "prompt_cache_hit_tokens")
            ?? Count(usage, "cache_read_input_tokens");
        long? write =
            Detail(usage, "prompt_tokens_details", "cache_write_tokens")
            ?? Detail(usage, "prompt_tokens_details", "cache_creation_tokens")
            ?? Count(usage, "cache_creation_input_tokens");
        long? input = prompt ?? Count(usage, "input_tokens") ?? Count(usage, "prompt_eval_count");
        if (isBeside && input >= 0)
        {
            input += Math.Max(0, cached ?? 0) + Math.Max(0, write ?? 0);
        }

        var details = new UsageDetails
        {
            InputTokenCount = input,
            CachedInputTokenCount = cached,
            OutputTokenCount =
                Count(usage, "completion_tokens") ?? Count(usage, "output_tokens") ?? Count(usage, "eval_count"),
            ReasoningTokenCount =
                Detail(usage, "completion_tokens_details", "reasoning_tokens")
                ?? Detail(usage, "output_tokens_details", "reasoning_tokens")
                ?? Detail(usage, "output_tokens_details", "thinking_tokens")
                ?? Count(usage, "reasoning_tokens"),
            TotalTokenCount = Count(usage, "total_tokens"),
        };
        TokenCounts.Add(details, TokenCounts.CacheWrite, write ?? 0);
        TokenCounts.Add(details, TokenCounts.Batch, tier is "batch" or "flex" ? 1 : 0);
        return details;
    }

    private static long? Detail(JsonElement usage, string group, string name) =>
        usage.TryGetProperty(group, out var details) ? Count(details, name) : null;

    private static long? Count(JsonElement parent, string name) =>
        WireText.Count(parent, name, out bool isOdd) ?? (isOdd ? Unreadable : null);
}
