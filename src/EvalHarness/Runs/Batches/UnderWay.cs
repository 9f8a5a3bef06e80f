using System.Collections.Concurrent;

namespace EvalHarness.Runs.Batches;

/// <summary>The batches of a model that are under way.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="progress">Is told what the model is waited for.</param>
internal sealed class UnderWay(string model, IRunProgress progress)
{
    private readonly ConcurrentDictionary<string, HeldBatch> batches = new(StringComparer.Ordinal);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => batches.IsEmpty;

    /// <summary>All of them.</summary>
    public IEnumerable<HeldBatch> All => batches.Values;

    /// <summary>Adds one.</summary>
    /// <param name="batch">The batch.</param>
    public void Add(HeldBatch batch) => batches[batch.Ticket.Tag] = batch;

    /// <summary>Takes one out that is over.</summary>
    /// <param name="batch">The batch.</param>
    public void Remove(HeldBatch batch)
    {
        batches.TryRemove(batch.Ticket.Tag, out _);
        Tell();
    }

    /// <summary>Tells how they stand.</summary>
    public void Tell() => progress.Waiting(model, IsEmpty ? null : $"waiting for {this}");

    /// <summary>Their names, and how many of their requests are done.</summary>
    public override string ToString()
    {
        HeldBatch[] all = [.. batches.Values.OrderBy(batch => batch.Ticket.At)];
        string word = all.Length == 1 ? "batch" : "batches";
        return FormattableString.Invariant(
            $"{word} {string.Join(", ", all.Select(batch => batch.Name))} ({all.Sum(batch => batch.Done):N0} of {all.Sum(batch => (long)batch.Ticket.Requests):N0} done)"
        );
    }
}
