using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>The tools of a call in the form of each interface; null where none are offered.</summary>
internal static class ToolFields
{
    /// <summary>Tools of chat completions, and of Ollama, which takes the same.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static JsonArray? OfChat(ChatOptions? options) =>
        List(options, tool => new JsonObject { ["type"] = "function", ["function"] = Describe(tool, "parameters") });

    /// <summary>Whether a tool is to be called, in chat completions.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static JsonNode? ChoiceOfChat(ChatOptions? options) =>
        Choice(options) is not { } choice ? null
        : choice.Name is { } name
            ? new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = name },
            }
        : choice.Word;

    /// <summary>Tools of Responses.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static JsonArray? OfResponses(ChatOptions? options) =>
        List(
            options,
            tool =>
            {
                var described = Describe(tool, "parameters");
                described["type"] = "function";
                // Left out it means true there and false everywhere else: the schema would be another one.
                described["strict"] = false;
                return described;
            }
        );

    /// <summary>Whether a tool is to be called, in Responses.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static JsonNode? ChoiceOfResponses(ChatOptions? options) =>
        Choice(options) is not { } choice ? null
        : choice.Name is { } name ? new JsonObject { ["type"] = "function", ["name"] = name }
        : choice.Word;

    /// <summary>Tools of Anthropic's Messages.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static JsonArray? OfMessages(ChatOptions? options) => List(options, tool => Describe(tool, "input_schema"));

    /// <summary>Whether a tool is to be called, in Anthropic's Messages.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static JsonNode? ChoiceOfMessages(ChatOptions? options) =>
        Choice(options) is not { } choice ? null
        : choice.Name is { } name ? new JsonObject { ["type"] = "tool", ["name"] = name }
        : new JsonObject { ["type"] = choice.Word == "required" ? "any" : choice.Word };

    /// <summary>Whether a call asks more than that the model decide.</summary>
    /// <param name="options">Options of the call; null for none.</param>
    public static bool IsForced(ChatOptions? options) => Choice(options) is { Word: not "auto" };

    private static (string Word, string? Name)? Choice(ChatOptions? options) =>
        options is not { Tools.Count: > 0, ToolMode: { } mode } ? null
        : mode is NoneChatToolMode ? ("none", null)
        : mode is RequiredChatToolMode required ? ("required", required.RequiredFunctionName)
        : ("auto", null);

    private static JsonArray? List(ChatOptions? options, Func<AIFunctionDeclaration, JsonObject> write) =>
        options?.Tools is { Count: > 0 } tools ? [.. tools.OfType<AIFunctionDeclaration>().Select(write)] : null;

    private static JsonObject Describe(AIFunctionDeclaration tool, string schema)
    {
        var described = new JsonObject { ["name"] = tool.Name };
        if (tool.Description is { Length: > 0 } description)
        {
            described["description"] = description;
        }

        described[schema] = JsonSerializer.SerializeToNode(tool.JsonSchema);
        return described;
    }
}
