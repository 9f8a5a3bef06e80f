namespace EvalHarness.Core;

/// <summary>Tokens that one request was charged for.</summary>
/// <param name="Input">Prompt tokens, those read from a cache and those written to one included.</param>
/// <param name="CachedInput">Prompt tokens that the vendor served from its cache at a lower price.</param>
/// <param name="Output">Generated tokens, hidden reasoning included.</param>
public readonly record struct Usage(long Input, long CachedInput, long Output)
{
    /// <summary>Prompt tokens that the vendor wrote to its cache, part of <see cref="Input"/>; some charge more for them.</summary>
    public long CacheWrite { get; init; }

    /// <summary>Generated tokens of reasoning that the text does not show, part of <see cref="Output"/>; 0 where it is not told.</summary>
    public long Reasoning { get; init; }

    /// <summary>Whether the vendor says that it served the request at the price of a batch.</summary>
    public bool IsBatch { get; init; }

    /// <summary>The tokens of both.</summary>
    /// <param name="other">Tokens of other requests.</param>
    public Usage Plus(Usage other) =>
        new(Input + other.Input, CachedInput + other.CachedInput, Output + other.Output)
        {
            CacheWrite = CacheWrite + other.CacheWrite,
            Reasoning = Reasoning + other.Reasoning,
            IsBatch = IsBatch && other.IsBatch,
        };
}
