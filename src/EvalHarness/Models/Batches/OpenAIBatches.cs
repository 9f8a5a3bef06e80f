using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Batches;

/// <summary>OpenAI's batches, which other servers offer in the same form: a file of requests, and files of results.</summary>
/// <remarks>Limits of 50,000 requests and 200 MB, and the states of a batch: OpenAI, Batch API, as of November 2026.</remarks>
/// <param name="http">The connection pool with its headers; its owner disposes of it.</param>
/// <param name="service">Address of the service up to its version, for example <c>https://api.openai.com/v1</c>.</param>
/// <param name="write">Writes the body of a single request.</param>
/// <param name="wire">Reads the body of a single reply.</param>
/// <param name="faults">Words for failures.</param>
/// <param name="time">The clock.</param>
public sealed class OpenAIBatches(
    HttpClient http,
    Uri service,
    Func<IEnumerable<ChatMessage>, ChatOptions, ReadOnlyMemory<byte>> write,
    ChatCompletions wire,
    HttpFaults faults,
    TimeProvider time
) : IBatchService
{
    private const string TagKey = "evalharness";
    private const int PageSize = 100;

    /// <summary>The clocks of vendor and machine may differ by this much.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromDays(1);

    private readonly BatchCalls calls = new(http, faults, time);

    /// <inheritdoc/>
    public int MostRequests => 50_000;

    /// <inheritdoc/>
    public long MostBytes => 200_000_000;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(string customId, IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(line, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("custom_id", customId);
        json.WriteString("method", "POST");
        json.WriteString("url", "/v1/chat/completions");
        json.WritePropertyName("body");
        json.WriteRawValue(write(messages, options).Span, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return line.WrittenMemory;
    }

    /// <inheritdoc/>
    public async Task<string> SubmitAsync(
        BatchTicket ticket,
        IReadOnlyList<ReadOnlyMemory<byte>> requests,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(requests);
        using var form = new MultipartFormDataContent();
#pragma warning disable CA2000 // The form disposes of its parts.
        form.Add(new StringContent("batch"), "purpose");
        form.Add(new LinesContent(requests, "\n"u8.ToArray()), "file", ticket.Tag + ".jsonl");
#pragma warning restore CA2000
        var file = await calls.SendAsync(HttpMethod.Post, At("files"), form, cancellationToken);
        using var content = new ReadOnlyMemoryContent(Order(ticket, IdOf(file)));
        content.Headers.ContentType = new("application/json");
        return IdOf(await calls.SendAsync(HttpMethod.Post, At("batches"), content, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<BatchFinding> FindAsync(
        BatchTicket ticket,
        IReadOnlySet<string> others,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(ticket);
        long oldest = (ticket.At - ClockDifference).ToUnixTimeSeconds();
        string? after = null;
        while (true)
        {
            string query = FormattableString.Invariant($"limit={PageSize}") + (after is null ? "" : $"&after={after}");
            var page = await calls.SendAsync(HttpMethod.Get, At("batches", query), null, cancellationToken);
            var batches = Items(page);
            foreach (var batch in batches)
            {
                if (batch.TryGetProperty("metadata", out var metadata) && WireText.Find(metadata, TagKey) == ticket.Tag)
                {
                    return new BatchFinding(IdOf(batch));
                }
            }

            // The newest come first.
            bool isLast =
                batches.Length == 0
                || !(page.TryGetProperty("has_more", out var more) && more.ValueKind == JsonValueKind.True)
                || WireText.Count(batches[^1], "created_at", out _) < oldest;
            if (isLast)
            {
                return new BatchFinding(null);
            }

            after = Uri.EscapeDataString(IdOf(batches[^1]));
        }
    }

    /// <inheritdoc/>
    public async Task<BatchState> LookAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var url = At($"batches/{Uri.EscapeDataString(id)}");
        var batch = await calls.SendAsync(HttpMethod.Get, url, null, cancellationToken);
        string status = WireText.Find(batch, "status") ?? "";
        var progress = status switch
        {
            "failed" => BatchProgress.Refused,
            "completed" or "expired" or "cancelled" => BatchProgress.Ended,
            _ => BatchProgress.UnderWay,
        };
        var counts = batch.TryGetProperty("request_counts", out var told) ? told : default;
        long done = Math.Max(0, WireText.Count(counts, "completed", out _) ?? 0);
        return new BatchState(id, progress, done + Math.Max(0, WireText.Count(counts, "failed", out _) ?? 0))
        {
            Files =
            [
                .. new[] { "output_file_id", "error_file_id" }
                    .Select(name => WireText.Find(batch, name))
                    .OfType<string>()
                    .Where(file => file.Length > 0),
            ],
            Reason = status switch
            {
                "failed" => Refused(batch),
                "completed" => faults.Item("the batch ended without a result of the request", isTransient: false),
                "expired" => Expired(),
                "cancelled" => Cancelled(),
                _ => null,
            },
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BatchResult> ReadAsync(
        BatchState state,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (string file in state.Files)
        {
            var url = At($"files/{Uri.EscapeDataString(file)}/content");
            await foreach (
                var line in calls.ReadLinesAsync(url, 2 * ChatCompletions.DefaultMaxBytes, cancellationToken)
            )
            {
                if (await ReadAsync(line, cancellationToken) is { } result)
                {
                    yield return result;
                }
            }
        }
    }

    /// <summary>A line that is no JSON or names no request says nothing: its request is without a result.</summary>
    private async Task<BatchResult?> ReadAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        string? id = null;
        try
        {
            using var document = ReplyBody.Parse(ReplyBody.Trim(line));
            id = WireText.Find(document.RootElement, "custom_id");
            return id is null
                ? null
                : new BatchResult(id, await ReadAnswerAsync(document.RootElement, cancellationToken), null);
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

    private async Task<ChatResponse> ReadAnswerAsync(JsonElement line, CancellationToken cancellationToken)
    {
        if (
            line.TryGetProperty("response", out var response)
            && response.ValueKind == JsonValueKind.Object
            && response.TryGetProperty("body", out var body)
        )
        {
            int status = (int)Math.Clamp(WireText.Count(response, "status_code", out _) ?? 200, 0, 999);
            using var bytes = new MemoryStream(JsonMarshal.GetRawUtf8Value(body).ToArray());
            return BatchUsage.Mark(
                await wire.ReadAsync(status, _ => null, bytes, time.GetTimestamp(), cancellationToken)
            );
        }

        var error = faults.ReadError(line);
        throw error.Code switch
        {
            "batch_expired" => Expired(),
            "batch_cancelled" => Cancelled(),
            _ => faults.Item($"the batch failed the request{Brackets(error.Code)}", isTransient: false),
        };
    }

    private ModelException Refused(JsonElement batch)
    {
        var errors = batch.TryGetProperty("errors", out var told) ? Items(told) : [];
        string? code = errors.Length == 0 ? null : faults.ReadError(errors[0]).Code;
        return faults.Item($"the batch was not taken{Brackets(code)}", isTransient: false);
    }

    private ModelException Expired() => faults.Item("the batch expired before the request's turn", isTransient: true);

    private ModelException Cancelled() => faults.Item("the batch was cancelled", isTransient: false);

    private static string Brackets(string? code) => code is null ? "" : $" ({code})";

    private string IdOf(JsonElement named) =>
        WireText.Find(named, "id") is { Length: > 0 } id
            ? id
            : throw faults.Body("a reply of the batch service has no id", null);

    private static ImmutableArray<JsonElement> Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Object
        && list.TryGetProperty("data", out var data)
        && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)]
            : [];

    private static byte[] Order(BatchTicket ticket, string file) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["input_file_id"] = file,
                ["endpoint"] = "/v1/chat/completions",
                ["completion_window"] = "24h",
                ["metadata"] = new Dictionary<string, string> { [TagKey] = ticket.Tag, ["run"] = ticket.Run },
            }
        );

    private Uri At(string path, string query = "") =>
        new UriBuilder(service)
        {
            Path = $"{service.AbsolutePath.TrimEnd('/')}/{path}",
            Query = string.Join('&', new[] { service.Query.TrimStart('?'), query }.Where(one => one.Length > 0)),
        }.Uri;
}
