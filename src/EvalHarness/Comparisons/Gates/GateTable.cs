using System.Collections.Immutable;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>A run with the committed baseline beside it, sample by sample, so that one code tests against both.</summary>
internal sealed class GateTable
{
    private readonly ScoreTable? baseline;

    public GateTable(ScoreTable table, ScoreTable? baseline)
    {
        (Header, this.baseline) = (table.Header, baseline);
        Tasks = baseline is null
            ? table.Tasks
            :
            [
                .. table.Tasks.Select(task =>
                    BaselineJoin.Beside(task, Find(baseline.Tasks, task.Task.Name), baseline)
                ),
            ];
    }

    public RunHeader Header { get; }

    /// <summary>The tasks; the models of the baseline follow those of the run.</summary>
    public ImmutableArray<TaskScores> Tasks { get; }

    /// <summary>The models that were asked.</summary>
    public ImmutableArray<ModelHeader> Models => [.. Header.Models.Where(model => model.IsAsked)];

    public TaskScores? Find(string task) => Find(Tasks, task);

    /// <summary>Place of a model among those of each task; null when the run has none of that name.</summary>
    public int? PlaceOf(string model) => Place(Models, model);

    /// <summary>Place of a model of the baseline; null when it has none of that name.</summary>
    public int? PlaceInBaseline(string model) =>
        baseline is null || Place(BaselineJoin.Models(baseline), model) is not { } place ? null : Models.Length + place;

    /// <summary>Why a model cannot be compared with its baseline; null when it can.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="tasks">The tasks that the gate is about.</param>
    /// <param name="metric">Name of the metric; null when the gate is not about one.</param>
    public string? WhyNotBaseline(string model, IEnumerable<TaskScores> tasks, string? metric) =>
        baseline is null ? $"no baseline is saved for {Header.Suite}: save one with 'evalharness baseline save <run>'"
        : PlaceInBaseline(model) is null ? $"the baseline has no model {model}"
        : tasks
            .Select(task => BaselineJoin.WhyNot(task, Find(baseline.Tasks, task.Task.Name), model, metric))
            .FirstOrDefault(reason => reason is not null);

    private static TaskScores? Find(ImmutableArray<TaskScores> tasks, string name) =>
        tasks.FirstOrDefault(task => task.Task.Name == name);

    private static int? Place(ImmutableArray<ModelHeader> models, string name)
    {
        for (int i = 0; i < models.Length; i++)
        {
            if (models[i].Name == name)
            {
                return i;
            }
        }

        return null;
    }
}
