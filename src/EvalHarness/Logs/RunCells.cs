using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>Numbers every planned request of a run: task by task, then sample, model and epoch, in the order of the suite.</summary>
/// <remarks>Holds sixteen bytes and a number of each sample, never a sample.</remarks>
internal sealed class RunCells
{
    private readonly Dictionary<string, Block> blocks = new(StringComparer.Ordinal);

    private RunCells(RunHeader header)
    {
        ImmutableArray<ModelHeader> models = [.. header.Models.Where(model => model.IsAsked)];
        Models = [.. models.Select(model => model.Name)];
        Helpers = [.. header.Models.Where(model => model.OnlyInTeams).Select(model => model.Name)];
        foreach (var task in header.Tasks)
        {
            blocks[task.Name] = new Block(task, Count, Models.Length);
            Count += (long)task.Samples * Models.Length * task.Epochs;
        }
    }

    /// <summary>Names of the models that were asked, in the order of the suite.</summary>
    public ImmutableArray<string> Models { get; }

    /// <summary>Names of the models that only teams asked: their lines belong to the run but fill no cell of it.</summary>
    public ImmutableArray<string> Helpers { get; }

    /// <summary>Number of cells.</summary>
    public long Count { get; }

    /// <summary>Reads the ids of a run's samples.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<RunCells> ReadAsync(
        RunFolder folder,
        RunHeader header,
        CancellationToken cancellationToken
    )
    {
        var cells = new RunCells(header);
        await using var reader = LineReader.Open(folder.SamplesFile);
        while (await reader.MoveNextAsync(cancellationToken))
        {
            if (LineKeys.TryRead(reader, out var keys) && cells.blocks.TryGetValue(keys.Task, out var block))
            {
                block.Samples.Add(Key128.Of(keys.Sample));
            }
        }

        return cells;
    }

    /// <summary>Number of a cell; -1 when the run planned no such request.</summary>
    /// <param name="keys">Task, sample, model and epoch.</param>
    public long Find(in LineKeys keys)
    {
        if (!blocks.TryGetValue(keys.Task, out var block) || keys.Epoch < 0 || keys.Epoch >= block.Task.Epochs)
        {
            return -1;
        }

        int sample = block.Samples.Find(Key128.Of(keys.Sample));
        int model = Models.IndexOf(keys.Model);
        return sample < 0 || sample >= block.Task.Samples || model < 0
            ? -1
            : block.First + ((((long)sample * Models.Length) + model) * block.Task.Epochs) + keys.Epoch;
    }

    /// <summary>Number of the first cell of a sample.</summary>
    /// <param name="task">Name of its task.</param>
    /// <param name="sample">Its place in the task, from 0.</param>
    public long First(string task, int sample)
    {
        var block = blocks[task];
        return block.First + ((long)sample * Models.Length * block.Task.Epochs);
    }

    private sealed record Block(TaskHeader Task, long First, int Models)
    {
        public KeyMap Samples { get; } = new();
    }
}
