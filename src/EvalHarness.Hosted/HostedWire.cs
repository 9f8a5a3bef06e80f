using EvalHarness.Models;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Hosted;

/// <summary>How requests of one of OpenAI's interfaces are written, and its replies read.</summary>
/// <param name="Write">Writes the body of a request.</param>
/// <param name="Read">Reads a reply: status, headers, body, and when the request was sent.</param>
internal sealed record HostedWire(
    Func<IEnumerable<ChatMessage>, ChatOptions?, ReadOnlyMemory<byte>> Write,
    Func<int, Func<string, string?>, Stream, long, CancellationToken, Task<ChatResponse>> Read
)
{
    public static HostedWire Of(ChatCompletions chat) =>
        new((messages, options) => chat.Write(messages, options, "max_completion_tokens"), chat.ReadAsync);

    public static HostedWire Of(OpenAIResponses responses) => new(responses.Write, responses.ReadAsync);

    /// <summary>The wire of an interface.</summary>
    /// <param name="kind">The interface.</param>
    /// <param name="model">The model asked for.</param>
    /// <param name="served">The model that replies are held to: null for the one asked for, empty for any.</param>
    /// <param name="faults">Words for failures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isStreamed">Whether replies are asked for piece by piece.</param>
    public static HostedWire Of(
        OpenAIInterface kind,
        string model,
        string? served,
        HttpFaults faults,
        TimeProvider time,
        bool isStreamed
    ) =>
        kind == OpenAIInterface.Chat
            ? Of(new ChatCompletions(model, faults, time, isStreamed: isStreamed) { Served = served })
            : Of(new OpenAIResponses(model, faults, time, isStreamed) { Served = served });
}
