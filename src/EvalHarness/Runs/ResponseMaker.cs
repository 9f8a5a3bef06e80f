using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Makes the response of a request from what its last attempt brought.</summary>
internal static class ResponseMaker
{
    private static readonly JsonSerializerOptions OnOneLine = new(AIJsonUtilities.DefaultOptions)
    {
        WriteIndented = false,
    };

    /// <summary>The backend answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model asked.</param>
    /// <param name="chat">What came back.</param>
    /// <param name="attempt">Attempts made, time of the last one, and when it ended.</param>
    public static Response Answered(Request request, ConnectedModel model, ChatResponse chat, in Attempt attempt)
    {
        var details = chat.FindDetails();
        var calls = ToolCallsOf(chat);
        string? text = chat.Text is { Length: > 0 } said ? said : null;
        var usage = TokenCounts.Read(chat, out string? odd);
        string? finish = details?.FinishReason ?? chat.FinishReason?.Value;
        var mask = model.MaskOfAll;
        bool isMute =
            request is { Generation.Logprobs: not null, Likelihood: null }
            && text is not null
            && !model.IsFree
            && details is { IsRecorded: false, Tokens: [], Remarks: var remarks }
            && remarks.All(remark => remark.Kind is not RemarkKind.Probabilities);
        return Blank(request, details?.Outcome ?? OutcomeOf(chat, finish, calls), attempt) with
        {
            Text = mask.Hide(text ?? (calls.IsEmpty ? null : "")),
            Reasoning = mask.Hide(ReasoningOf(chat)),
            ToolCalls = [.. calls.Select(call => new ToolCall(mask.Hide(call.Name), mask.Hide(call.Arguments)))],
            Remarks =
            [
                .. RemarksOf(details, finish, odd, isMute)
                    .Concat(
                        model.IsFree || details is { IsRecorded: true } ? [] : RemarksOf(request.Tools, finish, calls)
                    )
                    .Select(one => one with { Detail = mask.Hide(one.Detail) }),
            ],
            FinishReason = mask.Hide(finish),
            Usage = usage,
            CostUsd = details?.CostUsd ?? (usage is { } tokens ? model.Price?.CostUsd(tokens) : Free(model)),
            Latency = details is { IsRecorded: true } ? details.Latency : details?.Latency ?? attempt.Latency,
            Stream = details is { IsRecorded: false, Stream: { } timing }
                ? timing with
                {
                    InFlight = attempt.InFlight,
                }
                : details?.Stream,
            AnsweredAt = details?.AnsweredAt,
            ModelVersion = mask.Hide(details?.ModelVersion ?? chat.ModelId),
            Probabilities = details?.Probabilities ?? ImmutableDictionary<string, double>.Empty,
            ServerRequest = mask.Hide(details?.ServerRequest),
            ServerRegion = mask.Hide(details?.ServerRegion),
            Tokens = Hide(mask, Asked(details?.Tokens ?? [], request.Generation.Logprobs)),
            Likelihoods = details?.Likelihoods ?? [],
            Failure = Hide(mask, details?.Failure),
            Route = details?.Route,
        };
    }

    /// <summary>What is declared free costs nothing, whatever its tokens.</summary>
    private static decimal? Free(ConnectedModel model) => model.Price is { IsFree: true } ? 0m : null;

    /// <summary>The world failed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model asked.</param>
    /// <param name="failed">Why.</param>
    /// <param name="attempt">Attempts made, time of the last one, and when it ended.</param>
    public static Response Failed(Request request, ConnectedModel model, ModelException failed, in Attempt attempt) =>
        Blank(request, Outcome.Failed, attempt) with
        {
            Failure = Hide(model.MaskOfAll, failed.Failure),
            ServerRequest = model.MaskOfAll.Hide(failed.ServerRequest),
            Latency = attempt.Latency,
        };

    private static Response Blank(Request request, Outcome outcome, in Attempt attempt) =>
        new(request.Id, request.Task, request.Sample.Id, request.Model, request.Epoch, request.Prompt.Hash, outcome)
        {
            Repeat = request.Repeat,
            At = attempt.At,
            Attempts = attempt.Number,
        };

    /// <summary>What an answer is before it is read, where the client does not know better.</summary>
    /// <param name="chat">What came back.</param>
    public static Outcome OutcomeOf(ChatResponse chat) =>
        OutcomeOf(chat, chat.FindDetails()?.FinishReason ?? chat.FinishReason?.Value, ToolCallsOf(chat));

