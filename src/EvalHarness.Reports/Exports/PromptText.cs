using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Reports.Exports;

/// <summary>What was asked and answered as single texts.</summary>
internal static class PromptText
{
    /// <summary>The last turn of the user: what was asked, without instructions and examples.</summary>
    /// <param name="prompt">The prompt; null where it is not known.</param>
    public static string? Question(Prompt? prompt) =>
        prompt?.Turns.LastOrDefault(turn => turn.Role == Role.User)?.Text ?? prompt?.Turns.LastOrDefault()?.Text;

    /// <summary>All turns: a single one as it is, several each with its role before it.</summary>
    /// <param name="prompt">The prompt; null where it is not known.</param>
    public static string? Whole(Prompt? prompt) =>
        prompt switch
        {
            null => null,
            { Turns: [var only] } => only.Text,
            _ => string.Join("\n\n", prompt.Turns.Select(turn => $"{RoleOf(turn)}: {turn.Text}")),
        };

    /// <summary>The role of a turn as every chat format writes it.</summary>
    /// <param name="turn">The turn.</param>
    public static string RoleOf(Turn turn) =>
        turn.Role switch
        {
            Role.System => "system",
            Role.User => "user",
            Role.Assistant => "assistant",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Calls of tools as a JSON list; null where there are none.</summary>
    /// <param name="response">The response; null where there is none.</param>
    public static string? Calls(Response? response) =>
        response is not { ToolCalls: { IsDefaultOrEmpty: false } calls }
            ? null
            : JsonSerializer.Serialize(
                calls.Select(call => new Dictionary<string, string>
                {
                    ["name"] = call.Name,
                    ["arguments"] = call.Arguments,
                }),
                JsonTexts.Options
            );
}
