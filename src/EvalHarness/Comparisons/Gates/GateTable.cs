using System.Collections.Immutable;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// The samples that a run was to ask with the committed baseline and earlier runs beside them, sample by sample, so that one
/// code tests against all.
/// </summary>
internal sealed class GateTable
{
    private readonly ScoreTable whole;
    private readonly ScoreTable? baseline;
    private readonly ImmutableArray<ScoreTable> earlier;

    public GateTable(ScoreTable table, ScoreTable? baseline, ImmutableArray<ScoreTable> earlier)
    {
        (whole, this.baseline, this.earlier) = (table, baseline, earlier);
        Tasks = Others.Aggregate(
            table.Asked().Tasks,
            (tasks, other) =>
                [.. tasks.Select(task => BaselineJoin.Beside(task, Find(other.Tasks, task.Task.Name), other))]
        );
    }

    /// <summary>The runs beside this one, in the order in which their models follow.</summary>
    private IEnumerable<ScoreTable> Others => baseline is null ? earlier : earlier.Prepend(baseline);

    public RunHeader Header => whole.Header;

    /// <summary>Whether the run could stop at any look at its data: a test for one look claims too much then.</summary>
    public bool IsLookedAt => Header.Stop is not null;

    /// <summary>The run as planned, where it could stop at any look; null where it could not.</summary>
    public ScoreTable? LookedAt => IsLookedAt ? whole : null;

    /// <summary>Whether the baseline comes from a run that could stop at any look.</summary>
    public bool IsBaselineLookedAt => baseline?.Header.Stop is not null;

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
    public BaselineObstacle? WhyNotBaseline(string model, IEnumerable<TaskScores> tasks, string? metric) =>
        baseline is null ? new BaselineObstacle.NoBaseline(Header.Suite)
        : PlaceInBaseline(model) is null ? new BaselineObstacle.NoModel(model)
        : WhyNot(baseline, tasks, model, metric);

    /// <summary>A model's places in the latest earlier runs that can be compared with this one.</summary>
    /// <param name="runs">How many at most.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="tasks">The tasks that the gate is about.</param>
    /// <param name="metric">Name of the metric; null when the gate is not about one.</param>
    /// <returns>The places, latest first, and why the latest run that was passed over was.</returns>
    public (ImmutableArray<int> Places, BaselineObstacle? Obstacle) Earlier(
        int runs,
        string model,
        IEnumerable<TaskScores> tasks,
        string? metric
    )
    {
        var places = ImmutableArray.CreateBuilder<int>();
        BaselineObstacle? obstacle = null;
        int before = Models.Length + (baseline is null ? 0 : BaselineJoin.Models(baseline).Length);
        foreach (var run in earlier)
        {
            var models = BaselineJoin.Models(run);
            var why =
                run.Header.Stop is not null ? new BaselineObstacle.LookedAt()
                : Place(models, model) is null ? new BaselineObstacle.NoModel(model)
                : WhyNot(run, tasks, model, metric);
            obstacle ??= why;
            if (why is null && places.Count < runs)
            {
                places.Add(before + Place(models, model)!.Value);
            }

            before += models.Length;
        }

        return (places.ToImmutable(), obstacle);
    }

    private BaselineObstacle? WhyNot(ScoreTable run, IEnumerable<TaskScores> tasks, string model, string? metric) =>
        tasks
            .Select(task => task.Task.Name)
            .Select(task => BaselineJoin.WhyNot(Find(whole.Tasks, task)!, Find(run.Tasks, task), model, metric))
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
