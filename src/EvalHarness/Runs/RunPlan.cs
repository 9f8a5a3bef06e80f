using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Runs.Shards;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>All requests of a suite, in order, without holding them: samples lie on disk and prompts are made as needed.</summary>
/// <remarks>
/// A plan never changes: one that may stop early, and one whose samples a run has taken, are plans of their own. Disposing of
/// any of them deletes the passing file of samples, which is not there any more once a run took it.
/// </remarks>
public sealed record RunPlan : IDisposable
{
    internal RunPlan(
        Suite suite,
        PlanContext context,
        RunHeader header,
        ImmutableArray<TaskPlan> tasks,
        ImmutableArray<ModelPlan> models,
        string samplesFile
    )
    {
        (Suite, Context, Header, Tasks, Models) = (suite, context, header, tasks, models);
        (SamplesFile, AllSamplesFile, PassingFiles) = (samplesFile, samplesFile, [samplesFile]);
    }

    /// <summary>The suite.</summary>
    public Suite Suite { get; private init; }

    /// <summary>What it was planned with.</summary>
    public PlanContext Context { get; }

    /// <summary>What the header of a run of this plan will say; without id and times.</summary>
    public RunHeader Header { get; private init; }

    /// <summary>The tasks, in the order of the suite.</summary>
    public ImmutableArray<TaskPlan> Tasks { get; private init; }

    /// <summary>The models to ask, in the order of the suite.</summary>
    public ImmutableArray<ModelPlan> Models { get; private init; }

    /// <summary>The evaluators that ask a model, in the order of the suite.</summary>
    internal ImmutableArray<EvaluatorPlan> Evaluators { get; init; } = [];

    /// <summary>Whether models are asked about answers when these are in.</summary>
    internal bool HasJudges => !Judges.IsEmpty || !Evaluators.IsEmpty;

    /// <summary>The models that judge answers, judge by judge in the order of the suite.</summary>
    internal ImmutableArray<JudgePlan> Judges { get; init; } = [];

    /// <summary>Requests to one model.</summary>
    public long RequestsPerModel => Tasks.Sum(task => (long)task.Samples * task.Task.Repeats);

    /// <summary>Requests to all models that are asked everything; what teams ask beyond them is known only by asking.</summary>
    public long Requests => RequestsPerModel * Models.Count(model => !model.Model.OnlyInTeams);

    /// <summary>Requests that are made again to see how far models repeat themselves, if no answer comes from the cache.</summary>
    public long Repeats => Models.Sum(model => RepeatPlan.Least(this, model.Model));

    /// <summary>The order of each task's samples by name, for a run that may stop early; empty otherwise.</summary>
    internal ImmutableDictionary<string, SamplingOrder> Orders { get; private init; } =
        ImmutableDictionary<string, SamplingOrder>.Empty;

    /// <summary>
    /// The plan of a run that may stop when all is decided: the order of the samples is drawn by the suite's seed, and rule and
    /// order are in what is hashed, so that a run asked in another order is another run.
    /// </summary>
    /// <param name="looks">Number of looks at the data, by equal numbers of independent units.</param>
    /// <param name="cancellationToken">Ends the reading of the samples.</param>
    public async Task<RunPlan> StoppingWhenDecidedAsync(int looks, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(looks, 1);
        var samples = Tasks.ToDictionary(task => task.Task.Name, _ => new List<(string Id, string? Cluster)>());
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(SamplesFile, cancellationToken))
        {
            samples[task].Add((sample.Id, sample.Cluster));
        }

