using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>
/// What a reply says, whole or put together of pieces. Only the message decides whether there is an answer: whatever is odd
/// beside it is left out and remarked.
/// </summary>
internal sealed class WireReply
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder reasoning = new();
    private readonly StringBuilder refusal = new();
    private readonly List<(StringBuilder Name, StringBuilder Arguments)> calls = [];
    private readonly List<Remark> remarks = [];
    private bool isEnded;

    public string? Id { get; private set; }

    public string? Model { get; private set; }

    public string? Fingerprint { get; private set; }

    public string? FinishReason { get; private set; }

    /// <summary>Whether the answer came to its end, as the reply says itself.</summary>
    public bool IsEnded => isEnded || FinishReason is not null;

    /// <summary>What holds the error that stands beside the answer, or in its place; null where there is none.</summary>
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

    /// <summary>Characters of thought so far.</summary>
    public int ThoughtLength => reasoning.Length;

    /// <summary>Notes an oddity once.</summary>
    public void Note(RemarkKind kind, string detail)
    {
        if (!remarks.Any(remark => remark.Kind == kind && remark.Detail == detail))
        {
            remarks.Add(new Remark(kind, detail));
        }
    }

    /// <summary>Who answered: the names of the reply and of the model.</summary>
    /// <param name="root">What holds <c>id</c>, <c>model</c> and <c>system_fingerprint</c>.</param>
    public void Name(JsonElement root)
    {
        Id = Label(root, "id") ?? Id;
        Model = Label(root, "model") ?? Model;
        Fingerprint = Label(root, "system_fingerprint") ?? Fingerprint;
    }

    /// <summary>There is a choice, and a message in it or not.</summary>
    /// <param name="hasMessage">Whether it has one.</param>
    public void Open(bool hasMessage)
    {
        HasChoice = true;
        HasMessage |= hasMessage;
    }

    /// <summary>The answer ended, for a reason or without one.</summary>
    /// <param name="reason">The server's word; null where it gives none.</param>
    public void End(string? reason = null)
    {
        isEnded = true;
        FinishReason = reason ?? FinishReason;
    }

    /// <summary>The reason for stopping, where there is one.</summary>
    /// <param name="parent">What holds it.</param>
    /// <param name="name">Its name.</param>
    public void EndBy(JsonElement parent, string name) => FinishReason = Label(parent, name) ?? FinishReason;

    /// <summary>More of the answer's text.</summary>
    public void Say(JsonElement said) => Append(text, said);

    /// <summary>Something in place of a text, as it is written.</summary>
    public void SayRaw(JsonElement said) => text.Append(said.GetRawText());

    /// <summary>More of what was thought before.</summary>
    public void Think(JsonElement said) => Append(reasoning, said);

    /// <summary>More of a refusal.</summary>
    public void Decline(JsonElement said) => Append(refusal, said);

    /// <summary>A call of a tool, or a piece of one; says which it is, from 0.</summary>
    /// <param name="place">Place of the call that it goes on with; null, or none so far, is a new one.</param>
    /// <param name="function">What holds name and arguments.</param>
    public int Call(long? place, JsonElement function)
    {
        if (place is not { } index || index < 0 || index >= calls.Count)
        {
            calls.Add((new StringBuilder(), new StringBuilder()));
            index = calls.Count - 1;
        }

        if (function.TryGet("name", out var named))
        {
            Append(calls[(int)index].Name, named);
        }

        if (function.TryGet("arguments", out var given))
        {
            AddArguments((int)index, given);
        }

        return (int)index;
    }

    /// <summary>More of the arguments of a call: a text, or the JSON itself.</summary>
    /// <param name="place">Which call, from 0.</param>
    /// <param name="given">The arguments.</param>
    public void AddArguments(int place, JsonElement given)
    {
        if (given.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            calls[place].Arguments.Append(given.GetRawText());
        }
        else
        {
            Append(calls[place].Arguments, given);
        }
    }

    /// <summary>Forgets text, thoughts, calls and tokens: the whole answer follows its pieces.</summary>
    public void Restart()
    {
        text.Clear();
        reasoning.Clear();
        refusal.Clear();
        calls.Clear();
        Tokens = [];
    }

    /// <summary>What is wrong, in place of an answer or beside it; the first is kept.</summary>
    /// <param name="holder">What holds the error; null for none.</param>
    public void TakeError(JsonElement? holder) => Error ??= holder?.Clone();

    /// <summary>The counts of tokens; those of a later piece replace earlier ones.</summary>
    /// <param name="usage">The object of counts.</param>
    /// <param name="tier">The tier of service; null where it is not told.</param>
    public void Count(JsonElement usage, string? tier)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            Note(RemarkKind.Usage, "no object of counts");
            return;
        }

        Usage = WireUsage.Read(usage, tier);
    }

    /// <summary>Further generated tokens with their probabilities; null is none.</summary>
    /// <param name="content">The list.</param>
    public void AddTokens(JsonElement content)
    {
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

    /// <summary>A short text beside the answer; anything else that stands there is remarked.</summary>
    private string? Label(JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var value) || value.ValueKind == JsonValueKind.Null)
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
}
