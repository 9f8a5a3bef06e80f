using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Headlines;

/// <summary>What a model is to a reader who knows no ids: ids change with every version, roles do not.</summary>
/// <param name="The">With its article: <c>the fine-tuned model</c>.</param>
/// <param name="IsPlural">Whether verbs follow in the plural.</param>
internal sealed record Role(string The, bool IsPlural = false)
{
    private const string Model = " model";

    public string Is => IsPlural ? "are" : "is";

    public string Does => IsPlural ? "do" : "does";

    public string Costs => IsPlural ? "cost" : "costs";

    /// <summary>The role of a model of a run.</summary>
    public static Role Of(RunHeader run, ModelSummary model) =>
        Of(run.Models.FirstOrDefault(header => header.Name == model.Model), model);

    /// <summary>The role in a sentence that named another model already: <c>the general one</c>.</summary>
    public string After(Role first) =>
        The.EndsWith(Model, StringComparison.Ordinal) && first.The.EndsWith(Model, StringComparison.Ordinal)
            ? The[..^Model.Length] + " one"
            : The;

    private static Role Of(ModelHeader? header, ModelSummary model) =>
        header?.Provider switch
        {
            "router" => new("the router"),
            _ when header?.Team is not null || model.Team is not null => new("the cascade"),
            "rules" => new("the rules", IsPlural: true),
            "majority-class" => new("the commonest label"),
            "random" => new("guessing"),
            "text-classifier" => new("the classifier"),
            _ => model.Kind switch
            {
                ModelKind.Custom when IsFineTuned(header, model) => new("the fine-tuned model"),
                ModelKind.Custom => new("the custom model"),
                ModelKind.Baseline => new("the baseline"),
                _ => new("the general model"),
            },
        };

    private static bool IsFineTuned(ModelHeader? header, ModelSummary model) =>
        header?.LearningCurve is not null
        || model.Description.Contains("fine-tuned", StringComparison.OrdinalIgnoreCase)
        || model.Description.Contains("LoRA", StringComparison.OrdinalIgnoreCase);
}
