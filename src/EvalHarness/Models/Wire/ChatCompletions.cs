using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>
/// Writes requests of <c>/v1/chat/completions</c> and reads its replies field by field, whichever client carries them:
/// what is odd beside an answer never loses it.
/// </summary>
/// <param name="model">The model asked for.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
/// <param name="maxBytes">
/// Longest reply read, in bytes, unpacked; 16 MiB by default. Of a streamed one, which repeats itself around each token, 16 times that.
/// </param>
/// <param name="isStreamed">Whether replies are asked for piece by piece; whole by default. Either is read.</param>
public sealed class ChatCompletions(
    string model,
    HttpFaults faults,
    TimeProvider time,
    int maxBytes = ChatCompletions.DefaultMaxBytes,
    bool isStreamed = false
)
{
    /// <summary>Longest reply read by default, in bytes.</summary>
    public const int DefaultMaxBytes = ReplyReader.DefaultMaxBytes;

    /// <summary>The model that the reply is held to: the one asked for by default (null), empty where any may answer.</summary>
    public string? Served { get; init; }

    /// <summary>The JSON body of a request.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    /// <param name="maxTokensField">Name of the field that limits the answer's tokens.</param>
    /// <param name="body">Further fields, which win over those of the same name; null for none.</param>
    public ReadOnlyMemory<byte> Write(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        string maxTokensField,
        IReadOnlyDictionary<string, JsonElement>? body = null
    ) =>
        ChatRequestWriter.Write(
            model,
            messages,
            options,
            body ?? ImmutableDictionary<string, JsonElement>.Empty,
            maxTokensField,
            isStreamed
        );

    /// <summary>The response that a reply is, details included.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="sent">When the request was sent: a timestamp of the clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public Task<ChatResponse> ReadAsync(
        int status,
        Func<string, string?> header,
        Stream body,
        long sent,
        CancellationToken cancellationToken
    ) =>
        new ReplyReader(static () => new CompletionForm(), faults, time, maxBytes, isStreamed)
        {
            Served = Served ?? model,
        }.ReadAsync(status, header, body, sent, cancellationToken);
}
