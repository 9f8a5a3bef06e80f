using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Answers that are asked for piece by piece.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StreamedReplyTests
{
    private const string Usage = """{"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":3}}""";
    private const string Stopped = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    [Test]
    public async Task The_time_to_the_first_token_is_that_of_the_first_piece_with_anything_in_it()
    {
        var time = new FakeTimeProvider();
        string[] pieces =
        [
            """{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
            Piece("posi"),
            Piece("tive"),
            Stopped,
            Usage,
            "[DONE]",
        ];
        await using var body = new PieceByPiece(time, [.. pieces.Select(piece => $"data: {piece}\n\n")]);

        var response = await Wire(time).ReadAsync(200, _ => null, body, time.GetTimestamp(), default);

        Assert.That(
            (response.Text, response.FindDetails()!.Stream!.FirstToken),
            Is.EqualTo(("positive", TimeSpan.FromSeconds(2)))
        );
    }

    [Test]
    public async Task A_thought_is_a_first_token_too()
    {
        string thought = """{"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}""";

        var response = await ReadAsync(thought, Piece("positive"), Stopped, "[DONE]");

        Assert.That((response.Text, response.FindDetails()!.Stream is null), Is.EqualTo(("positive", false)));
    }

    [Test]
    public async Task Counts_that_each_piece_repeats_are_counted_once()
    {
        string counted = """
            {"choices":[{"index":0,"delta":{"content":"x"}}],"usage":{"prompt_tokens":20,"completion_tokens":1}}
            """.Trim();

        var response = await ReadAsync(counted, counted, counted, Stopped, Usage, "[DONE]");

        Assert.That((response.Usage!.InputTokenCount, response.Usage.OutputTokenCount), Is.EqualTo((20L, 3L)));
    }

    [Test]
    public async Task Pieces_of_a_second_choice_are_none_of_the_answer()
    {
        string other = """{"choices":[{"index":1,"delta":{"content":"negative"},"finish_reason":"length"}]}""";

        var response = await ReadAsync(Piece("posi"), other, Piece("tive"), Stopped, other, "[DONE]");

        Assert.That(
            (response.Text, response.FinishReason),
            Is.EqualTo(("positive", (ChatFinishReason?)ChatFinishReason.Stop))
        );
    }

    [TestCase(
        """{"error":{"message":"secret words","code":"server_error"}}""",
        "an error ended the stream (server_error)"
    )]
    [TestCase("""{"error":"secret words"}""", "an error ended the stream")]
    public void An_error_after_a_piece_is_a_failure_and_no_shorter_answer(string error, string told)
    {
        Assert.That(
            async () => await ReadAsync(Piece("posi"), error, "[DONE]"),
            Throws
                .InstanceOf<ModelException>()
                .With.Message.Contains(told)
                .And.Message.Not.Contains("secret")
                .And.Property("IsTransient")
                .True
        );
    }

    [Test]
    public void An_event_that_calls_itself_an_error_is_one() =>
        Assert.That(
            async () =>
                await ReadBodyAsync($"data: {Piece("posi")}\n\nevent: error\ndata: {{\"code\":\"overloaded\"}}\n\n"),
            Throws.InstanceOf<ModelException>().With.Message.Contains("an error ended the stream (overloaded)")
        );

    [Test]
    public void An_error_before_the_first_piece_has_the_status_that_its_code_says() =>
        Assert.That(
            async () => await ReadAsync("""{"error":{"message":"slow down","code":429}}"""),
            Throws.InstanceOf<ModelException>().With.Property("Failure").Property("Status").EqualTo(429)
        );

    [Test]
    public async Task A_filter_that_ends_the_stream_withheld_the_answer()
    {
        var response = await ReadAsync(Piece("posi"), """{"error":{"code":"content_filter"}}""");

        Assert.That(response.FindDetails()!.Outcome, Is.EqualTo(Outcome.Filtered));
    }

    [Test]
    public async Task What_a_broken_stream_counted_is_known()
    {
        string counted = """{"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":2}}""";

        var failed = await Assert.ThrowsAsync<ModelException>(() =>
            ReadAsync(Piece("posi"), counted, """{"error":{}}""")
        );

        Assert.That(failed!.Usage!.OutputTokenCount, Is.EqualTo(2));
    }

    [Test]
    public void A_stream_that_ends_without_its_end_is_a_failure() =>
        Assert.That(
            async () => await ReadAsync(Piece("posi")),
            Throws.InstanceOf<ModelException>().With.Message.Contains("the stream ended early")
        );

    [TestCase("data: {0}\ndata: {1}\ndata: [DONE]")]
    [TestCase("\uFEFFdata: {0}\r\n\r\ndata: {1}\r\n\r\ndata: [DONE]\r\n")]
    [TestCase(": waiting\n\n: waiting\n\nid: 1\nretry: 10\ndata:{0}\n\ndata:{1}\n\n")]
    [TestCase("event: message\ndata: {0}\n\nevent: message\ndata: {1}\n\ndata: [DONE]\n\nno event at all")]
    public async Task Streams_are_read_in_every_dress(string body)
    {
        string whole = body.Replace("{0}", Piece("positive"), StringComparison.Ordinal)
            .Replace("{1}", Stopped, StringComparison.Ordinal);

        Assert.That((await ReadBodyAsync(whole)).Text, Is.EqualTo("positive"));
    }

    [Test]
    public void A_stream_without_end_is_cut_at_its_limit()
    {
        string pieces = string.Concat(Enumerable.Repeat($"data: {Piece("x")}\n\n", 200));

        Assert.That(
            async () =>
                await new ChatCompletions("m", Faults, TimeProvider.System, maxBytes: 64, isStreamed: true).ReadAsync(
                    200,
                    _ => null,
                    new MemoryStream(Encoding.UTF8.GetBytes(pieces)),
                    0,
                    default
                ),
            Throws.InstanceOf<ModelException>().With.Message.Contains("longer than 1024 bytes")
        );
    }

    [Test]
    public async Task A_server_that_answers_whole_is_read_and_remarked()
    {
        var response = await ReadBodyAsync(FaultReply.Completion("positive", "stop", 20, 3));

        Assert.That(response.Text, Is.EqualTo("positive"));
        Assert.That(response.FindDetails()!.Stream, Is.Null);
        Assert.That(response.FindDetails()!.Remarks, Is.SupersetOf(new[] { new Remark(RemarkKind.Stream, "whole") }));
    }

    [Test]
    public async Task A_model_with_stream_true_asks_for_pieces_and_for_their_count()
    {
        string body = string.Concat(
            new[] { Piece("positive"), Stopped, Usage, "[DONE]" }.Select(piece => $"data: {piece}\n\n")
        );
        await using var server = new FaultServer(FaultReply.Status(200, body));
        using var client = await new OpenAICompatible(server.Url, "m", Stream: true).ConnectAsync(
            ModelSetup.Context(),
            CancellationToken.None
        );

        var response = await client.AskAsync(ModelSetup.Request());

        var sent = JsonElement.Parse(server.Requests.Single().Body);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.GetProperty("stream").GetBoolean(), Is.True);
            Assert.That(sent.GetProperty("stream_options").GetProperty("include_usage").GetBoolean(), Is.True);
            Assert.That(response.FindDetails()!.Stream!.FirstToken, Is.GreaterThan(TimeSpan.Zero));
        }
    }

    private static HttpFaults Faults => new("candidate", new Uri("http://localhost:1/v1"), []);

    private static ChatCompletions Wire(TimeProvider time) => new("m", Faults, time, isStreamed: true);

    private static string Piece(string text) =>
        $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""";

    private static Task<ChatResponse> ReadAsync(params string[] pieces) =>
        ReadBodyAsync(string.Concat(pieces.Select(piece => $"data: {piece}\n\n")));

    private static Task<ChatResponse> ReadBodyAsync(string body) =>
        Wire(TimeProvider.System)
            .ReadAsync(
                200,
                _ => null,
                new MemoryStream(Encoding.UTF8.GetBytes(body)),
                TimeProvider.System.GetTimestamp(),
                default
            );

    /// <summary>A body of which each read brings a piece, a second after the last.</summary>
    private sealed class PieceByPiece(FakeTimeProvider time, string[] pieces) : MemoryStream
    {
        private int next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return ValueTask.FromResult(
                next == pieces.Length ? 0 : Encoding.UTF8.GetBytes(pieces[next++], buffer.Span)
            );
        }
    }
}
