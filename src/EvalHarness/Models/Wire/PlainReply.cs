using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>
/// What a reply says whose form is not OpenAI's, taken value by value: whatever is odd beside the text is left out and remarked.
/// </summary>
internal sealed class PlainReply
{
    /// <summary>Stands for a count that is there and is none.</summary>
    private const long Unreadable = -1;

    private readonly List<Remark> remarks = [];
    private ImmutableArray<ToolCall> calls = [];

    /// <summary>The answer; null where the reply has none.</summary>
    public string? Text { get; private set; }

    /// <summary>What the model thought before it answered; null where it does not say.</summary>
    public string? Reasoning { get; set; }

    /// <summary>The backend's own word for why it stopped; null where it gave none.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Which model says that it answered; null where none does.</summary>
    public string? Model { get; set; }

    /// <summary>The counts that were sent; null where none was.</summary>
    public UsageDetails? Usage { get; set; }

    /// <summary>Whether it calls a tool.</summary>
    public bool HasCalls => !calls.IsEmpty;

    private ImmutableArray<TokenChoice> Tokens { get; set; } = [];

    private IReadOnlyDictionary<string, double> Probabilities { get; set; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Takes the answer: a text as it is, <c>null</c> as an empty one, anything else as its JSON.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called, for the remark.</param>
    public void TakeText(JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Text = WireText.Read(value, out bool isMended);
                if (isMended)
                {
                    Note(RemarkKind.Text, "bytes that are no text");
                }

                break;
            case JsonValueKind.Null:
                Text = "";
                break;
            default:
                Text = value.GetRawText();
                Note(RemarkKind.Field, name);
                break;
        }
    }

    /// <summary>Takes calls of tools: objects with a name and arguments, by themselves or as <c>function</c>.</summary>
    /// <param name="value">The list; null where there is none.</param>
    public void TakeCalls(JsonElement? value)
    {
        if (value is not { } list || list.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var read = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(ReadCall).ToList() : [null];
        if (read.Contains(null))
        {
            Note(RemarkKind.Field, "tool_calls");
        }

        calls = [.. read.OfType<ToolCall>()];
    }

    /// <summary>A label beside the answer; null, with a remark, where it is no text.</summary>
    /// <param name="value">The value; null where there is none.</param>
    /// <param name="name">What it is called, for the remark.</param>
    public string? Label(JsonElement? value, string name)
    {
        if (value is not { } element || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string? label = WireText.Read(element);
        if (label is null)
        {
            Note(RemarkKind.Field, name);
        }

        return label;
    }

    /// <summary>A count; null where it was not sent, below zero where what was sent is none.</summary>
    /// <param name="value">The value; null where there is none.</param>
    public static long? Count(JsonElement? value) =>
        value is not { } element || element.ValueKind == JsonValueKind.Null
            ? null
            : WireText.Count(element) ?? Unreadable;

    /// <summary>Takes the probability of each class: numbers in [0, 1].</summary>
    /// <param name="value">An object of numbers by class.</param>
    public void TakeProbabilities(JsonElement value)
    {
        var read = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var one in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            if (
                one.Value.ValueKind == JsonValueKind.Number
                && one.Value.TryGetDouble(out double probability)
                && probability is >= 0 and <= 1
            )
            {
                read[one.Name] = probability;
            }
            else
            {
                read.Clear();
                break;
            }
        }

        if (read.Count == 0)
        {
            Note(RemarkKind.Probabilities, "probabilities");
            return;
        }

        Probabilities = read;
    }

    /// <summary>Takes generated tokens in OpenAI's form, the list itself or an object that holds it as <c>content</c>.</summary>
    /// <param name="value">The tokens.</param>
    public void TakeTokens(JsonElement value)
    {
        var list =
            value.ValueKind == JsonValueKind.Object && value.TryGetProperty("content", out var content)
                ? content
                : value;
        if (WireTokens.Read(list) is { } tokens)
        {
            Tokens = tokens;
        }
        else
        {
            Note(RemarkKind.Probabilities, "logprobs");
        }
    }

    /// <summary>The response that the reply is.</summary>
    public ChatResponse ToResponse()
    {
        var message = new ChatMessage(ChatRole.Assistant, []);
        if (Reasoning is { Length: > 0 } thought)
        {
            message.Contents.Add(new TextReasoningContent(thought));
        }

        if (Text is { Length: > 0 } text)
        {
            message.Contents.Add(new TextContent(text));
        }

        foreach (var (place, call) in calls.Index())
        {
            message.Contents.Add(
                new FunctionCallContent(FormattableString.Invariant($"call-{place}"), call.Name)
                {
                    RawRepresentation = call,
                }
            );
        }

        var response = new ChatResponse(message)
        {
            ModelId = Model,
            FinishReason = FinishReasons.Read(FinishReason),
            Usage = Usage,
        };
        response.SetDetails(
            new ResponseDetails
            {
                FinishReason = FinishReason,
                ModelVersion = Model,
                Tokens = Tokens,
                Probabilities = Probabilities,
                Remarks = [.. remarks],
            }
        );
        return response;
    }

    private static ToolCall? ReadCall(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var function =
            call.TryGet("function", out var inside) && inside.ValueKind == JsonValueKind.Object ? inside : call;
        return WireText.Find(function, "name") is not { } name ? null
            : !function.TryGet("arguments", out var given) ? new ToolCall(name, "{}")
            : new ToolCall(name, WireText.Read(given) ?? given.GetRawText());
    }

    private void Note(RemarkKind kind, string detail) => remarks.Add(new Remark(kind, detail));
}
