using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Endpoints;

/// <summary>Reads the replies of an endpoint by the paths that a suite gives.</summary>
/// <param name="paths">The paths.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
/// <param name="maxBytes">Longest reply read, in bytes, unpacked.</param>
internal sealed class EndpointReplies(EndpointPaths paths, HttpFaults faults, TimeProvider time, int maxBytes)
{
    private readonly ReplyEnvelope envelope = new(faults, time);

    /// <summary>The response that a reply is, details included.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">There is no answer in it.</exception>
    /// <exception cref="IOException">The body broke off, as told by the connection.</exception>
    public Task<ChatResponse> ReadAsync(
        int status,
        Func<string, string?> header,
        Stream body,
        CancellationToken cancellationToken
    ) =>
        envelope.OpenAsync(
            status,
            header,
            body,
            ReadError,
            async buffer =>
                await buffer.ReadAsync(body, maxBytes, cancellationToken)
                    ? Read(buffer.Written, status)
                    : throw envelope.TooLong(maxBytes, status),
            cancellationToken
        );

    private HttpError ReadError(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = ReplyBody.Parse(ReplyBody.Trim(bytes));
            return Told(document.RootElement) ?? faults.ReadError(document.RootElement);
        }
        catch (JsonException)
        {
            return HttpError.None;
        }
    }

    private ChatResponse Read(ReadOnlyMemory<byte> bytes, int status)
    {
        try
        {
            using var document = ReplyBody.Parse(ReplyBody.Trim(bytes));
            return Read(document.RootElement, status);
        }
        catch (JsonException e)
        {
            throw faults.Body("the reply is not whole JSON", status, inner: e);
        }
    }

    private ChatResponse Read(JsonElement root, int status)
    {
        var reply = new PlainReply { Usage = ReplyCounts.Of(name => paths.Count(name)?.Find(root)) };
        if (Told(root) is { } told)
        {
            return Failed(root, told, reply);
        }

        if (paths.Text.Path.Find(root) is not { } text)
        {
            if (WireError.Find(root) is { } holder)
            {
                return Failed(holder, faults.ReadError(holder), reply);
            }

            var nothing = faults.Body($"the reply has nothing at '{paths.Text.Written}'", status, isTransient: false);
            nothing.Usage = reply.Usage;
            throw nothing;
        }

        reply.TakeText(text, "text");
        reply.Reasoning = reply.Label(paths.Reasoning?.Find(root), "reasoning");
        reply.FinishReason = reply.Label(paths.FinishReason?.Find(root), "finish_reason");
        reply.Model = reply.Label(paths.Model?.Find(root), "model");
        if (paths.Probabilities?.Find(root) is { ValueKind: not JsonValueKind.Null } probabilities)
        {
            reply.TakeProbabilities(probabilities);
        }

        if (paths.Logprobs?.Find(root) is { ValueKind: not JsonValueKind.Null } logprobs)
        {
            reply.TakeTokens(logprobs);
        }

        return reply.ToResponse();
    }

    private ChatResponse Failed(JsonElement holder, HttpError told, PlainReply reply)
    {
        if (HttpFaults.IsFilter(told.Code))
        {
            return ChatReply.Filtered(reply.Usage);
        }

        var failure = faults.Status(WireError.Status(holder), told);
        failure.Usage = reply.Usage;
        throw failure;
    }

    /// <summary>What stands where the suite says that errors do; null where nothing does.</summary>
    private HttpError? Told(JsonElement root) =>
        paths.Error?.Find(root) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.False) } error
        && !(error.ValueKind == JsonValueKind.String && error.ValueEquals(""))
            ? faults.ReadErrorAlone(error)
            : null;
}

/// <summary>Where the parts of a reply stand.</summary>
/// <param name="Text">The answer, and the path as it was written.</param>
internal sealed record EndpointPaths((ReplyPath Path, string Written) Text)
{
    /// <summary>Token counts by our name for them.</summary>
    public ImmutableDictionary<string, ReplyPath> Usage { get; init; } = ImmutableDictionary<string, ReplyPath>.Empty;

    /// <summary>Why the model stopped; null where it is not told.</summary>
    public ReplyPath? FinishReason { get; init; }

    /// <summary>An error inside a reply with a good status; null where there is none.</summary>
    public ReplyPath? Error { get; init; }

    /// <summary>The model that answered; null where it is not told.</summary>
    public ReplyPath? Model { get; init; }

    /// <summary>What the model thought; null where it is not told.</summary>
    public ReplyPath? Reasoning { get; init; }

    /// <summary>The probability of each class; null where it is not told.</summary>
    public ReplyPath? Probabilities { get; init; }

    /// <summary>The generated tokens; null where they are not told.</summary>
    public ReplyPath? Logprobs { get; init; }

    /// <summary>Where a count stands; null where it is not told.</summary>
    /// <param name="name">Our name for it.</param>
    public ReplyPath? Count(string name) => Usage.GetValueOrDefault(name);
}
