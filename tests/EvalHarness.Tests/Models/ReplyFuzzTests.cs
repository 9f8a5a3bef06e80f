using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Recordings;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Whatever a server sends, an answer or a fault comes of it, and never anything else.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReplyFuzzTests
{
    private const string Good =
        """{"id":"c-1","model":"m","service_tier":"flex","error":null,"system_fingerprint":"fp","choices":[{"index":0,"message":{"role":"assistant","content":"positive","refusal":null,"reasoning_content":"hm","tool_calls":[{"index":0,"function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop","error":null,"logprobs":{"content":[{"token":"positive","logprob":-0.1,"top_logprobs":[{"token":"neutral","logprob":-3}]}]}}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":2,"cache_write_tokens":1},"completion_tokens_details":{"reasoning_tokens":1}}}""";

    private const string GoodMessage =
        """{"id":"m","type":"message","model":"m","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"positive"},{"type":"tool_use","id":"t","name":"f","input":{"a":1}}],"stop_reason":"end_turn","usage":{"input_tokens":10,"cache_creation_input_tokens":1,"cache_read_input_tokens":2,"output_tokens":5,"output_tokens_details":{"thinking_tokens":1},"service_tier":"standard"}}""";

    private const string GoodResponse =
        """{"id":"r","status":"completed","error":null,"incomplete_details":{"reason":"max_output_tokens"},"model":"m","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"content":[]},{"type":"message","phase":"final_answer","content":[{"type":"output_text","text":"positive","logprobs":[{"token":"positive","logprob":-0.1,"top_logprobs":[{"token":"neutral","logprob":-3}]}]},{"type":"refusal","refusal":"no"}]},{"type":"function_call","name":"f","arguments":"{}"}],"usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":2},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":15}}""";

    private const string GoodChat =
        """{"model":"m","created_at":"2026-01-15T10:00:00Z","message":{"role":"assistant","content":"positive","thinking":"hm","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"done":true,"done_reason":"stop","logprobs":[{"token":"positive","logprob":-0.1,"top_logprobs":[{"token":"neutral","logprob":-3}]}],"prompt_eval_count":10,"eval_count":5}""";

    /// <summary>A good stream of each interface, whose pieces are spoilt one by one.</summary>
    private static readonly string[] MessagePieces =
    [
        """{"type":"message_start","message":{"id":"m","model":"m","content":[],"usage":{"input_tokens":10,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","name":"f","input":{}}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"positive"}}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}""",
        """{"type":"message_stop"}""",
    ];

    private static readonly string[] ResponsePieces =
    [
        """{"type":"response.created","response":{"id":"r","model":"m"}}""",
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","name":"f","arguments":""}}""",
        """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{}"}""",
        """{"type":"response.output_text.delta","output_index":1,"delta":"positive","logprobs":[{"token":"positive","logprob":-0.1}]}""",
        $$"""{"type":"response.completed","response":{{GoodResponse}}}""",
    ];

    private static readonly string[] ChatPieces =
    [
        """{"model":"m","message":{"role":"assistant","content":"posi"},"done":false,"logprobs":[{"token":"posi","logprob":-0.1}]}""",
        """{"model":"m","message":{"role":"assistant","content":"tive","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":false}""",
        """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":10,"eval_count":5}""",
    ];

    private static readonly Price Price = new(1, 10, 0.1m, CacheWrite: 2, Reasoning: 12, Batch: 0.5m);

    private static readonly ChatCompletions Wire = new(
        "m",
        new HttpFaults("candidate", new Uri("http://localhost"), []),
        TimeProvider.System
    );

    /// <summary>Odd values in the place of any value of a good reply.</summary>
    private static readonly string[] Odd =
    [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "1e300",
        "99999999999999999999",
        "\"\"",
        "\"x\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[null]",
        "[[1]]",
        "{\"text\":5}",
        "[{\"type\":\"text\",\"text\":\"neutral\"},7]",
        "\"NaN\"",
        "-0",
        "1e-400",
        "\"7\"",
        "{\"code\":\"x\",\"message\":null}",
        "[{\"type\":\"reasoning\",\"text\":\"hm\"}]",
    ];

    [Test]
    public void Any_value_in_any_place_of_a_reply_leaves_an_answer_or_a_fault()
    {
        string[] paths = [.. Paths(JsonNode.Parse(Good)!, "")];
        Assert.That(paths, Has.Length.GreaterThan(30));
        Gen.Select(
                Gen.Int[0, paths.Length - 1],
                Gen.Int[0, Odd.Length - 1],
                Gen.Int[0, paths.Length - 1],
                Gen.Int[0, Odd.Length - 1]
            )
            .Sample(
                (first, odd, second, other) =>
                    Check(
                        Encoding.UTF8.GetBytes(
                            Mark(Mark(Good, paths[first], "@1@"), paths[second], "@2@")
                                .Replace("\"@1@\"", Odd[odd], StringComparison.Ordinal)
                                .Replace("\"@2@\"", Odd[other], StringComparison.Ordinal)
                        )
                    ),
                iter: 20_000,
                seed: "0000000000000"
            );
    }

    private static IEnumerable<TestCaseData> Forms()
    {
        yield return new TestCaseData(GoodMessage, MessagePieces, false, () => new MessagesForm()).SetArgDisplayNames(
            "messages"
        );
        yield return new TestCaseData(
            GoodResponse,
            ResponsePieces,
            false,
            () => new ResponsesForm()
        ).SetArgDisplayNames("responses");
        yield return new TestCaseData(GoodChat, ChatPieces, true, () => new OllamaForm()).SetArgDisplayNames("ollama");
    }

    [TestCaseSource(nameof(Forms))]
    public void Any_value_in_any_place_of_other_interfaces_leaves_an_answer_or_a_fault(
        string good,
        string[] pieces,
        bool isLines,
        Func<object> form
    )
    {
        string[] paths = [.. Paths(JsonNode.Parse(good)!, "")];
        (int Piece, string Path)[] places =
        [
            .. pieces.SelectMany((piece, i) => Paths(JsonNode.Parse(piece)!, "").Select(path => (i, path))),
        ];
        var reader = new ReplyReader(
            () => (IReplyForm)form(),
            new HttpFaults("candidate", new Uri("http://localhost"), []),
            TimeProvider.System
        );
        Gen.Select(
                Gen.Int[0, paths.Length - 1],
                Gen.Int[0, Odd.Length - 1],
                Gen.Int[0, places.Length - 1],
                Gen.Int[0, Odd.Length - 1]
            )
            .Sample(
                (first, odd, second, other) =>
                {
                    string whole = Mark(good, paths[first], "@1@")
                        .Replace("\"@1@\"", Odd[odd], StringComparison.Ordinal);
                    Check(Encoding.UTF8.GetBytes(whole), reader: reader.ReadAsync);
                    var (piece, path) = places[second];
                    var spoilt = pieces.Select(
                        (json, i) =>
                            i == piece
                                ? Mark(json, path, "@1@").Replace("\"@1@\"", Odd[other], StringComparison.Ordinal)
                                : json
                    );
                    string stream = string.Concat(spoilt.Select(json => isLines ? $"{json}\n" : $"data: {json}\n\n"));
                    Check(Encoding.UTF8.GetBytes(stream), reader: reader.ReadAsync);
                },
                iter: 5_000,
                seed: "0000000000000"
            );
    }

    [Test]
    public void Any_bytes_in_any_place_of_a_reply_leave_an_answer_or_a_fault()
    {
        byte[] good = Encoding.UTF8.GetBytes(Good);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[0, 4], Gen.Int[0, 6], Gen.Int[0, good.Length])
            .Sample(
                (at, inserted, removed, end) =>
                {
                    byte[] spoilt = [.. good[..at], .. inserted, .. good[Math.Min(good.Length, at + removed)..]];
                    Check(spoilt);
                    Check(spoilt[..Math.Min(end, spoilt.Length)]);
                    Check([.. "data: "u8, .. spoilt, .. "\n\ndata: [DONE]\n\n"u8]);
                },
                iter: 10_000,
                seed: "0000000000000"
            );
    }

    [Test]
    public void Any_status_with_any_body_and_any_wait_leaves_an_answer_or_a_fault()
    {
        string[] bodies =
        [
            Good,
            "",
            "{",
            "[]",
            "5",
            "\"x\"",
            "<html>",
            """{"error":null}""",
            """{"error":"x"}""",
            """{"error":{"code":1e9,"type":[],"param":{},"message":7}}""",
            """{"error":{"innererror":5,"code":"content_filter"}}""",
        ];
        Gen.Select(
                Gen.Int[200, 599],
                Gen.Int[0, bodies.Length - 1],
                Gen.String[Gen.Char["0123456789.-+eE: ,GMT"], 0, 20]
            )
            .Sample(
                (status, body, wait) => Check(Encoding.UTF8.GetBytes(bodies[body]), status, wait),
                iter: 5_000,
                seed: "0000000000000"
            );
    }

    [Test]
    public void Any_value_in_any_place_of_a_recorded_answer_leaves_an_answer()
    {
        const string line =
            """{"request":"r","task":"t","sample":"s1","model":"m","outcome":"answered","at":"2026-01-01T00:00:00Z","text":"positive","finish_reason":"stop","usage":{"input":10,"output":5,"cached_input":1},"cost_usd":0.1,"latency_seconds":1.5,"attempts":1,"failure":{"kind":"http","status":500,"message":"x"},"probabilities":{"positive":0.9},"tokens":[{"token":"p","logprob":-1,"top":[{"token":"q","logprob":-2}]}],"reasoning":"hm","tool_calls":[{"name":"f","arguments":"{}"}]}""";
        string[] paths = [.. Paths(JsonNode.Parse(line)!, "")];
        Gen.Select(Gen.Int[0, paths.Length - 1], Gen.Int[0, Odd.Length - 1])
            .Sample(
                (place, odd) =>
                {
                    string spoilt = Mark(line, paths[place], "@1@")
                        .Replace("\"@1@\"", Odd[odd], StringComparison.Ordinal);
                    using var document = JsonDocument.Parse(spoilt);
                    var response = new RecordedLine(document.RootElement, RecordedKeys.Usual).ToResponse();
                    var usage = TokenCounts.Read(response.Usage, response.Text.Length > 0, out _);
                    Assert.That(usage is { } counted ? Price.CostUsd(counted) : 0, Is.GreaterThanOrEqualTo(0));
                },
                iter: 5_000,
                seed: "0000000000000"
            );
    }

    /// <summary>What both clients do with a reply.</summary>
    private static void Check(
        byte[] bytes,
        int status = 200,
        string? header = null,
        Func<int, Func<string, string?>, Stream, long, CancellationToken, Task<ChatResponse>>? reader = null
    )
    {
        ChatResponse response;
        try
        {
            response = (reader ?? Wire.ReadAsync)(
                status,
                _ => header,
                new MemoryStream(bytes),
                0,
                CancellationToken.None
            ).Result;
        }
        catch (AggregateException e) when (e.InnerException is ModelException)
        {
            // A fault of the reply, told as such.
            return;
        }

        var usage = TokenCounts.Read(response.Usage, response.Text.Length > 0, out _);
        if (usage is { } counted)
        {
            Assert.That(Price.CostUsd(counted), Is.GreaterThanOrEqualTo(0), Encoding.UTF8.GetString(bytes));
        }

        Assert.That(response.Text.EnumerateRunes().Count(), Is.GreaterThanOrEqualTo(0));
        Assert.That(
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(response.Text)),
            Is.EqualTo(response.Text),
            "whole characters"
        );
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) =>
        node switch
        {
            JsonObject one => one.SelectMany(pair =>
                Paths(pair.Value, $"{path}/{pair.Key}").Prepend($"{path}/{pair.Key}")
            ),
            JsonArray list => list.SelectMany((item, i) => Paths(item, $"{path}/{i}").Prepend($"{path}/{i}")),
            _ => [],
        };

    private static string Mark(string json, string path, string mark)
    {
        var root = JsonNode.Parse(json)!;
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = root;
        foreach (string step in steps[..^1])
        {
            at = at switch
            {
                JsonObject one when one.ContainsKey(step) => one[step],
                JsonArray list when int.TryParse(step, out int i) && i < list.Count => list[i],
                _ => null,
            };
        }

        if (at is JsonObject parent && parent.ContainsKey(steps[^1]))
        {
            parent[steps[^1]] = mark;
        }
        else if (at is JsonArray array && int.TryParse(steps[^1], out int place) && place < array.Count)
        {
            array[place] = mark;
        }

        return root.ToJsonString();
    }
}
