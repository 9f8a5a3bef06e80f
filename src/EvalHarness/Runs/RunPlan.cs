using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>All requests of a suite, in order, without holding them: samples lie on disk and prompts are made as needed.</summary>
public sealed class RunPlan : IDisposable
{
    private bool isTaken;

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
        SamplesFile = samplesFile;
    }

    /// <summary>The suite.</summary>
    public Suite Suite { get; }

    /// <summary>What it was planned with.</summary>
    public PlanContext Context { get; }

    /// <summary>What the header of a run of this plan will say; without id and times.</summary>
    public RunHeader Header { get; private set; }

    /// <summary>The tasks, in the order of the suite.</summary>
    public ImmutableArray<TaskPlan> Tasks { get; }

    /// <summary>The models to ask, in the order of the suite.</summary>
    public ImmutableArray<ModelPlan> Models { get; }

    /// <summary>Requests to one model.</summary>
    public long RequestsPerModel => Tasks.Sum(task => (long)task.Samples * task.Task.Repeats);

    /// <summary>Requests to all models that are asked everything; what teams ask beyond them is known only by asking.</summary>
    public long Requests => RequestsPerModel * Models.Count(model => !model.Model.OnlyInTeams);

    /// <summary>The order of each task's samples by name, for a run that may stop early; empty otherwise.</summary>
    internal ImmutableDictionary<string, SamplingOrder> Orders { get; private set; } =
        ImmutableDictionary<string, SamplingOrder>.Empty;

    /// <summary>
    /// Lets the run stop when all is decided: draws the order of the samples by the suite's seed, and takes rule and order into
    /// what is hashed, so that a run asked in another order is another run.
    /// </summary>
    /// <param name="looks">Number of looks at the data, by equal numbers of independent units.</param>
    /// <param name="cancellationToken">Ends the reading of the samples.</param>
    public async Task StopWhenDecidedAsync(int looks, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(looks, 1);
        var samples = Tasks.ToDictionary(task => task.Task.Name, _ => new List<(string Id, string? Cluster)>());
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(SamplesFile, cancellationToken))
        {
            samples[task].Add((sample.Id, sample.Cluster));
        }

        Orders = samples.ToImmutableDictionary(
            task => task.Key,
            task => SamplingOrder.Of(Suite.Seed, task.Key, task.Value)
        );
        string hash = Digest.Of([
            .. Tasks.SelectMany(task => (string[])[task.Task.Name, string.Join(',', Orders[task.Task.Name].Samples)]),
        ]);
        var rule = new StopRule("decided", looks, hash);
        Header = Header with
        {
            Stop = rule,
            PlanHash = Digest.Of(Header.PlanHash, rule.When, looks.ToString(CultureInfo.InvariantCulture), hash),
        };
    }

    /// <summary>Names of the models whose answers cost nothing by themselves: a team's members pay.</summary>
    internal IReadOnlySet<string> FreeModels =>
        Models
            .Where(model => model.Model.Provider is { IsLocal: true } or ITeam)
            .Select(model => model.Model.Name)
            .ToHashSet();

    /// <summary>Where the samples lie: a passing file, until a run takes it into its folder.</summary>
    internal string SamplesFile { get; private set; }

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

    /// <summary>Gives the samples to a run; one that was begun before has them already.</summary>
    /// <param name="folder">Folder of the run.</param>
    internal void MoveTo(RunFolder folder)
    {
        if (!File.Exists(folder.SamplesFile))
        {
            File.Move(SamplesFile, folder.SamplesFile);
        }
        else if (SamplesFile != folder.SamplesFile)
        {
            File.Delete(SamplesFile);
        }

        SamplesFile = folder.SamplesFile;
        isTaken = true;
    }

    /// <summary>Deletes the samples, if no run took them.</summary>
    public void Dispose()
    {
        if (!isTaken)
        {
            File.Delete(SamplesFile);
        }
    }
}
