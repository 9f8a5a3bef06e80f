using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>The turns of a conversation as JSON.</summary>
internal static class ChatTurns
{
    /// <summary>All turns, each with role and content.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="content">The content of a turn.</param>
    public static JsonArray All(IEnumerable<ChatMessage> messages, Func<ChatMessage, JsonNode?> content) =>
        [.. messages.Select(turn => new JsonObject { ["role"] = turn.Role.Value, ["content"] = content(turn) })];

    /// <summary>All turns as Ollama has them, pictures in a field of their own.</summary>
    /// <param name="messages">The turns.</param>
    public static JsonArray AllOfOllama(IEnumerable<ChatMessage> messages)
    {
        var turns = new JsonArray();
        foreach (var message in messages)
        {
            var turn = new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text };
            if (ImageParts.In(message) is { Length: > 0 } images)
            {
                turn["images"] = new JsonArray([.. images.Select(image => JsonValue.Create(Base64(image)))]);
            }

            turns.Add(turn);
        }

        return turns;
    }

    /// <summary>The text of the system turns, for interfaces that take it apart, and the others.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="content">The content of a turn.</param>
    /// <returns>The text, an empty line between turns, null where there is none; and the other turns.</returns>
    public static (string? System, JsonArray Others) Apart(
        IEnumerable<ChatMessage> messages,
        Func<ChatMessage, JsonNode?> content
    )
    {
        var turns = messages.ToLookup(turn => turn.Role == ChatRole.System);
        return (
            turns[true].Any() ? string.Join("\n\n", turns[true].Select(turn => turn.Text)) : null,
            All(turns[false], content)
        );
    }

    /// <summary>Text, or pictures and text as parts, as chat completions have them.</summary>
    /// <param name="message">The turn.</param>
    public static JsonNode? OfChat(ChatMessage message) =>
        Parts(
            message,
            "text",
            image => new JsonObject
            {
                ["type"] = "image_url",
                ["image_url"] = new JsonObject { ["url"] = UriOf(image) },
            }
        );

    /// <summary>The same as OpenAI's Responses have them.</summary>
    /// <param name="message">The turn.</param>
    public static JsonNode? OfResponses(ChatMessage message) =>
        Parts(
            message,
            "input_text",
            image => new JsonObject { ["type"] = "input_image", ["image_url"] = UriOf(image) }
        );

    /// <summary>The same as Anthropic's Messages have them.</summary>
    /// <param name="message">The turn.</param>
    public static JsonNode? OfMessages(ChatMessage message) =>
        Parts(
            message,
            "text",
            image => new JsonObject
            {
                ["type"] = "image",
                ["source"] = new JsonObject
                {
                    ["type"] = "base64",
                    ["media_type"] = image.MediaType,
                    ["data"] = Base64(image),
                },
            }
        );

    /// <summary>The bytes of a picture as text.</summary>
    /// <param name="image">The picture.</param>
    public static string Base64(DataContent image) => Convert.ToBase64String(image.Data.Span);

    /// <summary>A list of texts; null where it is empty.</summary>
    /// <param name="texts">The texts; null for none.</param>
    public static JsonArray? List(ImmutableArray<string>? texts) =>
        texts is { IsDefaultOrEmpty: false } some ? [.. some.Select(text => JsonValue.Create(text))] : null;

    private static string UriOf(DataContent image) => $"data:{image.MediaType};base64,{Base64(image)}";

    private static JsonNode? Parts(ChatMessage message, string textType, Func<DataContent, JsonObject> write)
    {
        var images = ImageParts.In(message);
        return images.Length == 0
            ? message.Text
            : new JsonArray([.. images.Select(write), new JsonObject { ["type"] = textType, ["text"] = message.Text }]);
    }
}
