using System.Globalization;
using EvalHarness.Logs;
using EvalHarness.Reports.Sites;

namespace EvalHarness.Reports.Exports;

/// <summary>One model on one task in Every Eval Ever: its ids and where its two files lie.</summary>
/// <param name="Run">Header of the run.</param>
/// <param name="Task">The task.</param>
/// <param name="Place">Position of the model.</param>
internal sealed record EveryEvalEverModel(RunHeader Run, ExportTask Task, int Place)
{
    /// <summary>Version of the schema that is written.</summary>
    public const string Schema = "0.3.0";

    private const string Unknown = "unknown";

    /// <summary>The model as the run knew it.</summary>
    public ModelHeader Model => Task.Scores.Models[Place];

    /// <summary>Id of the evaluation, which its instances name: what was evaluated, the model, the time.</summary>
    public string EvaluationId => $"{Run.Suite}/{Task.Name}/{Model.Name}/{Retrieved}";

    /// <summary>When the run ended, in seconds since 1970.</summary>
    public string Retrieved => Seconds(Run.EndedAt ?? Run.StartedAt);

    /// <summary>A time in seconds since 1970, as a text.</summary>
    /// <param name="time">The time.</param>
    public static string Seconds(DateTimeOffset time) =>
        (time.ToUnixTimeMilliseconds() / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Path of the totals within the folder of the data: data, benchmark, developer, model, UUID.</summary>
    public string File => $"{Stem}.json";

    /// <summary>Path of the instances.</summary>
    public string Instances => $"{Stem}_samples.jsonl";

    /// <summary>Whether any answer has a score of its own, so that there are instances.</summary>
    public bool HasInstances =>
        Enumerable
            .Range(0, Task.Scores.Cells[Place].Outcomes.Length)
            .Any(cell =>
                Task.ValuedMetrics.Any()
                    ? Task.ValuedMetrics.Any(metric => metric.Value(Task.Scores, Place, cell) is not null)
                    : Task.IsRight(null, Place, cell) is not null
            );

    /// <summary>Id of the score by a metric.</summary>
    /// <param name="metric">Name of the metric.</param>
    public string ResultId(string metric) => $"{Task.Name}/{metric}";

    private string Stem =>
        string.Join(
            '/',
            "data",
            Slug.Of(Task.Name),
            // The part of a name before its slash is whose model it is; of other names nobody tells.
            Model.Name.Split('/')
                is [{ Length: > 0 } developer, _]
                ? Slug.Of(developer)
                : Unknown,
            Slug.Of(Model.Name),
            ExportIds.Uuid(Run.Suite, Run.Id, Task.Name, Model.Name)
        );
}
