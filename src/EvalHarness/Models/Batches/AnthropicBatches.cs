using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Batches;

/// <summary>Anthropic's Message Batches. A batch bears no mark of ours: it is known by the ids of its requests, which can be read when it has ended.</summary>
/// <remarks>Limits of 100,000 requests and 256 MB: Anthropic, Message Batches, as of November 2026.</remarks>
/// <param name="http">The connection pool with its headers; its owner disposes of it.</param>
/// <param name="messages">Address of the single messages.</param>
/// <param name="wire">Writes single requests and reads single replies.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
internal sealed class AnthropicBatches(
    HttpClient http,
    Uri messages,
    AnthropicMessages wire,
    HttpFaults faults,
    TimeProvider time
) : IBatchService
{
    private const int PageSize = 100;

    /// <summary>The clocks of vendor and machine may differ by this much.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromDays(1);

    private static readonly string[] Ended = ["succeeded", "errored", "canceled", "expired"];

    private readonly BatchCalls calls = new(http, faults, time);

    public int MostRequests => 100_000;

    public long MostBytes => 256_000_000;

    public ReadOnlyMemory<byte> Write(string customId, IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var item = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(item, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("custom_id", customId);
        json.WritePropertyName("params");
        json.WriteRawValue(wire.Write(messages, options).Span, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return item.WrittenMemory;
    }

    public async Task<string> SubmitAsync(
        BatchTicket ticket,
        IReadOnlyList<ReadOnlyMemory<byte>> requests,
        CancellationToken cancellationToken
    )
    {
        using var content = new LinesContent(
            requests,
            ","u8.ToArray(),
            "{\"requests\":["u8.ToArray(),
            "]}"u8.ToArray()
        );
        content.Headers.ContentType = new("application/json");
        return IdOf(await calls.SendAsync(HttpMethod.Post, At(""), content, cancellationToken));
    }

    public async Task<BatchFinding> FindAsync(
        BatchTicket ticket,
        IReadOnlySet<string> others,
        CancellationToken cancellationToken
    )
    {
        bool isOpen = false;
        string? after = null;
        while (true)
        {
            string query =
                FormattableString.Invariant($"limit={PageSize}") + (after is null ? "" : $"&after_id={after}");
            var page = await calls.SendAsync(HttpMethod.Get, At("", query), null, cancellationToken);
            var batches = Items(page);
            foreach (var batch in batches.Where(batch => MayBe(batch, ticket) && !others.Contains(IdOf(batch))))
            {
                string id = IdOf(batch);
                bool hasEnded = HasEnded(batch);
                isOpen |= !hasEnded;
                if (hasEnded && await IsAsync(id, ticket, cancellationToken))
                {
                    return new BatchFinding(id);
                }
            }

            // The newest come first.
            bool isLast =
                batches.Length == 0
                || !(page.TryGetProperty("has_more", out var more) && more.ValueKind == JsonValueKind.True)
                || IsOlder(batches[^1], ticket);
            if (isLast)
            {
                return new BatchFinding(null, isOpen);
            }

            after = Uri.EscapeDataString(IdOf(batches[^1]));
        }
    }

    public async Task<BatchState> LookAsync(string id, CancellationToken cancellationToken)
    {
        var batch = await calls.SendAsync(HttpMethod.Get, At($"/{Uri.EscapeDataString(id)}"), null, cancellationToken);
        bool hasEnded = HasEnded(batch);
        return new BatchState(id, hasEnded ? BatchProgress.Ended : BatchProgress.UnderWay, Count(batch, Ended))
        {
            Reason = hasEnded
                ? faults.Item("the batch ended without a result of the request", isTransient: false)
                : null,
        };
    }

    public async IAsyncEnumerable<BatchResult> ReadAsync(
        BatchState state,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var line in LinesAsync(state.Id, cancellationToken))
        {
            if (await ReadAsync(line, cancellationToken) is { } result)
            {
                yield return result;
            }
        }
    }

    private IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string id, CancellationToken cancellationToken) =>
        // The address that a reply names is not followed: the key goes to the address that the suite names.
        calls.ReadLinesAsync(
            At($"/{Uri.EscapeDataString(id)}/results"),
            2 * ChatCompletions.DefaultMaxBytes,
            cancellationToken
        );

    /// <summary>Whether a batch that ended is ours, by the id of its first result.</summary>
    private async Task<bool> IsAsync(string id, BatchTicket ticket, CancellationToken cancellationToken)
    {
        await foreach (var line in LinesAsync(id, cancellationToken))
        {
            try
            {
                using var document = ReplyBody.Parse(ReplyBody.Trim(line));
                return ticket.Has(WireText.Find(document.RootElement, "custom_id"), out _);
            }
            catch (JsonException)
            {
                // The next line may say it.
            }
        }

        return false;
    }

    /// <summary>A line that is no JSON or names no request says nothing: its request is without a result.</summary>
    private async Task<BatchResult?> ReadAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        string? id = null;
        try
        {
            using var document = ReplyBody.Parse(ReplyBody.Trim(line));
            id = WireText.Find(document.RootElement, "custom_id");
            return id is null || !document.RootElement.TryGetProperty("result", out var result)
                ? null
                : new BatchResult(id, await ReadAnswerAsync(result, cancellationToken), null);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ModelException failed)
        {
            return new BatchResult(id!, null, BatchUsage.Mark(failed));
        }
    }

    private async Task<ChatResponse> ReadAnswerAsync(JsonElement result, CancellationToken cancellationToken)
    {
        string type = WireText.Find(result, "type") ?? "";
        if (type == "succeeded" && result.TryGetProperty("message", out var message))
        {
            using var bytes = new MemoryStream(JsonMarshal.GetRawUtf8Value(message).ToArray());
            return BatchUsage.Mark(await wire.ReadAsync(200, _ => null, bytes, time.GetTimestamp(), cancellationToken));
        }

        throw type switch
        {
            "errored" when result.TryGetProperty("error", out var error) => Errored(error),
            "expired" => faults.Item("the batch expired before the request's turn", isTransient: true),
            "canceled" => faults.Item("the batch was cancelled", isTransient: false),
            _ => faults.Item("the batch gives a result of an unknown kind", isTransient: false),
        };
    }

    /// <summary>The status that the same error has where requests are sent one by one.</summary>
    private ModelException Errored(JsonElement error)
    {
        var told = faults.ReadError(error);
        int status = told.Code switch
        {
            "authentication_error" => 401,
            "permission_error" => 403,
            "not_found_error" => 404,
            "request_too_large" => 413,
            "rate_limit_error" => 429,
            "api_error" => 500,
            "timeout_error" => 504,
            "overloaded_error" => 529,
            _ => 400,
        };
        return faults.Status(status, told);
    }

    private static bool MayBe(JsonElement batch, BatchTicket ticket) =>
        Count(batch, [.. Ended, "processing"]) == ticket.Requests && !IsOlder(batch, ticket);

    private static bool IsOlder(JsonElement batch, BatchTicket ticket) =>
        DateTimeOffset.TryParse(
            WireText.Find(batch, "created_at"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var created
        )
        && created < ticket.At - ClockDifference;

    private static bool HasEnded(JsonElement batch) => WireText.Find(batch, "processing_status") == "ended";

    private static long Count(JsonElement batch, IEnumerable<string> names)
    {
        var counts = batch.TryGetProperty("request_counts", out var told) ? told : default;
        return names.Sum(name => Math.Max(0, WireText.Count(counts, name, out _) ?? 0));
    }

    private string IdOf(JsonElement named) =>
        WireText.Find(named, "id") is { Length: > 0 } id
            ? id
            : throw faults.Body("a reply of the batch service has no id", null);

    private static ImmutableArray<JsonElement> Items(JsonElement page) =>
        page.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)]
            : [];

    private Uri At(string path, string query = "") =>
        new UriBuilder(messages)
        {
            Path = $"{messages.AbsolutePath}/batches{path}",
            Query = string.Join('&', new[] { messages.Query.TrimStart('?'), query }.Where(one => one.Length > 0)),
        }.Uri;
}
