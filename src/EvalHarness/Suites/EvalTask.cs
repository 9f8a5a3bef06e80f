using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Suites;

/// <summary>A dataset, a prompt, an answer format, metrics.</summary>
/// <param name="Name">Name of the task in this suite.</param>
/// <param name="Dataset">Where its samples come from.</param>
/// <param name="Prompt">Template of the question; <c>{{field}}</c> shows a field of the sample.</param>
/// <param name="Answer">How the answer is found in the response.</param>
/// <param name="Metrics">What is measured; the first one is the headline.</param>
/// <param name="System">Template of the system turn; none by default.</param>
/// <param name="FewShot">Solved examples shown before the question; none by default.</param>
/// <param name="Generation">How the models generate; their own defaults by default.</param>
/// <param name="Repeats">How often each sample is asked; 1 by default.</param>
/// <param name="Description">What the task is about.</param>
/// <param name="Judges">Models that grade its answers, by name of the judge; none by default.</param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("task")]
public sealed record EvalTask(
    [KeyName("task")] string Name,
    DatasetSpec Dataset,
    string Prompt,
    IAnswerFormat Answer,
    ImmutableArray<IMeasure> Metrics,
    string? System = null,
    FewShotSpec? FewShot = null,
    Generation? Generation = null,
    [Range(1, 1000)] int Repeats = 1,
    string? Description = null,
    ImmutableArray<JudgeSpec> Judges = default,
    Location Declared = default
)
{
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
