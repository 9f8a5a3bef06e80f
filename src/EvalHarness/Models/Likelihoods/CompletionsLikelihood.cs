using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Likelihoods;

/// <summary>
/// Asks <c>/v1/completions</c> how likely texts are: each stands behind the prompt, and <c>echo</c> gives the log probabilities of
/// what was sent. One request a sample; a plain text goes out, without a chat template.
/// </summary>
/// <param name="model">The model asked for.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock, for waits that a server gives as a date.</param>
/// <param name="maxBytes">Longest reply read, in bytes.</param>
/// <param name="body">Further fields of each request.</param>
internal sealed class CompletionsLikelihood(
    string model,
    HttpFaults faults,
    TimeProvider time,
    int maxBytes,
    IReadOnlyDictionary<string, JsonElement> body
)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ChatCompletions completions = new(model, faults, time, maxBytes);

    /// <summary>The turns as one text: an answer stands below its question, and a blank line between all else.</summary>
    /// <param name="turns">The turns.</param>
    public static string Plain(IEnumerable<Turn> turns)
    {
        var text = new System.Text.StringBuilder();
        foreach (var turn in turns)
        {
            text.Append(
                    text.Length == 0 ? ""
                    : turn.Role == Role.Assistant ? "\n"
                    : "\n\n"
                )
                .Append(turn.Text);
        }

        return text.ToString();
    }

    /// <summary>The JSON body: each choice behind the prompt, and behind the bare prompt where that is asked.</summary>
    /// <param name="request">The request.</param>
    public ReadOnlyMemory<byte> Write(Request request)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteStartArray("prompt");
        foreach (var (before, choice) in Texts(request))
        {
            json.WriteStringValue(before + choice);
        }

        json.WriteEndArray();
        json.WriteNumber("max_tokens", 1);
        json.WriteNumber("temperature", 0);
        json.WriteNumber("logprobs", 1);
        json.WriteBoolean("echo", true);
        var further = body.Concat(request.Generation.Extra ?? ImmutableDictionary<string, JsonElement>.Empty)
            .GroupBy(field => field.Key, StringComparer.Ordinal)
            .Select(fields => fields.Last());
        foreach (var (name, value) in further)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The response that a reply is.</summary>
    /// <param name="request">The request that it answers.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    /// <param name="reply">The body as it comes.</param>
    /// <param name="sent">When the request was sent: a timestamp of the clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">It tells no likelihoods.</exception>
    public async Task<ChatResponse> ReadAsync(
        Request request,
        int status,
        Func<string, string?> header,
        Stream reply,
        long sent,
        CancellationToken cancellationToken
    )
    {
        if (status is < 200 or >= 300)
        {
            return await completions.ReadAsync(status, header, reply, sent, cancellationToken);
        }

        using var buffer = new PooledBytes();
        try
        {
            if (!await buffer.ReadAsync(reply, maxBytes, cancellationToken))
            {
                string most = string.Create(CultureInfo.InvariantCulture, $"the reply is longer than {maxBytes} bytes");
                throw faults.Body(most, status, isTransient: false);
            }

            using var document = ReplyBody.Parse(ReplyBody.Trim(buffer.Written));
            return await ReadAsync(request, document.RootElement, status, header, buffer.Written, sent);
        }
        catch (InvalidDataException e)
        {
            throw faults.Body("the reply cannot be unpacked", status, inner: e);
        }
        catch (JsonException e)
        {
            throw faults.Body("the reply is not a whole JSON completion", status, inner: e);
        }
    }

    private async Task<ChatResponse> ReadAsync(
        Request request,
        JsonElement root,
        int status,
        Func<string, string?> header,
        ReadOnlyMemory<byte> bytes,
        long sent
    )
    {
        if (WireError.Find(root) is not null)
        {
            // What an error means is known where chats are read.
            using var again = new MemoryStream(bytes.ToArray());
            return await completions.ReadAsync(status, header, again, sent, CancellationToken.None);
        }

        var usage =
            root.TryGetProperty("usage", out var counts) && counts.ValueKind == JsonValueKind.Object
                ? WireUsage.Read(counts, null)
                : null;
        try
        {
            (double LogLikelihood, int Tokens)[] found =
            [
                .. Texts(request).Select((text, place) => Find(root, place, text)),
            ];
            var choices = request.Likelihood!.Choices;
            var details = new ResponseDetails
            {
                ModelVersion = WireText.Find(root, "model"),
                Pause = RateLimitHeaders.ReadPause(header, time.GetUtcNow()),
                Remarks = OtherModel(root),
            };
            return LikelihoodReply.Of(
                [
                    .. choices.Select(
                        (choice, i) =>
                            new ChoiceLikelihood(
                                choice,
                                found[i].LogLikelihood,
                                found[i].Tokens,
                                found.Length > choices.Length ? found[choices.Length + i].LogLikelihood : null
                            )
                    ),
                ],
                usage,
                details
            );
        }
        catch (ModelException failed)
        {
            failed.Usage = usage;
            throw;
        }
    }

    private (double LogLikelihood, int Tokens) Find(JsonElement root, int place, (string Before, string Choice) asked)
    {
        if (Choice(root, place) is not { } choice || WireText.Find(choice, "text") is not { } text)
        {
            throw faults.Unknown("it answers one of several prompts of a request: no likelihood is known");
        }

        if (!text.StartsWith(asked.Before + asked.Choice, StringComparison.Ordinal))
        {
            throw faults.Unknown(
                "it does not repeat the prompt (echo), so that no likelihood of a given text is known; "
                    + "'likelihood: first_token' asks for that of the first token"
            );
        }

        if (!choice.TryGetProperty("logprobs", out var logprobs) || EchoedTokens.Read(logprobs, text) is not { } tokens)
        {
            throw faults.Unknown("it gives no logprobs of the prompt: no likelihood is known");
        }

        int from = EchoedTokens.Length(asked.Before);
        return tokens.Between(from, from + EchoedTokens.Length(asked.Choice))
            ?? throw faults.Unknown(
                "a token reaches from the prompt into an option, or has no logprob: end the prompt with a word or a line and begin "
                    + "options with a space (delimiter: ' ')"
            );
    }

    /// <summary>The choice of a prompt: that of its index, else the one in its place.</summary>
    private static JsonElement? Choice(JsonElement root, int place)
    {
        if (!root.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        JsonElement[] all = [.. choices.EnumerateArray()];
        bool areNumbered =
            all.Select(one => WireText.Count(one, "index", out _)).Distinct().Count() == all.Length
            && all.All(one => WireText.Count(one, "index", out _) is not null);
        return areNumbered
                ? all.Cast<JsonElement?>().FirstOrDefault(one => WireText.Count(one!.Value, "index", out _) == place)
            : place < all.Length ? all[place]
            : null;
    }

    private ImmutableArray<Remark> OtherModel(JsonElement root) =>
        WireText.Find(root, "model") is { } served && !ServedModel.IsSame(model, served)
            ? [new Remark(RemarkKind.OtherModel, served)]
            : [];

    private static IEnumerable<(string Before, string Choice)> Texts(Request request)
    {
        var question = request.Likelihood!;
        string prompt = Plain(request.Prompt.Turns);
        foreach (string? before in question.BarePrompt is { } bare ? [prompt, bare] : new[] { prompt })
        {
            foreach (string choice in question.Choices)
            {
                yield return (before, question.Delimiter + choice);
            }
        }
    }
}
