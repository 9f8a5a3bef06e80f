using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>
/// What a reply of <c>/v1/chat/completions</c> says, whole or put together of pieces. Only the message decides whether there
/// is an answer: whatever is odd beside it is left out and remarked.
/// </summary>
internal sealed class WireReply
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder reasoning = new();
    private readonly StringBuilder refusal = new();
    private readonly List<(StringBuilder Name, StringBuilder Arguments)> calls = [];
    private readonly List<Remark> remarks = [];

    public string? Id { get; private set; }

    public string? Model { get; private set; }

    public string? Fingerprint { get; private set; }

    public string? FinishReason { get; private set; }

    /// <summary>What holds the error that stands beside the choices, or in the first of them; null where there is none.</summary>
    public JsonElement? Error { get; private set; }

    public bool HasError => Error is not null;

    /// <summary>Whether there was a choice at all.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>Whether the choice had a message, or pieces of one.</summary>
    public bool HasMessage { get; private set; }

    public string Text => text.ToString();

    public string? Reasoning => reasoning.Length == 0 ? null : reasoning.ToString();

    public string? Refusal => refusal.Length == 0 ? null : refusal.ToString();

    public ImmutableArray<ToolCall> ToolCalls =>
        [.. calls.Select(call => new ToolCall(call.Name.ToString(), call.Arguments.ToString()))];

    /// <summary>Whether nothing was answered: no text, no refusal, no call.</summary>
    public bool IsBlank => text.Length == 0 && refusal.Length == 0 && calls.Count == 0;

    /// <summary>Whether anything was generated: a text, a thought, a refusal, a call.</summary>
    public bool HasBegun => !IsBlank || reasoning.Length > 0;

    public UsageDetails? Usage { get; private set; }

    public ImmutableArray<TokenChoice> Tokens { get; private set; } = [];

    public IReadOnlyList<Remark> Remarks => remarks;

    /// <summary>Notes an oddity once.</summary>
    public void Note(RemarkKind kind, string detail)
    {
        if (!remarks.Any(remark => remark.Kind == kind && remark.Detail == detail))
        {
            remarks.Add(new Remark(kind, detail));
        }
    }

    /// <summary>Takes a piece of a streamed reply; pieces of further choices are none of the answer.</summary>
    /// <param name="root">The JSON object.</param>
    public void TakePiece(JsonElement root) => Take(root, static index => index is null or 0);

    /// <summary>Takes the error that a stream sends instead of a piece.</summary>
    /// <param name="root">Its JSON.</param>
    public void TakeError(JsonElement root) => Error ??= root.Clone();

    /// <summary>Takes a whole reply.</summary>
    /// <param name="root">The JSON object.</param>
    public void Take(JsonElement root) => Take(root, static _ => true);

    private void Take(JsonElement root, Func<long?, bool> isOurs)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Id = Label(root, "id") ?? Id;
        Model = Label(root, "model") ?? Model;
        Fingerprint = Label(root, "system_fingerprint") ?? Fingerprint;
        Error ??= WireError.Find(root)?.Clone();
        if (
            root.TryGetProperty("choices", out var choices)
            && choices.ValueKind == JsonValueKind.Array
            && choices.GetArrayLength() > 0
            && choices[0] is { ValueKind: JsonValueKind.Object } choice
            && isOurs(WireText.Count(choice, "index", out _))
        )
        {
            TakeChoice(choice);
        }

        if (root.TryGetProperty("usage", out var usage) && usage.ValueKind != JsonValueKind.Null)
        {
            TakeUsage(usage, root);
        }
    }

    private void TakeChoice(JsonElement choice)
    {
        HasChoice = true;
        FinishReason = Label(choice, "finish_reason") ?? FinishReason;
        foreach (string name in (ReadOnlySpan<string>)["message", "delta"])
        {
            if (choice.TryGetProperty(name, out var message) && message.ValueKind == JsonValueKind.Object)
            {
                TakeMessage(message);
            }
        }

        if (!HasMessage && choice.TryGetProperty("text", out var plain) && plain.ValueKind == JsonValueKind.String)
        {
            HasMessage = true;
            Append(text, plain);
        }

        if (choice.TryGetProperty("logprobs", out var logprobs) && logprobs.ValueKind != JsonValueKind.Null)
        {
            TakeTokens(logprobs);
        }
    }

    private void TakeMessage(JsonElement message)
    {
        HasMessage = true;
        if (message.TryGetProperty("content", out var content))
        {
            TakeContent(content);
        }

        if (message.TryGetProperty("refusal", out var declined))
        {
            Append(refusal, declined);
        }

        int before = reasoning.Length;
        foreach (
            string name in (ReadOnlySpan<string>)["reasoning_content", "reasoning", "thinking", "reasoning_details"]
        )
        {
            if (reasoning.Length == before && message.TryGetProperty(name, out var thought))
            {
                TakeThought(thought);
            }
        }

        if (message.TryGetProperty("tool_calls", out var made) && made.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in made.EnumerateArray().Where(call => call.ValueKind == JsonValueKind.Object))
            {
                TakeCall(call, call.TryGetProperty("function", out var function) ? function : call);
            }
        }

        if (message.TryGetProperty("function_call", out var single) && single.ValueKind == JsonValueKind.Object)
        {
            TakeCall(default, single);
        }
    }

    /// <summary>A text, or a list of parts: texts are the answer, thoughts are not.</summary>
    private void TakeContent(JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                Append(text, content);
                break;
            case JsonValueKind.Array:
                foreach (var part in content.EnumerateArray())
                {
                    TakePart(part);
                }

                break;
            case JsonValueKind.Object:
                TakePart(content);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                text.Append(content.GetRawText());
                Note(RemarkKind.Field, "content");
                break;
        }
    }

    private void TakePart(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            Append(text, part);
        }
        else if (part.ValueKind == JsonValueKind.Object)
        {
            if (part.TryGetProperty("text", out var said))
            {
                Append(IsThought(part) ? reasoning : text, said);
            }
            else if (part.TryGetProperty("refusal", out var declined))
            {
                Append(refusal, declined);
            }
            else if (part.TryGetProperty("thinking", out var thought))
            {
                TakeThought(thought);
            }
        }
    }

    /// <summary>Whether a part says of itself that it is no answer: <c>reasoning</c>, <c>reasoning_text</c>, <c>thinking</c>.</summary>
    private static bool IsThought(JsonElement part) =>
        WireText.Find(part, "type") is { } type
        && (
            type.StartsWith("reasoning", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("thinking", StringComparison.OrdinalIgnoreCase)
        );

    private void TakeThought(JsonElement thought)
    {
        if (thought.ValueKind != JsonValueKind.Array)
        {
            Append(reasoning, thought);
            return;
        }

        foreach (var part in thought.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var said))
            {
                Append(reasoning, said);
            }
        }
    }

    /// <summary>A call, or a piece of one: a piece names the call that it goes on with.</summary>
    private void TakeCall(JsonElement call, JsonElement function)
    {
        if (function.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        long? place = WireText.Count(call, "index", out _);
        if (place is not { } index || index < 0 || index >= calls.Count)
        {
            calls.Add((new StringBuilder(), new StringBuilder()));
            index = calls.Count - 1;
        }

        var (name, arguments) = calls[(int)index];
        if (function.TryGetProperty("name", out var named))
        {
            Append(name, named);
        }

        if (function.TryGetProperty("arguments", out var given))
        {
            if (given.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                arguments.Append(given.GetRawText());
            }
            else
            {
                Append(arguments, given);
            }
        }
    }

    private void Append(StringBuilder to, JsonElement said)
    {
        if (WireText.Read(said, out bool isMended) is { } plain)
        {
            to.Append(plain);
        }

        if (isMended)
        {
            Note(RemarkKind.Text, "bytes that are no text");
        }
    }

    /// <summary>A short text beside the answer; anything else that stands there is remarked.</summary>
    private string? Label(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string? label = WireText.Read(value);
        if (label is null)
        {
            Note(RemarkKind.Field, name);
        }

        return string.IsNullOrEmpty(label) ? null : label;
    }

    private void TakeUsage(JsonElement usage, JsonElement root)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            Note(RemarkKind.Usage, "no object of counts");
            return;
        }

        Usage = WireUsage.Read(usage, WireText.Find(root, "service_tier"));
    }

    private void TakeTokens(JsonElement logprobs)
    {
        if (logprobs.ValueKind != JsonValueKind.Object || !logprobs.TryGetProperty("content", out var content))
        {
            Note(RemarkKind.Probabilities, "of a form that cannot be read");
            return;
        }

        if (content.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (WireTokens.Read(content) is { } tokens)
        {
            Tokens = [.. Tokens, .. tokens];
        }
        else
        {
            Note(RemarkKind.Probabilities, "of a form that cannot be read");
        }
    }
}
