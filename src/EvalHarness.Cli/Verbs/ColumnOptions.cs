using System.CommandLine;
using EvalHarness.Cli.Imports;

namespace EvalHarness.Cli.Verbs;

/// <summary>Options that say which columns of a file of scores hold what.</summary>
internal sealed class ColumnOptions
{
    private readonly Option<string?> sample = Column("--sample", "the samples' ids; sample, id, item_id and the like");
    private readonly Option<string?> model = Column("--model", "the models' names; model or model_id");
    private readonly Option<string?> score = Column("--score", "the scores; score or correct");
    private readonly Option<string?> epoch = Column("--epoch", "the number of the repeat; epoch, repeat or trial");
    private readonly Option<string?> cluster = Column("--cluster", "what clusters the samples; cluster");
    private readonly Option<string[]> slices = new("--slice")
    {
        Description = "Columns by which scores are broken down.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> models = new("--models")
    {
        Description = "Wide form: the columns of the models; all that hold nothing else by default.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Whether less is better.</summary>
    public Option<bool> LowerIsBetter { get; } =
        new("--lower-is-better") { Description = "Smaller scores are better." };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [sample, model, score, epoch, cluster, slices, models, LowerIsBetter];

    /// <summary>What the options say.</summary>
    public ScoreColumns Read(ParseResult parsed) =>
        new(
            parsed.GetValue(sample),
            parsed.GetValue(model),
            parsed.GetValue(score),
            parsed.GetValue(epoch),
            parsed.GetValue(cluster),
            [.. parsed.GetValue(slices) ?? []],
            parsed.GetValue(models) is { Length: > 0 } named ? [.. named] : null
        );

    private static Option<string?> Column(string name, string holds) =>
        new(name) { Description = $"Column of {holds} by default." };
}
