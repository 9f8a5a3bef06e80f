using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Why a model cannot be compared with the baseline, or with an earlier run: a fact, worded elsewhere.</summary>
public abstract record BaselineObstacle
{
    private BaselineObstacle() { }

    /// <summary>None is saved.</summary>
    /// <param name="Suite">Name of the suite.</param>
    public sealed record NoBaseline(string Suite) : BaselineObstacle;

    /// <summary>It could stop at any look at its data: a test made for one look claims too much.</summary>
    public sealed record LookedAt : BaselineObstacle;

    /// <summary>It has no such model.</summary>
    /// <param name="Model">Name of the model.</param>
    public sealed record NoModel(string Model) : BaselineObstacle;

    /// <summary>It has no such task.</summary>
    /// <param name="Task">Name of the task.</param>
    public sealed record NoTask(string Task) : BaselineObstacle;

    /// <summary>It was made of other data.</summary>
    /// <param name="Task">Name of the task.</param>
    /// <param name="Added">Samples that it lacks.</param>
    /// <param name="Changed">Samples of the same id and other content.</param>
    /// <param name="Removed">Samples that only it has.</param>
    public sealed record OtherData(string Task, int Added, int Changed, int Removed) : BaselineObstacle;

    /// <summary>Its answers were read in another way: format, labels or epochs differ.</summary>
    /// <param name="Task">Name of the task.</param>
    public sealed record OtherAnswerFormat(string Task) : BaselineObstacle;

    /// <summary>A model was asked in another way.</summary>
    /// <param name="Model">Name of the model.</param>
    /// <param name="Task">Name of the task.</param>
    /// <param name="Then">How it was asked in the baseline; null when that is unknown.</param>
    /// <param name="Now">How it is asked now; null when that is unknown.</param>
    public sealed record OtherProtocol(string Model, string Task, Protocol? Then, Protocol? Now) : BaselineObstacle;

    /// <summary>The metric is another one by the same name, or new.</summary>
    /// <param name="Task">Name of the task.</param>
    /// <param name="Metric">Name of the metric.</param>
    public sealed record OtherMetric(string Task, string Metric) : BaselineObstacle;
}
