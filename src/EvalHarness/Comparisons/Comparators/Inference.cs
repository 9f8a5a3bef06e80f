using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Draws resamples of a metric and says what follows.</summary>
/// <param name="replicator">The metric.</param>
/// <param name="clusters">The independent units of the task.</param>
/// <param name="resamples">Number of resamples for so many rows.</param>
/// <param name="seed">Seed of the draws.</param>
internal sealed class Inference(IReplicator replicator, ClusterIndex clusters, Func<int, int> resamples, ulong seed)
{
    /// <summary>One model on those of some rows that it answered; null where it answered none.</summary>
    public IInference? Of(int model, int[] rows) =>
        replicator.Rows(model, rows) is not { Length: > 0 } kept ? null
        : replicator.Complete([model], rows) is var (low, high)
            ? new BoundedInference(Draw(replicator, model, kept), Draw(low, model, rows), Draw(high, model, rows))
        : Draw(replicator, model, kept);

    /// <summary>The difference of two models on those of some rows that both answered; null where there is none.</summary>
    public IInference? OfDifference(int first, int second, int[] rows)
    {
        int[] kept = replicator.Rows(second, replicator.Rows(first, rows));
        if (kept.Length == 0)
        {
            return null;
        }

        var seen = Draw((replicator, first), (replicator, second), kept);
        return replicator.Complete([first, second], rows) is var (low, high)
            ? new BoundedInference(
                seen,
                Draw((low, first), (high, second), rows),
                Draw((high, first), (low, second), rows)
            )
            : seen;
    }

    private ReplicateInference Draw(IReplicator from, int model, int[] rows)
    {
        int[] kept = from.Rows(model, rows);
        return ReplicateInference.Of(Replicates.Of(from, model, kept, clusters, resamples(kept.Length), seed));
    }

    private ReplicateInference Draw((IReplicator Of, int Model) first, (IReplicator Of, int Model) second, int[] rows)
    {
        int[] kept = second.Of.Rows(second.Model, first.Of.Rows(first.Model, rows));
        int draws = resamples(kept.Length);
        if (first.Of == second.Of)
        {
            return ReplicateInference.Of(
                Replicates.OfDifference(first.Of, first.Model, second.Model, kept, clusters, draws, seed)
            );
        }

        var one = Replicates.Of(first.Of, first.Model, kept, clusters, draws, seed);
        return ReplicateInference.Of(
            one.Minus(Replicates.Of(second.Of, second.Model, kept, clusters, draws, seed), kept.Length)
        );
    }
}
