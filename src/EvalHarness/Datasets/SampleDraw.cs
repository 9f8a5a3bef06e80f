using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>
/// A simple random sample of a stream: those with the smallest hashes of seed and id. Uniform over all sets of that size,
/// the same whatever the order of the stream, and a part of every larger draw with the same seed.
/// </summary>
/// <remarks>Bottom-k sampling: Cohen and Kaplan, Summarizing Data using Bottom-k Sketches, PODC 2007, doi:10.1145/1281100.1281133.</remarks>
internal static class SampleDraw
{
    /// <summary>Draws, in memory for the drawn ones alone, and gives them in the order of the stream.</summary>
    /// <param name="samples">The stream.</param>
    /// <param name="count">How many to draw; all when there are fewer.</param>
    /// <param name="seed">Decides which are drawn: the same seed draws the same.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<Sample>> DrawAsync(
        IAsyncEnumerable<Sample> samples,
        int count,
        long seed,
        CancellationToken cancellationToken
    )
    {
        // The largest hash on top, to be thrown out first; equal ids keep their order.
        var drawn = new PriorityQueue<(long Place, Sample Sample), (string Hash, long Place)>(
            Comparer<(string Hash, long Place)>.Create(
                (a, b) =>
                    string.CompareOrdinal(b.Hash, a.Hash) is var order and not 0 ? order : b.Place.CompareTo(a.Place)
            )
        );
        string salt = seed.ToString(CultureInfo.InvariantCulture);
        long place = 0L;
        await foreach (var sample in samples.WithCancellation(cancellationToken))
        {
            drawn.Enqueue((place, sample), (Digest.Of(salt, sample.Id), place));
            place++;
            if (drawn.Count > count)
            {
                drawn.Dequeue();
            }
        }
        return [.. drawn.UnorderedItems.Select(d => d.Element).OrderBy(d => d.Place).Select(d => d.Sample)];
    }
}
