using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;
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
    public RunHeader Header { get; }

    /// <summary>The tasks, in the order of the suite.</summary>
    public ImmutableArray<TaskPlan> Tasks { get; }

    /// <summary>The models to ask, in the order of the suite.</summary>
    public ImmutableArray<ModelPlan> Models { get; }

    /// <summary>Requests to one model.</summary>
    public long RequestsPerModel => Tasks.Sum(task => (long)task.Samples * task.Task.Repeats);

    /// <summary>Requests to all models.</summary>
    public long Requests => RequestsPerModel * Models.Length;

    /// <summary>Names of the models whose answers cost nothing.</summary>
    internal IReadOnlySet<string> LocalModels =>
        Models.Where(model => model.Model.Provider.IsLocal).Select(model => model.Model.Name).ToHashSet();

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
        foreach (var request in askings[task].About(model.Model.Name, sample))
            yield return request;
    }

    /// <summary>Gives the samples to a run; one that was begun before has them already.</summary>
    /// <param name="folder">Folder of the run.</param>
    internal void MoveTo(RunFolder folder)
    {
        if (!File.Exists(folder.SamplesFile))
            File.Move(SamplesFile, folder.SamplesFile);
        else if (SamplesFile != folder.SamplesFile)
            File.Delete(SamplesFile);
        SamplesFile = folder.SamplesFile;
        isTaken = true;
    }

    /// <summary>Deletes the samples, if no run took them.</summary>
    public void Dispose()
    {
        if (!isTaken)
            File.Delete(SamplesFile);
    }
}
