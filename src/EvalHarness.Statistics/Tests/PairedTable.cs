using System.Globalization;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>The counts of right and wrong answers of two models, A and B, on the same items.</summary>
/// <param name="N11">Items that both got right.</param>
/// <param name="N10">Items that only A got right.</param>
/// <param name="N01">Items that only B got right.</param>
/// <param name="N00">Items that both got wrong.</param>
public readonly record struct PairedTable(long N11, long N10, long N01, long N00)
{
    /// <summary>Number of items.</summary>
    public long N => N11 + N10 + N01 + N00;

    /// <summary>Number of items that exactly one of the two got right.</summary>
    public long Discordant => N10 + N01;

    /// <summary>Share of A minus share of B.</summary>
    public double Difference => (double)(N10 - N01) / N;

    /// <summary>The table with A and B exchanged.</summary>
    public PairedTable Swap() => new(N11, N01, N10, N00);

    /// <summary>Counts 0/1 scores of the same items; anything but 0 and 1 is refused.</summary>
    public static PairedTable Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Require.SameLength(a.Length, b.Length, nameof(b));
        Span<long> counts = stackalloc long[4];
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] is not (0 or 1) || b[i] is not (0 or 1))
            {
                throw new ArgumentException($"scores must be 0 or 1, were {a[i]:R} and {b[i]:R} at {i}", nameof(a));
            }
            counts[(a[i] == 1 ? 0 : 2) + (b[i] == 1 ? 0 : 1)]++;
        }
        return new PairedTable(counts[0], counts[1], counts[2], counts[3]);
    }

    internal void Check()
    {
        if (N11 < 0 || N10 < 0 || N01 < 0 || N00 < 0 || N < 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a table needs counts of at least 0 that sum to at least 1, was {N11}, {N10}, {N01}, {N00}"
                )
            );
        }
    }
}
