using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Carries our request and what came back beyond the chat through Microsoft.Extensions.AI's open properties.</summary>
public static class RequestOptions
{
    private const string RequestKey = "evalharness.request";
    private const string DetailsKey = "evalharness.details";
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>The turns of a prompt as the messages of a call; pictures are read now, and stand before the text of their turn.</summary>
    /// <param name="prompt">The rendered prompt.</param>
    /// <exception cref="ModelException">A picture is gone, or is another one than when the prompt was made.</exception>
    public static ChatMessage[] ToMessages(this Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var messages = new ChatMessage[prompt.Turns.Length];
        for (int i = 0; i < messages.Length; i++)
        {
            var turn = prompt.Turns[i];
            var role = turn.Role switch
            {
                Role.System => ChatRole.System,
                Role.User => ChatRole.User,
                Role.Assistant => ChatRole.Assistant,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            messages[i] = turn.Images.IsEmpty
                ? new ChatMessage(role, turn.Text)
                : new ChatMessage(role, [.. turn.Images.Select(ImageParts.Read), new TextContent(turn.Text)]);
        }

        return messages;
    }

    /// <summary>The options of the call that asks a request: its generation settings, its tools, and the request itself.</summary>
    /// <param name="request">The request that the call is about.</param>
    public static ChatOptions ToChatOptions(this Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var generation = request.Generation;
        var options = new ChatOptions
        {
            Temperature = (float?)generation.Temperature,
            TopP = (float?)generation.TopP,
            TopK = generation.TopK,
            MaxOutputTokens = generation.MaxTokens,
            Seed = generation.Seed,
            StopSequences = generation.Stop is { IsDefaultOrEmpty: false } stop ? [.. stop] : null,
            ResponseFormat = ToResponseFormat(generation.ResponseFormat),
        };
        if (request.Tools is { } offer)
        {
            options.Tools = [.. offer.Tools.Select(Declare)];
            options.ToolMode = ModeOf(offer);
        }

        options.SetRequest(request);
        return options;
    }

    /// <summary>Puts the request into the options of a call.</summary>
    /// <param name="options">Options of the call.</param>
    /// <param name="request">The request that the call is about.</param>
    public static void SetRequest(this ChatOptions options, Request request)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[RequestKey] = request;
    }

    /// <summary>The request that a call is about; null when the caller is not our engine.</summary>
    /// <param name="options">Options of the call.</param>
    public static Request? FindRequest(this ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(RequestKey) as Request;

    /// <summary>Puts what came back beyond the chat into a response.</summary>
    /// <param name="response">What a client gave back.</param>
    /// <param name="details">Probabilities, tokens, outcome.</param>
    public static void SetDetails(this ChatResponse response, ResponseDetails details)
    {
        ArgumentNullException.ThrowIfNull(response);
        (response.AdditionalProperties ??= [])[DetailsKey] = details;
    }

    /// <summary>What came back beyond the chat; null when the client gave nothing.</summary>
    /// <param name="response">What a client gave back.</param>
    public static ResponseDetails? FindDetails(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.AdditionalProperties?.GetValueOrDefault(DetailsKey) as ResponseDetails;
    }

    private static AIFunctionDeclaration Declare(Tool tool) =>
        AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Parameters ?? NoParameters);

    private static ChatToolMode? ModeOf(ToolOffer offer) =>
        offer.Choice switch
        {
            null => null,
            ToolOffer.Auto => ChatToolMode.Auto,
            ToolOffer.Required => ChatToolMode.RequireAny,
            ToolOffer.None => ChatToolMode.None,
            var name => ChatToolMode.RequireSpecific(name),
        };

    private static ChatResponseFormat? ToResponseFormat(JsonElement? format) =>
        format switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } word => word.GetString() switch
            {
                "text" => ChatResponseFormat.Text,
                _ => ChatResponseFormat.Json,
            },
            { } schema => ChatResponseFormat.ForJsonSchema(schema, "answer"),
        };
}
