using System.Runtime.CompilerServices;
using EvalHarness.Core;

namespace EvalHarness.Logs.Merging;

/// <summary>Lines that say where they stood in a file that was divided.</summary>
internal static class PlacedLines
{
    /// <summary>The lines of the whole file, of those that its parts hold, in its order.</summary>
    /// <param name="parts">The parts, each in the order of the whole.</param>
    /// <param name="placeOf">Place of a line: of its group, and within that; the latter is null where the line does not say.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line does not say where it stood.</exception>
    public static async IAsyncEnumerable<T> MergeAsync<T>(
        IEnumerable<IAsyncEnumerable<T>> parts,
        Func<T, (int Group, int? Place)> placeOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var open = new List<IAsyncEnumerator<T>>();
        var next = new PriorityQueue<int, (int Group, int Place, int Part)>();
        try
        {
            foreach (var part in parts)
            {
                open.Add(part.GetAsyncEnumerator(cancellationToken));
                await AdvanceAsync(open.Count - 1);
            }

            while (next.TryDequeue(out int part, out _))
            {
                yield return open[part].Current;
                await AdvanceAsync(part);
            }
        }
        finally
        {
            foreach (var part in open)
            {
                await part.DisposeAsync();
            }
        }

        async ValueTask AdvanceAsync(int part)
        {
            if (await open[part].MoveNextAsync())
            {
                var (group, place) = placeOf(open[part].Current);
                next.Enqueue(part, (group, place ?? throw Unplaced(), part));
            }
        }
    }

    private static DocumentException Unplaced() =>
        new(new Fault(new Location("samples.jsonl"), "a line of a shard without its place", "the log of a shard"));
}
