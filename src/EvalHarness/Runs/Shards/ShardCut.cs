using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs.Shards;

/// <summary>Deals the clusters of samples of a plan out to shards: each whole, the same one in all tasks, and every shard about as many requests.</summary>
/// <remarks>
/// The largest cluster goes first, always to the shard with the least to ask; equal ones in the order of a hash of seed and name. So a
/// shard is drawn by chance whatever the order of the file, and the cut depends on nothing but the samples. The rule is that of R. L. Graham,
/// "Bounds on multiprocessing timing anomalies" (1969), doi:10.1137/0117039: no shard has more than 4/3 of what the best cut would give it.
/// </remarks>
internal sealed class ShardCut
{
    private const string Scheme = "evalharness/shard/1";

    private readonly string seed;
    private readonly KeyMap numbers = new();
    private readonly List<(UInt128 Key, long Weight)> clusters = [];
    private int[] shards = [];

    private ShardCut(long seed) => this.seed = seed.ToString(CultureInfo.InvariantCulture);

    /// <summary>Requests to one model that fall to each shard.</summary>
    public ImmutableArray<long> Requests { get; private set; } = [];

    /// <summary>Cuts a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="count">Number of shards.</param>
    /// <param name="cancellationToken">Ends the reading of the samples.</param>
    /// <exception cref="DocumentException">There are fewer clusters than shards.</exception>
    public static async Task<ShardCut> ReadAsync(RunPlan plan, int count, CancellationToken cancellationToken)
    {
        var cut = new ShardCut(plan.Suite.Seed);
        var epochs = plan.Tasks.ToDictionary(task => task.Task.Name, task => task.Task.Repeats, StringComparer.Ordinal);
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(plan.SamplesFile, cancellationToken))
        {
            cut.Add(sample, epochs[task]);
        }

        if (cut.clusters.Count < count)
        {
            throw new DocumentException(
                new Fault(
                    new Location(plan.Suite.File),
                    FormattableString.Invariant(
                        $"{count} shards of samples that lie in {cut.clusters.Count} clusters, or alone"
                    ),
                    FormattableString.Invariant($"at most {cut.clusters.Count} shards: a cluster is never divided")
                )
            );
        }

        cut.Deal(count);
        return cut;
    }

    /// <summary>The shard of a sample, from 1.</summary>
    /// <param name="sample">A sample of the plan.</param>
    public int Of(Sample sample) => shards[numbers.Find(KeyOf(sample))];

    private void Add(Sample sample, int weight)
    {
        var key = KeyOf(sample);
        if (numbers.Add(key))
        {
            clusters.Add((key, weight));
            return;
        }

        int number = numbers.Find(key);
        clusters[number] = (key, clusters[number].Weight + weight);
    }

    private void Deal(int count)
    {
        shards = new int[clusters.Count];
        long[] loads = new long[count];
        var least = new PriorityQueue<int, (long Load, int Shard)>();
        for (int shard = 0; shard < count; shard++)
        {
            least.Enqueue(shard, (0, shard));
        }

        foreach (
            int cluster in Enumerable
                .Range(0, clusters.Count)
                .OrderByDescending(number => clusters[number].Weight)
                .ThenBy(number => clusters[number].Key)
        )
        {
            int shard = least.Dequeue();
            shards[cluster] = shard + 1;
            loads[shard] += clusters[cluster].Weight;
            least.Enqueue(shard, (loads[shard], shard));
        }

        Requests = [.. loads];
    }

    private UInt128 KeyOf(Sample sample) =>
        Key128.Of(
            sample.Cluster is { } cluster
                ? Digest.Of(Scheme, seed, "cluster", cluster)
                : Digest.Of(Scheme, seed, "sample", sample.Id)
        );
}
