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
    private readonly Option<string?> task = Column("--task", "the tasks' names; task or task_name");
    private readonly Option<string?> prompt = new("--prompt")
    {
        Description = "Column of the names of prompts: each makes a task of its own of the same samples.",
    };

    private readonly Option<string[]> noAnswer = new("--no-answer")
    {
        Description =
            "What says that a request had no answer, so that its score is left out: a column, where it is filled and not false, 0 or none (error), or a column and a value (status=failed).",
        HelpName = "column[=value]",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> noAnswerValue = new("--no-answer-value")
    {
        Description = "Text in place of a score that says the same, such as N/A.",
        HelpName = "text",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<RepeatedAs?> repeated = new("--repeated")
    {
        Description =
            "What a further score of a model on a sample is, in a further row or a further column of that name: epochs (another try) or prompts; a fault by default.",
        HelpName = "epochs|prompts",
        CustomParser = argument =>
        {
            string word = argument.Tokens[0].Value;
            if (word.ToLowerInvariant() is "epochs" or "prompts")
            {
                return Enum.Parse<RepeatedAs>(word, ignoreCase: true);
            }

            argument.AddError($"--repeated: found '{word}'; expected epochs or prompts");
            return null;
        },
    };

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
    public IEnumerable<Option> All =>
        [
            sample,
            model,
            score,
            task,
            prompt,
            epoch,
            repeated,
            cluster,
            slices,
            models,
            noAnswer,
            noAnswerValue,
            LowerIsBetter,
        ];

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
        )
        {
            Task = parsed.GetValue(task),
            Prompt = parsed.GetValue(prompt),
            Repeated = parsed.GetValue(repeated),
            NoAnswer = new([.. parsed.GetValue(noAnswer) ?? []], [.. parsed.GetValue(noAnswerValue) ?? []]),
        };

    private static Option<string?> Column(string name, string holds) =>
        new(name) { Description = $"Column of {holds} by default." };
}
