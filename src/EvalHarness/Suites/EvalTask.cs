using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Suites;

/// <summary>A dataset, a prompt, an answer format, metrics.</summary>
/// <param name="Name">Name of the task in this suite.</param>
/// <param name="Dataset">Where its samples come from.</param>
/// <param name="Metrics">What is measured; the first one is the headline.</param>
/// <param name="Answer">How the answer is found in the response. Needed, unless its prompt is of a published family or each of its <c>prompts</c> has one.</param>
/// <param name="Asked">The question: a template, where <c>{{field}}</c> shows a field of the sample, or a published family of prompts. That, or <c>messages</c>, or <c>prompts</c>.</param>
/// <param name="Messages">The whole prompt in place of <c>prompt</c> and <c>system</c>: templates <c>system:</c>, <c>user:</c> and <c>assistant:</c> in order, or <c>history:</c> with the field that holds turns; the last is the question, a user's.</param>
/// <param name="System">Template of the system turn; none by default.</param>
/// <param name="FewShot">Solved examples shown before the question; none by default.</param>
/// <param name="Generation">How the models generate; their own defaults by default.</param>
/// <param name="Repeats">How often each sample is asked; 1 by default.</param>
/// <param name="Description">What the task is about.</param>
/// <param name="History">Of a dataset with <c>conversation</c>: whose answers stand behind the earlier questions, the right ones (<c>gold</c>, by default) or the model's own (<c>own</c>).</param>
/// <param name="Tools">Tools that the models are offered: a list of <c>{ name, description, parameters }</c>, <c>{ file: tools.json }</c>, or <c>{ field: COLUMN }</c>; none by default.</param>
/// <param name="ToolChoice">Whether a tool is to be called: <c>auto</c>, <c>required</c>, <c>none</c>, or the name of the one to call; the model decides by default.</param>
/// <param name="Judges">Models that grade its answers, by name of the judge; none by default.</param>
/// <param name="Images">Columns that name pictures (png, jpeg, gif or webp, each of 20 MiB at most), a path or a JSON list of paths relative to the data file: they stand before the question, in order; none by default.</param>
/// <param name="Prompts">Several prompts in place of one, by name: each a text, or the keys that differ with it. The task is asked with each, as <c>task@name</c>. None by default.</param>
/// <param name="Perturb">Changes of the samples that a person would answer alike: of each there is a copy of the task, <c>task@typos</c>, and what a model loses on it is told. None by default.</param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("task")]
public sealed record EvalTask(
    [KeyName("task")] string Name,
    DatasetSpec Dataset,
    ImmutableArray<IMeasure> Metrics,
    IAnswerFormat? Answer = null,
    [KeyName("prompt")] PromptSpec? Asked = null,
    ImmutableArray<Message> Messages = default,
    string? System = null,
    FewShotSpec? FewShot = null,
    Generation? Generation = null,
    [Range(1, 1000)] int Repeats = 1,
    string? Description = null,
    History History = History.Gold,
    ToolsSpec? Tools = null,
    string? ToolChoice = null,
    ImmutableArray<JudgeSpec> Judges = default,
    ImmutableArray<string> Images = default,
    IReadOnlyDictionary<string, PromptVariant>? Prompts = null,
    ImmutableArray<IPerturbation> Perturb = default,
    Location Declared = default
)
{
    /// <summary>How the answer is found in the response.</summary>
    public IAnswerFormat Answer { get; init; } = Answer ?? new TextAnswer();

    /// <summary>The prompts that it is asked with, by name; empty where it is asked with one.</summary>
    public IReadOnlyDictionary<string, PromptVariant> Prompts { get; init; } =
        Prompts ?? ImmutableDictionary<string, PromptVariant>.Empty;

    /// <summary>Changes of the samples of which there are copies; empty by default.</summary>
    public ImmutableArray<IPerturbation> Perturb { get; init; } = Perturb.IsDefault ? [] : Perturb;

    /// <summary>The task and the prompt, or the change, that it was made of; null where the suite declares it as it is.</summary>
    public TaskVariant? Variant { get; init; }

    /// <summary>Template of the question: the prompt, or the last of the messages.</summary>
    public string Prompt { get; init; } = Asked?.Template ?? (Messages.IsDefaultOrEmpty ? "" : Messages[^1].User ?? "");

    /// <summary>The messages as they are written; empty where there is a prompt alone.</summary>
    public ImmutableArray<Message> Messages { get; init; } = Messages.IsDefault ? [] : Messages;

    /// <summary>Template of the system turn: its own key, or the first of the messages; null for none.</summary>
    public string? System { get; init; } = System ?? (Messages.IsDefaultOrEmpty ? null : Messages[0].System);

    /// <summary>The messages between system turn and question.</summary>
    internal ImmutableArray<Message> Between =>
        [.. Messages.SkipLast(1).Skip(Messages is [{ System: not null }, ..] ? 1 : 0)];

    /// <summary>The dataset as its samples are read.</summary>
    internal DatasetSpec Rows =>
        Answer.TakesJsonTargets || !Images.IsEmpty
            ? Dataset with
            {
                TakesJsonTargets = Answer.TakesJsonTargets,
                Images = Images,
            }
            : Dataset;

    /// <summary>Columns that name the pictures of a sample; empty by default.</summary>
    public ImmutableArray<string> Images { get; init; } = Images.IsDefault ? [] : Images;

    /// <summary>Models that grade its answers; empty by default.</summary>
    public ImmutableArray<JudgeSpec> Judges { get; init; } = Judges.IsDefault ? [] : Judges;

    /// <summary>Whether models are asked about its answers: by judges, or by evaluators that ask one.</summary>
    internal bool HasJudges => !Judges.IsEmpty || Metrics.Any(metric => metric is EvaluatorMetric { Judge: not null });

    /// <summary>How the models generate.</summary>
    public Generation Generation { get; init; } = Generation ?? new Generation();

    /// <summary>The task as one model is asked it.</summary>
    /// <param name="model">The model; what its <c>prompting:</c> says wins.</param>
    public EvalTask For(ModelSpec model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Prompting is not { } own
            ? this
            : this with
            {
                System = own.System ?? System,
                Prompt = own.Prompt ?? Prompt,
                FewShot = own.FewShot is { } count
                    ? FewShot is null
                        ? count == 0
                            ? null
                            : new FewShotSpec(count)
                        : FewShot with
                        {
                            Count = count,
                        }
                    : FewShot,
                Generation = (own.Generation is null ? Generation : Merge(own.Generation)).Without(own.Omit ?? []),
            };
    }

    private Generation Merge(Generation own) =>
        new(
            own.Temperature ?? Generation.Temperature,
            own.MaxTokens ?? Generation.MaxTokens,
            own.TopP ?? Generation.TopP,
            own.Seed ?? Generation.Seed,
            own.Stop ?? Generation.Stop,
            own.Logprobs ?? Generation.Logprobs,
            own.ResponseFormat ?? Generation.ResponseFormat,
            own.Extra ?? Generation.Extra,
            own.TopK ?? Generation.TopK,
            own.ReasoningEffort ?? Generation.ReasoningEffort
        );
}
