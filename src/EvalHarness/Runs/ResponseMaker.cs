using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Makes the response of a request from what its last attempt brought.</summary>
internal static class ResponseMaker
{
    /// <summary>The backend answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model asked.</param>
    /// <param name="chat">What came back.</param>
    /// <param name="attempt">Attempts made, time of the last one, and when it ended.</param>
    public static Response Answered(Request request, ConnectedModel model, ChatResponse chat, in Attempt attempt)
    {
        var details = chat.FindDetails();
        var usage = UsageOf(chat.Usage);
        return Blank(request, details?.Outcome ?? OutcomeOf(chat), attempt) with
        {
            Text = TextOf(chat),
            FinishReason = details?.FinishReason ?? chat.FinishReason?.Value,
            Usage = usage,
            CostUsd = details?.CostUsd ?? (usage is { } tokens ? model.Price?.CostUsd(tokens) : null),
            Latency = details is { IsRecorded: true } ? details.Latency : details?.Latency ?? attempt.Latency,
            AnsweredAt = details?.AnsweredAt,
            ModelVersion = details?.ModelVersion ?? chat.ModelId,
            Probabilities =
                details?.Probabilities ?? System.Collections.Immutable.ImmutableDictionary<string, double>.Empty,
            Tokens = details?.Tokens ?? [],
            Failure = details?.Failure,
            Route = details?.Route,
        };
    }

    /// <summary>The world failed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="failure">Why.</param>
    /// <param name="attempt">Attempts made, time of the last one, and when it ended.</param>
    public static Response Failed(Request request, Failure failure, in Attempt attempt) =>
        Blank(request, Outcome.Failed, attempt) with
        {
            Failure = failure,
            Latency = attempt.Latency,
        };

    private static Response Blank(Request request, Outcome outcome, in Attempt attempt) =>
        new(request.Id, request.Task, request.Sample.Id, request.Model, request.Epoch, request.Prompt.Hash, outcome)
        {
            At = attempt.At,
            Attempts = attempt.Number,
        };

    private static string? TextOf(ChatResponse chat) => chat.Text is { Length: > 0 } text ? text : null;

    /// <summary>What an answer is before it is read, where the client does not know better.</summary>
    /// <param name="chat">What came back.</param>
    public static Outcome OutcomeOf(ChatResponse chat) =>
        chat.FinishReason == ChatFinishReason.ContentFilter ? Outcome.Filtered
        : chat.FinishReason == ChatFinishReason.Length ? Outcome.Truncated
        : string.IsNullOrWhiteSpace(chat.Text) ? Outcome.Empty
        : Outcome.Answered;

    private static Usage? UsageOf(UsageDetails? usage) =>
        usage is { InputTokenCount: { } input, OutputTokenCount: { } output }
            ? new Usage(input, usage.CachedInputTokenCount ?? 0, output)
            : null;
}

/// <summary>One attempt at a request.</summary>
/// <param name="Number">Attempts made, this one included.</param>
/// <param name="Latency">Time from sending it to its end.</param>
/// <param name="At">When it ended.</param>
internal readonly record struct Attempt(int Number, TimeSpan Latency, DateTimeOffset At);
