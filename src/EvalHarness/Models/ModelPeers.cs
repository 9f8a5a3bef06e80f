using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>The other models of the suite, for providers that answer through them.</summary>
/// <param name="FingerprintAsync">All that decides the answers of a model, by its name.</param>
/// <param name="ConnectAsync">
/// Connects a model by its name. It is asked as the suite says, whatever prompt it is given, and its responses carry
/// latency and cost.
/// </param>
/// <param name="Read">What a response says in the task's answer format.</param>
public sealed record ModelPeers(
    Func<string, CancellationToken, ValueTask<string>> FingerprintAsync,
    Func<string, CancellationToken, ValueTask<IChatClient>> ConnectAsync,
    Func<ChatResponse, PeerAnswer> Read
);

/// <summary>What a model answered, and how sure it was.</summary>
/// <param name="Value">The answer; null when there is no usable one.</param>
/// <param name="Confidence">Probability that the model gave its own answer; null when unknown.</param>
public readonly record struct PeerAnswer(string? Value, double? Confidence);
