using System.Collections.Immutable;

namespace EvalHarness.Cli.Imports;

/// <summary>Which columns of a file of scores hold what; null takes the usual names.</summary>
/// <param name="Sample">Column of the samples' ids.</param>
/// <param name="Model">Column of the models' names.</param>
/// <param name="Score">Column of the scores.</param>
/// <param name="Epoch">Column that numbers the repeats.</param>
/// <param name="Cluster">Column that clusters the samples.</param>
/// <param name="Slices">Columns by which scores are broken down.</param>
/// <param name="Models">Wide form: columns of the models; null takes all that have no other part.</param>
internal sealed record ScoreColumns(
    string? Sample = null,
    string? Model = null,
    string? Score = null,
    string? Epoch = null,
    string? Cluster = null,
    ImmutableArray<string> Slices = default,
    ImmutableArray<string>? Models = null
)
{
    /// <summary>Column of the tasks' names; null takes the usual ones.</summary>
    public string? Task { get; init; }

    /// <summary>Column that names the prompt; none by default: one called so may hold its text.</summary>
    public string? Prompt { get; init; }

    /// <summary>What says that a request had no answer.</summary>
    public NoAnswer NoAnswer { get; init; } = NoAnswer.Unsaid;

    /// <summary>What a further score of a model on a sample is; null where there is none.</summary>
    public RepeatedAs? Repeated { get; init; }

    private static readonly string[] SampleNames =
    [
        "sample",
        "sample_id",
        "id",
        "item",
        "item_id",
        "question_id",
        "doc_id",
    ];
    private static readonly string[] ModelNames = ["model", "model_id", "model_name"];
    private static readonly string[] ScoreNames = ["score", "correct", "is_correct", "value"];
    private static readonly string[] TaskNames = ["task", "task_name"];
    private static readonly string[] EpochNames = ["epoch", "repeat", "trial"];
    private static readonly string[] ClusterNames = ["cluster", "cluster_id"];

    /// <summary>The usual names of the column that identifies samples, for faults.</summary>
    public static string UsualSampleNames => string.Join(", ", SampleNames);

    /// <summary>The columns by the names that a file has; a part that has no column stays null.</summary>
    public ScoreColumns In(IReadOnlyCollection<string> columns) =>
        new(
            Sample ?? First(SampleNames, columns),
            Model ?? First(ModelNames, columns),
            Score ?? First(ScoreNames, columns),
            Epoch ?? First(EpochNames, columns),
            Cluster ?? First(ClusterNames, columns),
            Slices.IsDefault ? [] : Slices,
            Models
        )
        {
            Task = Task ?? First(TaskNames, columns),
            Prompt = Prompt,
            NoAnswer = NoAnswer,
            Repeated = Repeated,
        };

    /// <summary>Every column that somebody named.</summary>
    public IEnumerable<string> Named =>
        new[] { Sample, Model, Score, Task, Prompt, Epoch, Cluster }
            .OfType<string>()
            .Concat(Slices.IsDefault ? [] : Slices)
            .Concat(Models ?? []);

    private static string? First(string[] usual, IReadOnlyCollection<string> columns) =>
        usual.FirstOrDefault(columns.Contains)
        ?? columns.FirstOrDefault(column => usual.Contains(column, StringComparer.OrdinalIgnoreCase));
}
