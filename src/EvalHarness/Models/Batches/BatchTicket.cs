using System.Globalization;

namespace EvalHarness.Models.Batches;

/// <summary>What a batch of ours is known by, written down before it is handed in.</summary>
/// <param name="Tag">Letters and digits that no other batch has; at most 31.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Requests">Number of its requests.</param>
/// <param name="At">When it was written down, in UTC.</param>
public sealed record BatchTicket(string Tag, string Run, int Requests, DateTimeOffset At)
{
    private const int KeyDigits = 32;

    /// <summary>What a request of the batch is known by at the vendor: tag and key, at most 64 letters, digits and hyphens.</summary>
    /// <param name="key">Key of the request in its run.</param>
    public string CustomId(UInt128 key) => string.Create(CultureInfo.InvariantCulture, $"{Tag}-{key:x32}");

    /// <summary>Whether a result belongs to the batch.</summary>
    /// <param name="customId">What the vendor calls its request; null where it says nothing.</param>
    /// <param name="key">Key of the request in its run.</param>
    public bool Has(string? customId, out UInt128 key)
    {
        key = default;
        return customId?.Length == Tag.Length + 1 + KeyDigits
            && customId.StartsWith(Tag + "-", StringComparison.Ordinal)
            && UInt128.TryParse(
                customId.AsSpan(Tag.Length + 1),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out key
            );
    }
}
