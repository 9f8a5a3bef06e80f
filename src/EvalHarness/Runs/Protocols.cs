using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>How a model is asked in a task, for people and as a hash: unlike protocols are not tested against each other.</summary>
internal static class Protocols
{
    /// <summary>The protocol of a task as a model is asked it.</summary>
    /// <param name="task">The task, the model's own prompting included.</param>
    /// <param name="fewShot">The examples chosen.</param>
    /// <param name="generationKey">Generation as one canonical line.</param>
    /// <param name="model">The model asked.</param>
    public static Protocol Of(EvalTask task, FewShotPool fewShot, string generationKey, ModelSpec model) =>
        new(
            Digest.Of([
                .. ByLikelihood(task, model) is { } way ? new[] { way } : [],
                task.System ?? "",
                task.Prompt,
                .. task.Between.Select(message => $"{message.Role} {message.Text ?? message.History}"),
                .. Turns(task) is { } turns ? new[] { turns } : [],
                .. OfferedTools.Of(task) is { } tools ? new[] { tools.Key } : [],
                task.FewShot is { Count: > 0 } spec ? $"{spec.Count}/{spec.Style}" : "",
                generationKey,
                .. fewShot.Samples.Select(sample => sample.ContentHash),
            ]),
            Summary(task, model),
            model.Prompting is not null
        );

    /// <summary>The likelihood of whole options and that of their first token are as unlike as either is to a written answer.</summary>
    private static string? ByLikelihood(EvalTask task, ModelSpec model) =>
        task.Answer is not ILikelihoodFormat ? null
        : model.Provider.Likelihood == LikelihoodSupport.FirstToken ? "likelihood of the first token"
        : "likelihood of whole options";

    private static string? Turns(EvalTask task) =>
        task.Dataset.Conversation is null ? null
        : task.History == History.Own ? "after its own answers"
        : "after right answers";

    private static string Summary(EvalTask task, ModelSpec model)
    {
        var generation = task.Generation;
        string?[] parts =
        [
            ByLikelihood(task, model),
            Turns(task),
            task.Images.IsEmpty ? null : "with pictures",
            task.Tools is null ? null : "tools",
            task.FewShot is { Count: > 0 } spec
                ? string.Create(CultureInfo.InvariantCulture, $"{spec.Count}-shot")
                : "zero-shot",
            generation.Temperature is { } temperature
                ? string.Create(CultureInfo.InvariantCulture, $"temperature {temperature}")
                : null,
            generation.TopP is { } share ? string.Create(CultureInfo.InvariantCulture, $"top-p {share}") : null,
            generation.TopK is { } count ? string.Create(CultureInfo.InvariantCulture, $"top-k {count}") : null,
            generation.ReasoningEffort is { } effort ? $"reasoning {effort}" : null,
            generation.MaxTokens is { } most
                ? string.Create(CultureInfo.InvariantCulture, $"at most {most} tokens")
                : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }
}
