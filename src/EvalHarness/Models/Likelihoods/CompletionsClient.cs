using EvalHarness.Core;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Likelihoods;

/// <summary>Asks a chat for answers, and completions of the same server for likelihoods.</summary>
/// <param name="chat">Answers; disposed with this one, and its connections with it.</param>
/// <param name="http">The chat's connections.</param>
/// <param name="url">The full address of the completions.</param>
/// <param name="wire">Writes requests and reads replies.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
internal sealed class CompletionsClient(
    IChatClient chat,
    HttpClient http,
    Uri url,
    CompletionsLikelihood wire,
    HttpFaults faults,
    TimeProvider time
) : DelegatingChatClient(chat)
{
#pragma warning disable CA2000 // Its connections are the chat's, which disposes of them.
    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) =>
        options.FindRequest() is { Likelihood: not null } request
            ? CallFor(request).GetResponseAsync(messages, options, cancellationToken)
            : base.GetResponseAsync(messages, options, cancellationToken);
#pragma warning restore CA2000

    /// <summary>A reply can only be read by what was asked, so each call is one of its own; the connections are shared.</summary>
    private WireClient CallFor(Request request) =>
        new(
            http,
            url,
            (_, _) => wire.Write(request),
            (status, header, body, sent, ending) => wire.ReadAsync(request, status, header, body, sent, ending),
            faults,
            time
        );
}
