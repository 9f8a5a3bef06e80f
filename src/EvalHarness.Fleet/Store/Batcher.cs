namespace EvalHarness.Fleet.Store;

/// <summary>Gathers what many ask for while one call is under way, and asks for all of it with the next: the busier, the fewer calls.</summary>
/// <param name="work">Does a batch; gives one result an item, in order.</param>
/// <param name="most">Most items of a batch.</param>
internal sealed class Batcher<TItem, TResult>(
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> work,
    int most = 512
)
{
    private readonly Lock gate = new();
    private readonly Queue<(TItem Item, TaskCompletionSource<TResult> Done)> waiting = new();
    private bool isWorking;

    /// <summary>Has an item done with others.</summary>
    /// <param name="item">The item.</param>
    public Task<TResult> AddAsync(TItem item)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((item, done));
            if (isWorking)
            {
                return done.Task;
            }

            isWorking = true;
        }

        _ = Task.Run(WorkAsync);
        return done.Task;
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            var batch = new List<(TItem Item, TaskCompletionSource<TResult> Done)>();
            lock (gate)
            {
                while (batch.Count < most && waiting.TryDequeue(out var next))
                {
                    batch.Add(next);
                }

                if (batch.Count == 0)
                {
                    isWorking = false;
                    return;
                }
            }

            try
            {
                var results = await work([.. batch.Select(one => one.Item)]);
                for (int i = 0; i < batch.Count; i++)
                {
                    batch[i].Done.TrySetResult(results[i]);
                }
            }
#pragma warning disable CA1031 // Whoever waits for it is told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                foreach (var (_, done) in batch)
                {
                    done.TrySetException(e);
                }
            }
        }
    }
}
