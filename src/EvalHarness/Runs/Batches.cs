using System.Runtime.CompilerServices;

namespace EvalHarness.Runs;

/// <summary>Takes items in batches without waiting for a batch to fill.</summary>
internal static class Batches
{
    /// <summary>The items in their order: as many at a time as are there, at most so many, at least one.</summary>
    /// <param name="items">The items.</param>
    /// <param name="most">The most in a batch.</param>
    /// <param name="cancellationToken">Ends the taking.</param>
    public static async IAsyncEnumerable<List<T>> InBatchesAsync<T>(
        this IAsyncEnumerable<T> items,
        int most,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var batch = new List<T>(most);
        var step = Task.FromResult(true);
        await using var item = items.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                step = item.MoveNextAsync().AsTask();
                // Nothing is held back for an item that is not there yet.
                if (batch.Count == most || (batch.Count > 0 && !step.IsCompleted))
                {
                    yield return batch;
                    batch = new List<T>(most);
                }
                if (!await step)
                    break;
                batch.Add(item.Current);
            }
            if (batch.Count > 0)
                yield return batch;
        }
        finally
        {
            // Whoever stops here leaves a step unfinished, and a source may not be closed in the middle of one.
            await ((Task)step).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
