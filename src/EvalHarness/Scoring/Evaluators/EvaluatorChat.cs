using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>The model that judges for an evaluator, as a chat client: for one response, whose calls it counts.</summary>
/// <param name="asking">Who asks about what.</param>
/// <param name="judges">Answers the calls.</param>
internal sealed class EvaluatorChat(EvaluatorAsking asking, IEvaluatorJudges judges) : IChatClient
{
    private readonly ConcurrentDictionary<(string Prompt, string Settings), int> asked = new();
    private long lastReturn = Stopwatch.GetTimestamp();
    private int pending;
    private volatile string? failure;

    /// <summary>Why the last call brought no answer; null where it did, or none was made.</summary>
    public string? Failure => failure;

    /// <summary>Whether the evaluator waits for its model, or did within a time.</summary>
    /// <param name="time">The time.</param>
    public bool HasWaitedWithin(TimeSpan time) =>
        Volatile.Read(ref pending) > 0 || Stopwatch.GetElapsedTime(Volatile.Read(ref lastReturn)) < time;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        Interlocked.Increment(ref pending);
        try
        {
            var call = ReadCall(messages, options);
            int occurrence = asked.AddOrUpdate((call.Prompt.Hash, call.Settings), 0, static (_, last) => last + 1);
            var response = await judges.AnswerAsync(asking, call, occurrence, cancellationToken);
            return response switch
            {
                null => throw Without("what it asks its judge is not in the log"),
                { Failure: { } failed } => throw Without($"its judge failed: {failed.Message}"),
                { Outcome: Outcome.NotRun } => throw Without("its judge was not asked"),
                _ => ToChat(response),
            };
        }
        finally
        {
            Volatile.Write(ref lastReturn, Stopwatch.GetTimestamp());
            Interlocked.Decrement(ref pending);
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("evalharness", null, asking.Judge)
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose() { }

    private EvaluatorCall ReadCall(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        try
        {
            return EvaluatorCall.Of(messages, options);
        }
        catch (NotSupportedException refused)
        {
            failure = refused.Message;
            throw;
        }
    }

    private ChatResponse ToChat(Response response)
    {
        failure = null;
        return EvaluatorInput.Response(response);
    }

    private EvaluatorCallException Without(string why)
    {
        failure = why;
        return new EvaluatorCallException(why);
    }
}

/// <summary>The model that judges for an evaluator gave no answer.</summary>
/// <param name="message">Why.</param>
internal sealed class EvaluatorCallException(string message) : Exception(message);
