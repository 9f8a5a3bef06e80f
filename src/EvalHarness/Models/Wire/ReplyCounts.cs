using System.Text.Json;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>Token counts of a reply whose form is not OpenAI's; one that was not sent is unknown.</summary>
internal static class ReplyCounts
{
    /// <summary>The counts; null where none was sent.</summary>
    /// <param name="find">Finds a count by our name for it: <c>input</c>, <c>output</c>, <c>cached</c>, <c>cache_write</c>, <c>reasoning</c>.</param>
    public static UsageDetails? Of(Func<string, JsonElement?> find)
    {
        var details = new UsageDetails
        {
            InputTokenCount = PlainReply.Count(find("input")),
            OutputTokenCount = PlainReply.Count(find("output")),
            CachedInputTokenCount = PlainReply.Count(find("cached")),
            ReasoningTokenCount = PlainReply.Count(find("reasoning")),
        };
        long? write = PlainReply.Count(find("cache_write"));
        bool isAny =
            details
                is not {
                    InputTokenCount: null,
                    OutputTokenCount: null,
                    CachedInputTokenCount: null,
                    ReasoningTokenCount: null
                }
            || write is not null;
        TokenCounts.Add(details, TokenCounts.CacheWrite, write ?? 0);
        return isAny ? details : null;
    }
}
