using System.Globalization;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>What a backend says of its tokens, believed only where it can be: unknown is never nothing.</summary>
/// <remarks>
/// A count that is missing, negative or beyond any request, cached tokens beyond the prompt's and counts that do not add up
/// leave the whole usage unknown. Reasoning that a server counts beside the generated tokens is added to them: it is billed.
/// </remarks>
internal static class TokenCounts
{
    /// <summary>Name under which <see cref="UsageDetails.AdditionalCounts"/> has the tokens written to the vendor's cache.</summary>
    public const string CacheWrite = "cache_write";

    /// <summary>Name under which it has 1 where the vendor says that it served the request as a batch.</summary>
    public const string Batch = "batch";

    /// <summary>No request has that many tokens.</summary>
    private const long Most = 100_000_000;

    /// <summary>The usage that the counts tell; null where they tell none.</summary>
    /// <param name="counts">What the backend says; null where it says nothing.</param>
    /// <param name="hasText">Whether text came back, which takes tokens.</param>
    /// <param name="odd">What is wrong with the counts; null where nothing is, or there are none.</param>
    public static Usage? Read(UsageDetails? counts, bool hasText, out string? odd)
    {
        odd = null;
        if (counts is null)
        {
            return null;
        }

        odd = Oddity(counts, hasText);
        if (odd is not null)
        {
            return null;
        }

        var (input, output) = (counts.InputTokenCount!.Value, counts.OutputTokenCount!.Value);
        var (cached, write) = (counts.CachedInputTokenCount ?? 0, Additional(counts, CacheWrite));
        long reasoning = counts.ReasoningTokenCount ?? 0;
        if (!TryBill(input, output, cached, reasoning, counts.TotalTokenCount, out long billed))
        {
            odd = "counts that do not add up";
            return null;
        }

        return new Usage(input, cached, billed)
        {
            CacheWrite = write,
            Reasoning = Math.Min(reasoning, billed),
            IsBatch = Additional(counts, Batch) > 0,
        };
    }

    /// <summary>The usage that a reply tells; null where it tells none.</summary>
    /// <param name="chat">The reply; likelihoods of given options are spelt out as its text, and no token of that was generated.</param>
    /// <param name="odd">What is wrong with the counts; null where nothing is, or there are none.</param>
    public static Usage? Read(ChatResponse chat, out string? odd) =>
        Read(
            chat.Usage,
            hasText: chat.Text.Length > 0 && chat.FindDetails() is not { Likelihoods.IsDefaultOrEmpty: false },
            out odd
        );

    /// <summary>The counts of a usage, as a client gives them.</summary>
    /// <param name="usage">The usage; null for none.</param>
    public static UsageDetails? ToDetails(Usage? usage)
    {
        if (usage is not { } tokens)
        {
            return null;
        }

        var details = new UsageDetails
        {
            InputTokenCount = tokens.Input,
            CachedInputTokenCount = tokens.CachedInput,
            OutputTokenCount = tokens.Output,
            ReasoningTokenCount = tokens.Reasoning,
        };
        Add(details, CacheWrite, tokens.CacheWrite);
        Add(details, Batch, tokens.IsBatch ? 1 : 0);
        return details;
    }

    /// <summary>Adds a count that Microsoft.Extensions.AI has no property for, where it is not zero.</summary>
    /// <param name="details">The counts.</param>
    /// <param name="name">Its name.</param>
    /// <param name="count">How many.</param>
    public static void Add(UsageDetails details, string name, long count)
    {
        if (count != 0)
        {
            (details.AdditionalCounts ??= [])[name] = count;
        }
    }

    private static string? Oddity(UsageDetails counts, bool hasText)
    {
        long?[] all =
        [
            counts.InputTokenCount,
            counts.OutputTokenCount,
            counts.CachedInputTokenCount,
            counts.ReasoningTokenCount,
            counts.TotalTokenCount,
            Additional(counts, CacheWrite),
        ];
        if (all.Any(count => count is < 0 or > Most))
        {
            return string.Create(CultureInfo.InvariantCulture, $"a count below 0 or above {Most:#,0}");
        }

        return counts switch
        {
            { InputTokenCount: null or 0 } => "no count of prompt tokens",
            { OutputTokenCount: null } => "no count of generated tokens",
            { OutputTokenCount: 0 } when hasText => "no generated tokens for a text",
            _ when (counts.CachedInputTokenCount ?? 0) + Additional(counts, CacheWrite) > counts.InputTokenCount =>
                "more cached tokens than prompt tokens",
            _ => null,
        };
    }

    /// <summary>
    /// The tokens charged as generated. Where the total is more than prompt and generated tokens, the rest is reasoning that
    /// is counted beside them, unless it is just as much as came from the cache: then nobody can say what it is.
    /// </summary>
    private static bool TryBill(long input, long output, long cached, long reasoning, long? total, out long billed)
    {
        long beside = total - input - output ?? 0;
        billed = beside > 0 ? output + beside : Math.Max(output, reasoning > output ? output + reasoning : 0);
        return beside <= 0 || beside != cached || beside == reasoning;
    }

    private static long Additional(UsageDetails counts, string name) =>
        counts.AdditionalCounts?.TryGetValue(name, out long count) == true ? count : 0;
}
