using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>What a task is made of as one model is asked it.</summary>
internal static class TaskPrompts
{
    /// <summary>What renders its prompts.</summary>
    /// <param name="task">The task, the model's own prompting included.</param>
    /// <param name="fewShot">The examples chosen.</param>
    public static PromptBuilder BuilderOf(EvalTask task, FewShotPool fewShot) =>
        new(
            task.System is { } text ? PromptTemplate.Parse(text, task.Declared) : null,
            PromptTemplate.Parse(task.Prompt, task.Declared),
            fewShot
        )
        {
            Messages =
            [
                .. task.Between.Select(message =>
                    (
                        message.Role,
                        message.Text is { } said ? PromptTemplate.Parse(said, task.Declared) : null,
                        message.History
                    )
                ),
            ],
            ImageFolder = ImageFiles.FolderOf(task.Dataset),
            History = task.Dataset.Conversation is null ? History.Gold : task.History,
        };

    /// <summary>Hash of its templates, and of all else that a request asks for beside the sample.</summary>
    /// <param name="task">The task, the model's own prompting included.</param>
    public static string ContentOf(EvalTask task) =>
        Digest.Of([
            task.System ?? "",
            task.Prompt,
            .. task.Between.Select(message => $"{message.Role} {message.Text ?? message.History}"),
            .. task.Dataset.Conversation is null ? [] : new[] { $"history {task.History}" },
            .. task.Answer is ILikelihoodFormat { Question: { } question }
                ? ImmutableArray.Create([
                    question.Delimiter,
                    question.BarePrompt is { } bare ? $"bare {bare}" : "",
                    .. question.Choices,
                ])
                : [],
            .. OfferedTools.Of(task) is { } tools ? new[] { tools.Key } : [],
        ]);

    /// <summary>
    /// What of a model's generation makes its answers another protocol: a seed or logprobs that its interface does not have
    /// change no answer's worth.
    /// </summary>
    public static Generation Comparable(EvalTask task, EvalTask asked) =>
        asked.Generation with
        {
            Seed = asked.Generation.Seed ?? task.Generation.Seed,
            Logprobs = asked.Generation.Logprobs ?? task.Generation.Logprobs,
        };
}