    private static Outcome OutcomeOf(ChatResponse chat, string? finish, ImmutableArray<ToolCall> calls) =>
        FinishReasons.Of(finish) switch
        {
            Ending.Withheld => Outcome.Filtered,
            Ending.Declined => Outcome.Refused,
            Ending.Broken => Outcome.Failed,
            Ending.Cut or Ending.Unknown => Outcome.Truncated,
            _ => string.IsNullOrWhiteSpace(chat.Text) && calls.IsEmpty ? Outcome.Empty : Outcome.Answered,
        };

    private static IEnumerable<Remark> RemarksOf(ResponseDetails? details, string? finish, string? odd, bool isMute)
    {
        foreach (var remark in details?.Remarks ?? [])
        {
            yield return remark;
        }

        if (odd is not null)
        {
            yield return new Remark(RemarkKind.Usage, odd);
        }

        if (isMute)
        {
            yield return new Remark(RemarkKind.Probabilities, "none");
        }

        if (FinishReasons.Of(finish) is Ending.Unknown)
        {
            yield return new Remark(RemarkKind.FinishReason, Short(finish!));
        }
    }

    /// <summary>A server that does not know that a tool must be called, or whose template knows no tools, says nothing of it.</summary>
    private static IEnumerable<Remark> RemarksOf(ToolOffer? offer, string? finish, ImmutableArray<ToolCall> calls)
    {
        bool mustCall = offer is { Choice: ToolOffer.Required } or { Forced: not null };
        if (mustCall && FinishReasons.Of(finish) is Ending.Whole && calls.IsEmpty)
        {
            yield return new Remark(RemarkKind.Tools, "none");
        }
        else if (mustCall && offer!.Forced is { } forced && calls.Any(call => call.Name != forced))
        {
            yield return new Remark(RemarkKind.Tools, "another");
        }
    }

    /// <summary>A server's word, as much of it as a word may have.</summary>
    private static string Short(string word) => word.Length <= 64 ? word : word[..64];

    /// <summary>The calls of tools that an answer makes.</summary>
    /// <param name="chat">What came back.</param>
    public static ImmutableArray<ToolCall> ToolCallsOf(ChatResponse chat) =>
        [
            .. chat
                .Messages.SelectMany(message => message.Contents)
                .OfType<FunctionCallContent>()
                .Select(call => call.RawRepresentation as ToolCall ?? new ToolCall(call.Name, Written(call.Arguments))),
        ];

    /// <summary>The arguments of a call that a client gives as a dictionary, as JSON.</summary>
    private static string Written(IDictionary<string, object?>? arguments) =>
        JsonSerializer.Serialize(
            arguments ?? new Dictionary<string, object?>(),
            OnOneLine.GetTypeInfo(typeof(IDictionary<string, object?>))
        );

    private static string? ReasoningOf(ChatResponse chat)
    {
        string thought = string.Concat(
            chat.Messages.SelectMany(message => message.Contents)
                .OfType<TextReasoningContent>()
                .Select(content => content.Text)
        );
        return thought.Length == 0 ? null : thought;
    }

    /// <summary>As many alternatives as were asked for, the most probable ones: some servers send twenty where none are.</summary>
    private static ImmutableArray<TokenChoice> Asked(ImmutableArray<TokenChoice> tokens, int? alternatives) =>
        alternatives is not { } most || tokens.All(token => token.Alternatives.Length <= most)
            ? tokens
            :
            [
                .. tokens.Select(token =>
                    token with
                    {
                        Alternatives = [.. token.Alternatives.OrderByDescending(one => one.LogProbability).Take(most)],
                    }
                ),
            ];

    private static Failure? Hide(SecretMask mask, Failure? failure) =>
        failure is null ? null : failure with { Message = mask.Hide(failure.Message) };

    private static ImmutableArray<TokenChoice> Hide(SecretMask mask, ImmutableArray<TokenChoice> tokens) =>
        tokens.IsDefaultOrEmpty
        || mask.IsEmpty
        || string.Concat(tokens.Select(token => token.Token)) is var said && mask.Hide(said) == said
            ? tokens
            : [];
}

/// <summary>One attempt at a request.</summary>
/// <param name="Number">Attempts made, this one included.</param>
/// <param name="Latency">Time from sending it to its end.</param>
/// <param name="At">When it ended.</param>
/// <param name="InFlight">Requests that the server had when it was sent, itself included; null where nobody counts.</param>
internal readonly record struct Attempt(int Number, TimeSpan Latency, DateTimeOffset At, int? InFlight = null);
