using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Prompts;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>How a model is asked in a task, for people and as a hash: unlike protocols are not tested against each other.</summary>
internal static class Protocols
{
    /// <summary>The protocol of a task as a model is asked it.</summary>
    /// <param name="task">The task, the model's own prompting included.</param>
    /// <param name="fewShot">The examples chosen.</param>
    /// <param name="generationKey">Generation as one canonical line.</param>
    /// <param name="isOverridden">Whether the suite says that this model is asked differently.</param>
    public static Protocol Of(EvalTask task, FewShotPool fewShot, string generationKey, bool isOverridden) =>
        new(
            Digest.Of([
                task.System ?? "",
                task.Prompt,
                task.FewShot is { Count: > 0 } spec ? $"{spec.Count}/{spec.Style}" : "",
                generationKey,
                .. fewShot.Samples.Select(sample => sample.ContentHash),
            ]),
            Summary(task),
            isOverridden
        );

    private static string Summary(EvalTask task)
    {
        var generation = task.Generation;
        string?[] parts =
        [
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
