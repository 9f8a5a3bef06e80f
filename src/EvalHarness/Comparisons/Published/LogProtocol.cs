using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Published;

/// <summary>How a model of another tool's log was asked, as far as the log tells: known where examples, reasoning, prompt and temperature are.</summary>
internal static class LogProtocol
{
    /// <summary>The protocol of an evaluation.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="source">What tells the log from others.</param>
    public static Protocol Of(ImportedEvaluation evaluation, string source)
    {
        var told = evaluation.Protocol;
        var parts = new (string Name, string? Value, bool IsNeeded)[]
        {
            ("few_shot", Number(told.FewShot), true),
            ("chain_of_thought", told.ChainOfThought?.ToString(), true),
            ("prompt", told.Prompt, true),
            ("temperature", Number(told.Temperature), true),
            ("system", told.System, false),
            ("max_tokens", Number(told.MaxTokens), false),
            ("top_p", Number(told.TopP), false),
            ("top_k", Number(told.TopK), false),
            ("chat_template", told.ChatTemplate?.ToString(), false),
            ("reasoning_effort", told.ReasoningEffort, false),
        };
        string[] open = [.. parts.Where(part => part is { IsNeeded: true, Value: null }).Select(part => part.Name)];
        return new Protocol(
            Digest.Of([
                .. parts.Select(part => part.Value ?? ""),
                open.Length == 0 ? "" : $"{source} {evaluation.Model}",
            ]),
            ProtocolWords.Of(
                told.FewShot,
                told.ChainOfThought,
                told.Temperature,
                told.ReasoningEffort,
                told.MaxTokens,
                open,
                told.ChatTemplate == true ? "chat template" : null
            ),
            IsUnknown: open.Length > 0
        );
    }

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);
}
