using System.ClientModel;
using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace EvalHarness.Hosted;

/// <summary>Turns what the official client gives and throws into our details and failures.</summary>
/// <param name="inner">The official client.</param>
/// <param name="model">The model asked for.</param>
/// <param name="http">Its connection pool; disposed with this client.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
internal sealed class OpenAIFaultsClient(
    IChatClient inner,
    string model,
    HttpClient http,
    HttpFaults faults,
    TimeProvider time
) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            var response = await base.GetResponseAsync(messages, Complete(options), cancellationToken);
            AddDetails(response);
            return response;
        }
        catch (ClientResultException e) when (e.GetRawResponse() is { } raw)
        {
            // Its message quotes the body, which may quote the prompt: it is not passed on as the cause.
            var error = faults.ReadError(raw.Content.ToMemory());
            var retryAfter = HttpFaults.ReadRetryAfter(
                name => raw.Headers.TryGetValue(name, out string? value) ? value : null,
                time.GetUtcNow()
            );
            return e.Status is 400 or 403 or 422 && HttpFaults.IsFilter(error.Code)
                ? Filtered()
                : throw faults.Status(e.Status, error, retryAfter);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw faults.Timeout(e);
        }
        catch (Exception e) when (TransportCause(e) is { } cause)
        {
            throw faults.Transport(cause);
        }
        catch (Exception e) when (IsBrokenBody(e))
        {
            throw faults.Body("the reply is not a whole chat completion", 200);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        http.Dispose();
    }

    /// <summary>What Microsoft.Extensions.AI has no word for: alternatives of tokens, and extra fields.</summary>
    private static ChatOptions? Complete(ChatOptions? options)
    {
        if (options.FindRequest()?.Generation is not { } generation)
        {
            return options;
        }

        options!.RawRepresentationFactory = _ =>
        {
            var raw = new ChatCompletionOptions();
            if (generation.Logprobs is { } alternatives)
            {
                raw.IncludeLogProbabilities = true;
                raw.TopLogProbabilityCount = alternatives > 0 ? alternatives : null;
            }

#pragma warning disable SCME0001 // The only way to send a field that the client does not know.
            foreach (var (name, value) in generation.Extra ?? ImmutableDictionary<string, JsonElement>.Empty)
            {
                byte[] path = System.Text.Encoding.UTF8.GetBytes($"$['{name}']");
                raw.Patch.Set(path, BinaryData.FromString(value.GetRawText()));
            }
#pragma warning restore SCME0001

            return raw;
        };
        return options;
    }

    private void AddDetails(ChatResponse response)
    {
        var completion = response.RawRepresentation as ChatCompletion;
        bool isRefused = !string.IsNullOrEmpty(completion?.Refusal);
        if (isRefused && response.Text.Length == 0)
        {
            response.Messages = [new ChatMessage(ChatRole.Assistant, completion!.Refusal)];
        }

        response.SetDetails(
            new ResponseDetails
            {
                Outcome =
                    response.FinishReason == ChatFinishReason.ContentFilter ? Outcome.Filtered
                    : isRefused ? Outcome.Refused
                    : null,
                FinishReason = response.FinishReason?.Value,
                ModelVersion = VersionOf(completion) ?? response.ModelId,
                Remarks =
                    response.ModelId is { Length: > 0 } served && !ServedModel.IsSame(model, served)
                        ? [new Remark(RemarkKind.OtherModel, served)]
                        : [],
                Tokens = completion is null ? [] : [.. completion.ContentTokenLogProbabilities.Select(ReadToken)],
            }
        );
    }

    private static string? VersionOf(ChatCompletion? completion) =>
        completion is null ? null
        : string.IsNullOrEmpty(completion.SystemFingerprint) ? completion.Model
        : $"{completion.Model} {completion.SystemFingerprint}";

    private static TokenChoice ReadToken(ChatTokenLogProbabilityDetails token) =>
        new(
            token.Token,
            token.LogProbability,
            [.. token.TopLogProbabilities.Select(other => new TokenAlternative(other.Token, other.LogProbability))]
        );

    private static ChatResponse Filtered()
    {
        var response = new ChatResponse { FinishReason = ChatFinishReason.ContentFilter };
        response.SetDetails(new ResponseDetails { Outcome = Outcome.Filtered, FinishReason = "content_filter" });
        return response;
    }

    private static Exception? TransportCause(Exception e) =>
        e switch
        {
            ClientResultException { InnerException: HttpRequestException or IOException } failed =>
                failed.InnerException,
            ClientResultException => e,
            HttpRequestException or IOException => e,
            _ => null,
        };

    /// <summary>What the official client throws on replies that are no chat completion (OpenAI 2.15.0).</summary>
    private static bool IsBrokenBody(Exception e) =>
        e
            is JsonException
                or ArgumentException
                or InvalidOperationException
                or IndexOutOfRangeException
                or KeyNotFoundException
                or FormatException
                or InvalidDataException;
}
