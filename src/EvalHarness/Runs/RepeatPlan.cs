using System.Globalization;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>Which requests of a plan are made again to see how far models repeat themselves; asks nobody.</summary>
/// <remarks>
/// The samples of a task are drawn by the hash of seed, task and id, whatever the order of a file, and the first epoch alone is meant.
/// An answer from the cache was given by the model of another day, so that it is compared with none: such a sample is asked once more often.
/// </remarks>
internal sealed class RepeatPlan
{
    private const string Scheme = "evalharness/repeat/1";

    private readonly RunPlan plan;
    private readonly Dictionary<string, Dictionary<string, int>> drawn;
    private Dictionary<(string Task, string Sample, string Model), Response> first = [];

    private RepeatPlan(RunPlan plan, Dictionary<string, Dictionary<string, int>> drawn) =>
        (this.plan, this.drawn) = (plan, drawn);

    /// <summary>Whether a model is asked anything again.</summary>
    /// <param name="plan">The plan.</param>
    public static bool Is(RunPlan plan) => plan.Models.Any(model => model.Model.Repeatability is not null);

    /// <summary>Requests that are made again for one model at least, if no answer comes from the cache.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="model">The model.</param>
    public static long Least(RunPlan plan, ModelSpec model) =>
        model.Repeatability is { } again
            ? plan.Tasks.Sum(task => (long)Math.Min(again.Samples, task.Samples) * (again.Times - 1))
            : 0;

    /// <summary>Draws the samples.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the reading of the samples.</param>
    public static async Task<RepeatPlan> DrawAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        int most = plan.Models.Max(model => model.Model.Repeatability?.Samples ?? 0);
        string seed = plan.Suite.Seed.ToString(CultureInfo.InvariantCulture);
        var latest = Comparer<UInt128>.Create((one, other) => other.CompareTo(one));
        var least = new Dictionary<string, PriorityQueue<string, UInt128>>(StringComparer.Ordinal);
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(plan.AllSamplesFile, cancellationToken))
        {
            if (!least.TryGetValue(task, out var queue))
            {
                least[task] = queue = new PriorityQueue<string, UInt128>(latest);
            }

            queue.Enqueue(sample.Id, Key128.Of(Digest.Of(Scheme, seed, task, sample.Id)));
            if (queue.Count > most)
            {
                queue.Dequeue();
            }
        }

        return new RepeatPlan(plan, least.ToDictionary(task => task.Key, task => Ranks(task.Value)));
    }

    /// <summary>Reads which of the samples a run has answers to.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadFirstAsync(RunFolder folder, CancellationToken cancellationToken) =>
        first = await FirstAnswers.ReadAsync(
            folder,
            cell => drawn.TryGetValue(cell.Task, out var ranks) && ranks.ContainsKey(cell.Sample),
            cancellationToken
        );

    /// <summary>What a model is asked again, once its first answers are in: nothing about a sample that has none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public async IAsyncEnumerable<Request> RequestsAsync(
        ModelPlan model,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (model.Model.Repeatability is null)
        {
            yield break;
        }

        await foreach (var request in plan.RequestsAsync(model, cancellationToken))
        {
            if (First(request) is { } answer && answer.Outcome.HasResponse())
            {
                foreach (var again in Again(model.Model, request, _ => false))
                {
                    yield return again;
                }
            }
        }
    }

    /// <summary>The repeats of a request, if it is one that is asked again; none otherwise.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">The request, as it is asked the first time.</param>
    /// <param name="isCached">Whether the cache would answer it, where the run has no answer yet.</param>
    public IEnumerable<Request> Again(ModelSpec model, Request request, Func<Request, bool> isCached)
    {
        if (
            model.Repeatability is not { } spec
            || request.Epoch != 0
            || !drawn.TryGetValue(request.Task, out var ranks)
            || !ranks.TryGetValue(request.Sample.Id, out int rank)
            || rank >= spec.Samples
        )
        {
            yield break;
        }

        bool isOld = First(request) is { } answer ? answer.AnsweredAt is not null : isCached(request);
        for (int repeat = 1; repeat <= (isOld ? spec.Times : spec.Times - 1); repeat++)
        {
            yield return request with
            {
                Id = Digest.Of(Scheme, request.Id, repeat.ToString(CultureInfo.InvariantCulture)),
                Repeat = repeat,
            };
        }
    }

    private Response? First(Request request) =>
        first.GetValueOrDefault((request.Task, request.Sample.Id, request.Model));

    /// <summary>The place of each sample in the order of drawing.</summary>
    private static Dictionary<string, int> Ranks(PriorityQueue<string, UInt128> queue)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        while (queue.TryDequeue(out string? sample, out _))
        {
            ranks[sample] = queue.Count;
        }

        return ranks;
    }
}
