using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Tests.Models;

/// <summary>
/// A server that really keeps files and batches, in OpenAI's form and in Anthropic's. Results come in the reverse order, a
/// batch is over after so many looks, and whatever it has done can be answered otherwise, held or not at all.
/// </summary>
public sealed class BatchServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<KeptBatch> batches = [];
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly FaultServer server;

    public BatchServer() => server = new FaultServer(Reply);

    /// <summary>Address of the server, without a path.</summary>
    public string Url => server.Url;

    /// <summary>All calls so far.</summary>
    public IReadOnlyCollection<FaultRequest> Requests => server.Requests;

    /// <summary>What becomes of a request, by its body.</summary>
    public Func<string, BatchItem> Answer { get; set; } = _ => new BatchItem("positive");

    /// <summary>
    /// Is told what was done (<c>file</c>, <c>create</c>, <c>list</c>, <c>look</c>, <c>results</c>, <c>single</c>) and makes the reply of it.
    /// </summary>
    public Func<string, FaultReply, FaultReply> Hook { get; set; } = (_, reply) => reply;

    /// <summary>Looks at a batch until it is over.</summary>
    public int Looks { get; set; } = 1;

    /// <summary>Whether batches go on.</summary>
    public bool IsHeld { get; set; }

    /// <summary>How batches end.</summary>
    public string Ending { get; set; } = "completed";

    /// <summary>Tokens of a prompt and of an answer.</summary>
    public (int Input, int Output) Tokens { get; set; } = (20, 3);

    /// <summary>The batches taken, in order.</summary>
    public IReadOnlyList<KeptBatch> Batches
    {
        get
        {
            lock (gate)
            {
                return [.. batches];
            }
        }
    }

    /// <summary>Number of requests in all batches together.</summary>
    public int Asked => Batches.Sum(batch => batch.Lines.Count);

    /// <summary>How often the request that was asked most often was asked.</summary>
    public int MostOften =>
        Batches
            .SelectMany(batch => batch.Lines)
            .GroupBy(line => BodyOf(line).ToJsonString(), StringComparer.Ordinal)
            .Select(same => same.Count())
            .DefaultIfEmpty(0)
            .Max();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static JsonNode BodyOf(JsonNode line) => line["body"] ?? line["params"]!;

    private FaultReply Reply(FaultRequest request)
    {
        string path = request.Path.Split('?')[0];
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        var (stage, reply) = (request.Method, string.Join('/', parts)) switch
        {
            ("POST", "files") => ("file", Keep(request)),
            ("POST", "batches") => ("create", Create(JsonNode.Parse(request.Body)!)),
            ("POST", "messages/batches") => ("create", CreateMessages(JsonNode.Parse(request.Body)!)),
            ("GET", "batches") => ("list", List(request, Show)),
            ("GET", "messages/batches") => ("list", List(request, ShowMessages)),
            ("GET", _) when parts is ["batches", var id] => ("look", Look(id, Show)),
            ("GET", _) when parts is ["messages", "batches", var id] => ("look", Look(id, ShowMessages)),
            ("GET", _) when parts is ["messages", "batches", var id, "results"] => ("results", Results(id)),
            ("GET", _) when parts is ["files", var id, "content"] => ("results", Content(id)),
            ("POST", "messages") => ("single", Single(request.Body, Message)),
            ("POST", "chat/completions") => ("single", Single(request.Body, Completion)),
            _ => ("", FaultReply.Status(404)),
        };
        return Hook(stage, reply);
    }

    private FaultReply Keep(FaultRequest request)
    {
        lock (gate)
        {
            string id = FormattableString.Invariant($"file-in-{files.Count}");
            files[id] = string.Join('\n', request.Body.Split("\r\n").Where(part => part.StartsWith('{')));
            return FaultReply.Status(200, $$"""{"id":"{{id}}","object":"file","purpose":"batch"}""");
        }
    }

    private FaultReply Create(JsonNode order)
    {
        lock (gate)
        {
            var lines = files[(string)order["input_file_id"]!].Split('\n').Select(line => JsonNode.Parse(line)!);
            return FaultReply.Status(200, Show(Add([.. lines], (JsonObject?)order["metadata"])).ToJsonString());
        }
    }

    private FaultReply CreateMessages(JsonNode order)
    {
        lock (gate)
        {
            return FaultReply.Status(
                200,
                ShowMessages(Add([.. order["requests"]!.AsArray().Select(one => one!.DeepClone())], null))
                    .ToJsonString()
            );
        }
    }

    private KeptBatch Add(List<JsonNode> lines, JsonObject? metadata)
    {
        var batch = new KeptBatch(FormattableString.Invariant($"batch_{batches.Count}"), lines, metadata);
        batches.Add(batch);
        return batch;
    }

    private FaultReply List(FaultRequest request, Func<KeptBatch, JsonObject> show)
    {
        string query = request.Path.Contains('?', StringComparison.Ordinal) ? request.Path.Split('?')[1] : "";
        var asked = query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[^1]);
        lock (gate)
        {
            var newest = batches.AsEnumerable().Reverse();
            if ((asked.GetValueOrDefault("after") ?? asked.GetValueOrDefault("after_id")) is { } after)
            {
                newest = newest.SkipWhile(batch => batch.Id != after).Skip(1);
            }

            // Pages are short, whatever is asked for.
            var page = newest.Take(2).ToList();
            foreach (var batch in page)
            {
                // Time goes on for batches that nobody looks at by their id.
                batch.Looks += IsHeld ? 0 : 1;
            }

            return FaultReply.Status(
                200,
                new JsonObject
                {
                    ["data"] = new JsonArray([.. page.Select(show)]),
                    ["has_more"] = newest.Count() > page.Count,
                    ["last_id"] = page.LastOrDefault()?.Id,
                }.ToJsonString()
            );
        }
    }

    private FaultReply Look(string id, Func<KeptBatch, JsonObject> show)
    {
        lock (gate)
        {
            if (batches.FirstOrDefault(batch => batch.Id == id) is not { } batch)
            {
                return FaultReply.Status(404);
            }

            batch.Looks += IsHeld ? 0 : 1;
            return FaultReply.Status(200, show(batch).ToJsonString());
        }
    }

    private bool IsOver(KeptBatch batch) => batch.Looks >= Looks;

    private JsonObject Show(KeptBatch batch)
    {
        bool isOver = IsOver(batch);
        int failed = batch.Lines.Count(line => ItemOf(line) is { Expires: true } or { Status: not 200 });
        return new JsonObject
        {
            ["id"] = batch.Id,
            ["status"] = isOver ? Ending : "in_progress",
            ["created_at"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["metadata"] = batch.Metadata?.DeepClone(),
            ["output_file_id"] = isOver && Ending != "failed" ? $"out-{batch.Id}" : null,
            ["error_file_id"] = isOver && failed > 0 && Ending != "failed" ? $"err-{batch.Id}" : null,
            ["errors"] =
                Ending == "failed"
                    ? JsonNode.Parse("""{"data":[{"code":"invalid_json_line","message":"secret"}]}""")
                    : null,
            ["request_counts"] = new JsonObject
            {
                ["total"] = batch.Lines.Count,
                ["completed"] = isOver ? batch.Lines.Count - failed : 0,
                ["failed"] = isOver ? failed : 0,
            },
        };
    }

    private JsonObject ShowMessages(KeptBatch batch)
    {
        bool isOver = IsOver(batch);
        return new JsonObject
        {
            ["id"] = batch.Id,
            ["type"] = "message_batch",
            ["processing_status"] = isOver ? "ended" : "in_progress",
            ["created_at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["results_url"] = isOver ? $"{Url}/v1/messages/batches/{batch.Id}/results" : null,
            ["request_counts"] = new JsonObject
            {
                ["processing"] = isOver ? 0 : batch.Lines.Count,
                ["succeeded"] = isOver ? batch.Lines.Count : 0,
                ["errored"] = 0,
                ["canceled"] = 0,
                ["expired"] = 0,
            },
        };
    }

    private FaultReply Content(string id)
    {
        var batch = Batches.First(batch => id.EndsWith(batch.Id, StringComparison.Ordinal));
        bool isErrors = id.StartsWith("err-", StringComparison.Ordinal);
        var text = new StringBuilder();
        foreach (var line in batch.Lines.AsEnumerable().Reverse())
        {
            var item = ItemOf(line);
            if (item.IsMissing || isErrors != (item.Expires || item.Status != 200))
            {
                continue;
            }

            text.Append(
                    new JsonObject
                    {
                        ["id"] = "batch_req",
                        ["custom_id"] = (string)line["custom_id"]!,
                        ["response"] = item.Expires
                            ? null
                            : new JsonObject
                            {
                                ["status_code"] = item.Status,
                                ["body"] = JsonNode.Parse(Completion(item)),
                            },
                        ["error"] = item.Expires
                            ? JsonNode.Parse("""{"code":"batch_expired","message":"late"}""")
                            : null,
                    }.ToJsonString()
                )
                .Append('\n');
        }

        return FaultReply.Status(200, text.ToString());
    }

    private FaultReply Results(string id)
    {
        var text = new StringBuilder();
        foreach (var line in Batches.First(batch => batch.Id == id).Lines.AsEnumerable().Reverse())
        {
            var item = ItemOf(line);
            if (item.IsMissing)
            {
                continue;
            }

            var result = item switch
            {
                { Expires: true } => JsonNode.Parse("""{"type":"expired"}""")!,
                { Status: not 200 } => JsonNode.Parse($$"""{"type":"errored","error":{{Message(item)}}}""")!,
                _ => JsonNode.Parse($$"""{"type":"succeeded","message":{{Message(item)}}}""")!,
            };
            text.Append(
                    new JsonObject { ["custom_id"] = (string)line["custom_id"]!, ["result"] = result }.ToJsonString()
                )
                .Append('\n');
        }

        return FaultReply.Status(200, text.ToString());
    }

    private BatchItem ItemOf(JsonNode line) => Answer(BodyOf(line).ToJsonString());

    private FaultReply Single(string body, Func<BatchItem, string> show)
    {
        var item = Answer(body);
        return FaultReply.Status(item.Status, show(item));
    }

    private string Completion(BatchItem item) =>
        item.Status == 200
            ? FaultReply.Completion(item.Text, "stop", Tokens.Input, Tokens.Output)
            : """{"error":{"message":"secret","type":"server_error","code":"oops"}}""";

    private string Message(BatchItem item) =>
        item.Status == 200
            ? JsonSerializer.Serialize(
                new
                {
                    id = "msg_1",
                    type = "message",
                    role = "assistant",
                    model = "served-model",
                    content = new[] { new { type = "text", text = item.Text } },
                    stop_reason = "end_turn",
                    usage = new { input_tokens = Tokens.Input, output_tokens = Tokens.Output },
                }
            )
            : JsonSerializer.Serialize(
                new
                {
                    type = "error",
                    error = new
                    {
                        type = item.Status == 529 ? "overloaded_error" : "invalid_request_error",
                        message = "secret",
                    },
                }
            );

    /// <summary>A batch as it was handed in.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Lines">Its requests.</param>
    /// <param name="Metadata">What its owner wrote on it; null for nothing.</param>
    public sealed record KeptBatch(string Id, IReadOnlyList<JsonNode> Lines, JsonObject? Metadata)
    {
        /// <summary>How often it was looked at.</summary>
        public int Looks { get; set; }
    }
}
