using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Scoring;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Reads what a model said while the run goes on, exactly as scoring will read it later.</summary>
internal static class PeerAnswers
{
    /// <summary>Reads responses in an answer format.</summary>
    /// <param name="format">The task's answer format.</param>
    public static Func<ChatResponse, PeerAnswer> Reader(IAnswerFormat format) => chat => Read(chat, format);

    private static PeerAnswer Read(ChatResponse chat, IAnswerFormat format)
    {
        var details = chat.FindDetails();
        var isWhole =
            details?.Outcome is null or Outcome.Answered
            && chat.FinishReason != ChatFinishReason.Length
            && chat.FinishReason != ChatFinishReason.ContentFilter;
        if (!isWhole || format.Parse(chat.Text) is not { Value: { } value })
            return default;
        var response = new Response("", "", "", "", 0, "", Outcome.Answered)
        {
            Probabilities =
                details?.Probabilities ?? System.Collections.Immutable.ImmutableDictionary<string, double>.Empty,
            Tokens = details?.Tokens ?? [],
        };
        return new PeerAnswer(value, AnswerConfidence.Of(response, value));
    }
}