        var orders = samples.ToImmutableDictionary(
            task => task.Key,
            task => SamplingOrder.Of(Suite.Seed, task.Key, task.Value)
        );
        string hash = Digest.Of([
            .. Tasks.SelectMany(task => (string[])[task.Task.Name, string.Join(',', orders[task.Task.Name].Samples)]),
        ]);
        var rule = new StopRule("decided", looks, hash);
        return this with
        {
            Orders = orders,
            Header = Header with
            {
                Stop = rule,
                PlanHash = Digest.Of(Header.PlanHash, rule.When, looks.ToString(CultureInfo.InvariantCulture), hash),
            },
        };
    }

    /// <summary>
    /// The plan of one shard: its samples alone, asked as they are in the whole plan, with its part of budget and limits. Disposing of it
    /// disposes of the whole plan too.
    /// </summary>
    /// <param name="shard">Which.</param>
    /// <param name="cancellationToken">Ends the reading of the samples.</param>
    /// <exception cref="DocumentException">There are fewer clusters of samples than shards.</exception>
    internal async Task<RunPlan> OfAsync(Shard shard, CancellationToken cancellationToken = default)
    {
        var cut = await ShardCut.ReadAsync(this, shard.Count, cancellationToken);
        string file = string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.ChangeExtension(SamplesFile, null)}-{shard.Number}.jsonl"
        );
        var places = Tasks.ToDictionary(task => task.Task.Name, _ => 0, StringComparer.Ordinal);
        var counts = Tasks.ToDictionary(task => task.Task.Name, _ => 0, StringComparer.Ordinal);
        await using (var writer = new SampleWriter(file))
        {
            await foreach (var (task, sample) in RunLog.ReadSamplesAsync(SamplesFile, cancellationToken))
            {
                int place = places[task]++;
                if (cut.Of(sample) == shard.Number)
                {
                    var line = SampleLine.From(task, sample);
                    line.Place = place;
                    await writer.WriteAsync(line, cancellationToken);
                    counts[task]++;
                }
            }
        }

        return this with
        {
            Suite = shard.PartOf(
                Suite,
                cut.Requests[..(shard.Number - 1)].Sum(),
                cut.Requests[shard.Number - 1],
                cut.Requests.Sum()
            ),
            Tasks = [.. Tasks.Select(task => task with { Samples = counts[task.Task.Name] })],
            Models = [.. Models.Select(model => model with { Model = shard.PartOf(model.Model) })],
            SamplesFile = file,
            PassingFiles = [file, .. PassingFiles],
            Header = Header with
            {
                Tasks = [.. Header.Tasks.Select(task => task with { Samples = counts[task.Name] })],
                Shards = new ShardHeader(
                    shard.Count,
                    [shard.Number],
                    Header.PlanHash,
                    Header.Tasks.ToImmutableSortedDictionary(
                        task => task.Name,
                        task => task.Samples,
                        StringComparer.Ordinal
                    )
                ),
                PlanHash = Digest.Of(Header.PlanHash, "shard", shard.ToString()),
            },
        };
    }

    /// <summary>Names of the models whose answers cost nothing by themselves: a team's members pay.</summary>
    internal IReadOnlySet<string> FreeModels =>
        Models
            .Where(model => model.Model.Provider is { IsLocal: true } or ITeam)
            .Select(model => model.Model.Name)
            .ToHashSet();

    /// <summary>Where the samples lie: in a passing file, or in the folder of the run that took them.</summary>
    internal string SamplesFile { get; private init; }

    /// <summary>Where all samples of the suite lie: of the plan of a shard, those of the others too, which models may have to know.</summary>
    internal string AllSamplesFile { get; private init; }

    /// <summary>Files of samples that are deleted where no run took them, its own first.</summary>
    private ImmutableArray<string> PassingFiles { get; init; }

    /// <summary>The requests to one model, task by task in the order of the suite, each in the order of its dataset.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public async IAsyncEnumerable<Request> RequestsAsync(
        ModelPlan model,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        var askings = model.Askings.ToDictionary(asking => asking.Task, StringComparer.Ordinal);
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(SamplesFile, cancellationToken))
        {
            foreach (var request in askings[task].About(model.Model.Name, sample))
            {
                yield return request;
            }
        }
    }

    /// <summary>What each judge is asked about the first sample of its task, and how its words are told from others of its name.</summary>
    /// <param name="answer">The answer that it judges.</param>
    /// <param name="cancellationToken">Ends the reading of the samples.</param>
    public async IAsyncEnumerable<(string Judge, string Version, Request Request)> JudgePromptsAsync(
        string answer,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var left = Judges.DistinctBy(judge => (judge.Task.Name, judge.Judge.Name)).ToList();
        if (left.Count == 0)
        {
            yield break;
        }

        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(SamplesFile, cancellationToken))
        {
            foreach (var judge in left.FindAll(judge => judge.Task.Name == task))
            {
                yield return (judge.Judge.Name, judge.Version, judge.Example(sample, answer));
                left.Remove(judge);
            }

            if (left.Count == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The requests to one model about the samples between two looks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="look">The later look, from 1.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    internal async IAsyncEnumerable<Request> RequestsAsync(
        ModelPlan model,
        int look,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        int looks = Header.Stop!.Looks;
        var due = Orders.ToDictionary(
            task => task.Key,
            task =>
                task.Value.Samples[task.Value.SamplesAt(look - 1, looks)..task.Value.SamplesAt(look, looks)]
                    .ToHashSet(),
            StringComparer.Ordinal
        );
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var askings = model.Askings.ToDictionary(asking => asking.Task, StringComparer.Ordinal);
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(SamplesFile, cancellationToken))
        {
            int place = places[task] = places.TryGetValue(task, out int last) ? last + 1 : 0;
            if (due[task].Contains(place))
            {
                foreach (var request in askings[task].About(model.Model.Name, sample))
                {
                    yield return request;
                }
            }
        }
    }

    /// <summary>The plan of a run: gives the samples to its folder, where a run that was begun before has them already.</summary>
    /// <param name="folder">Folder of the run.</param>
    internal RunPlan In(RunFolder folder)
    {
        if (!File.Exists(folder.SamplesFile))
        {
            File.Move(PassingFiles[0], folder.SamplesFile);
        }
        else
        {
            File.Delete(PassingFiles[0]);
        }

        return this with
        {
            SamplesFile = folder.SamplesFile,
            AllSamplesFile = Header.Shards is null ? folder.SamplesFile : AllSamplesFile,
        };
    }

    /// <summary>Deletes the samples, if no run took them; their folder may be gone, as that of a cache that was deleted.</summary>
    public void Dispose()
    {
        foreach (string file in PassingFiles.Where(File.Exists))
        {
            File.Delete(file);
        }
    }
}
