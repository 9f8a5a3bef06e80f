using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>The turns of a conversation as JSON.</summary>
internal static class ChatTurns
{
    /// <summary>All turns, each with role and text.</summary>
    /// <param name="messages">The turns.</param>
    public static JsonArray All(IEnumerable<ChatMessage> messages) =>
        [.. messages.Select(turn => new JsonObject { ["role"] = turn.Role.Value, ["content"] = turn.Text })];

    /// <summary>The text of the system turns, for interfaces that take it apart, and the others.</summary>
    /// <param name="messages">The turns.</param>
    /// <returns>The text, an empty line between turns, null where there is none; and the other turns.</returns>
    public static (string? System, JsonArray Others) Apart(IEnumerable<ChatMessage> messages)
    {
        var turns = messages.ToLookup(turn => turn.Role == ChatRole.System);
        return (
            turns[true].Any() ? string.Join("\n\n", turns[true].Select(turn => turn.Text)) : null,
            All(turns[false])
        );
    }

    /// <summary>A list of texts; null where it is empty.</summary>
    /// <param name="texts">The texts; null for none.</param>
    public static JsonArray? List(ImmutableArray<string>? texts) =>
        texts is { IsDefaultOrEmpty: false } some ? [.. some.Select(text => JsonValue.Create(text))] : null;
}
