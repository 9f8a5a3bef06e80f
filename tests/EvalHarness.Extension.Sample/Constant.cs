using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace Team.Evals;

/// <summary>A model that gives one answer, whatever it is asked.</summary>
/// <param name="Local">Whether its answers cost nothing, so that none is kept for later runs; false by default.</param>
[Keyword("team-constant")]
public sealed record Constant(bool Local = false) : IModelProvider
{
#if NEXT
    private const string Word = "Negative.";
#else
    private const string Word = "Positive.";
#endif

    /// <inheritdoc/>
    public string Description => "always the same";

    /// <inheritdoc/>
    public bool IsLocal => Local;

    /// <summary>Says nothing of the answer: that the code has changed must be seen without it.</summary>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult("team-constant");

    /// <inheritdoc/>
#pragma warning disable CA2000 // The caller owns the client.
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken) =>
        new(new Client());
#pragma warning restore CA2000

    private sealed class Client : WholeAnswerClient
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(LocalAnswer.Of(Word));
    }
}
