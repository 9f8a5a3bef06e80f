using EvalHarness.Models;
using EvalHarness.Models.Providers;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class OpenAICompatibleFaultTests
{
    private const string Key = "sk-very-secret-1234";
    private const string Prompt = "Is it good news?";
    private static readonly DateTimeOffset Now = new(2024, 4, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase(400, false)]
    [TestCase(401, false)]
    [TestCase(403, false)]
    [TestCase(404, false)]
    [TestCase(405, false)]
    [TestCase(408, true)]
    [TestCase(409, true)]
    [TestCase(413, false)]
    [TestCase(422, false)]
    [TestCase(425, true)]
    [TestCase(429, true)]
    [TestCase(500, true)]
    [TestCase(502, true)]
    [TestCase(503, true)]
    [TestCase(504, true)]
    [TestCase(529, true)]
    public async Task Status_decides_on_another_attempt(int status, bool isTransient)
    {
        var e = await FailAsync(
            FaultReply.Status(
                status,
                $$$"""{"error":{"message":"{{{Prompt}}} {{{Key}}}","type":"some_error","code":"{{{Key}}}"}}"""
            )
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.EqualTo(isTransient));
            Assert.That(e.Failure.Kind, Is.EqualTo("http"));
            Assert.That(e.Failure.Status, Is.EqualTo(status));
            Assert.That(
                e.Message,
                Does.Match(
                    $"^model 'candidate' at http://127.0.0.1:[0-9]+/v1/chat/completions: status {status} \\(some_error\\)$"
                )
            );
        }
    }

    [TestCase("""{"error":{"code":"insufficient_quota"}}""", false, "insufficient_quota")]
    [TestCase("""{"error":{"code":"a free text with spaces"}}""", true, null)]
    [TestCase("""{"error":"text"}""", true, null)]
    [TestCase("""[1]""", true, null)]
    [TestCase("<html>Too many</html>", true, null)]
    [TestCase("", true, null)]
    [TestCase("""{"type":"overloaded"}""", true, "overloaded")]
    public async Task Only_the_machine_code_of_an_error_is_told(string body, bool isTransient, string? code)
    {
        var e = await FailAsync(FaultReply.Status(429, body));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.EqualTo(isTransient));
            Assert.That(e.Message, Does.EndWith(code is null ? ": status 429" : $": status 429 ({code})"));
        }
    }

    [TestCase("Retry-After: 7", 7)]
    [TestCase("Retry-After: 0", 0)]
    [TestCase("Retry-After: 1.5", 1.5)]
    [TestCase("retry-after-ms: 250", 0.25)]
    [TestCase("Retry-After: Mon, 01 Apr 2024 12:00:30 GMT", 30)]
    [TestCase("Retry-After: Mon, 01 Apr 2024 11:00:00 GMT", 0)]
    [TestCase("Retry-After: 99999999999999999999", 86400)]
    [TestCase("Retry-After: -3", null)]
    [TestCase("Retry-After: soon", null)]
    [TestCase("Retry-After: NaN", null)]
    [TestCase("retry-after-ms: Infinity", null)]
    [TestCase("X-Nothing: 1", null)]
    public async Task Waits_as_long_as_the_backend_asks(string header, double? seconds)
    {
        var e = await FailAsync(FaultReply.Status(429, "", header));

        Assert.That(e.RetryAfter?.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase(FaultEnding.Reset, TestName = "Reset_before_the_reply_is_transient")]
    [TestCase(FaultEnding.Close, TestName = "Close_before_the_reply_is_transient")]
    public async Task Silence_is_transient(FaultEnding ending) =>
        AssertTransient(await FailAsync(FaultReply.Silence(ending)), "connection");

    [TestCase(FaultEnding.Reset, TestName = "Reset_within_the_body_is_transient")]
    [TestCase(FaultEnding.Close, TestName = "Close_within_the_body_is_transient")]
    public async Task A_body_cut_on_the_wire_is_transient(FaultEnding ending) =>
        AssertTransient(await FailAsync(FaultReply.Truncated(ending)), "connection");

    [TestCase("{\"choices\":[]}", "the reply has no choices")]
    [TestCase("{\"choices\":[null]}", "the reply has no choices")]
    [TestCase("{}", "the reply has no choices")]
    [TestCase("null", "the reply has no choices")]
    [TestCase("{\"choices\":5}", "the reply has no choices")]
    [TestCase("{\"choices\":[{\"message\":null}]}", "the reply has a choice without a message")]
    [TestCase("{\"choices\":[{\"finish_reason\":\"stop\"}]}", "the reply has a choice without a message")]
    public async Task A_whole_body_without_an_answer_would_come_again_so(string body, string what)
    {
        var e = await FailAsync(FaultReply.Status(200, body));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.False);
            Assert.That(e.Failure.Kind, Is.EqualTo("body"));
            Assert.That(e.Message, Does.EndWith(what));
        }
    }

    [TestCase("<html>gateway</html>")]
    [TestCase("")]
    public async Task A_body_that_is_no_json_may_pass(string body)
    {
        var e = await FailAsync(FaultReply.Status(200, body));
        AssertTransient(e, "body");
        Assert.That(e.Message, Does.EndWith("the reply is not a whole JSON chat completion"));
    }

    [Test]
    public async Task A_body_cut_by_the_server_is_transient() =>
        AssertTransient(await FailAsync(FaultReply.CutJson()), "body");

    [Test]
    public async Task A_reply_that_cannot_be_unpacked_is_transient() =>
        AssertTransient(await FailAsync(FaultReply.Status(200, "not gzip", "Content-Encoding: gzip")), "body");

    [Test]
    public async Task A_reply_that_is_not_http_is_transient() =>
        AssertTransient(await FailAsync(new FaultReply("hello\r\n\r\n"u8.ToArray(), FaultEnding.Close)), "body");

    [Test]
    public async Task A_reply_over_the_limit_is_not_read_on()
    {
        var e = await FailAsync(FaultReply.Huge(3 << 20));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.False);
            Assert.That(e.Message, Does.EndWith("the reply is longer than 1048576 bytes"));
        }
    }

    [TestCase(301)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var other = new FaultServer(FaultReply.Chat("positive"));
        var e = await FailAsync(FaultReply.Status(status, "", $"Location: {other.Url}/v1/chat/completions"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.False);
            Assert.That(e.Message, Does.Contain("redirects"));
            Assert.That(other.Requests, Is.Empty);
        }
    }

    [TestCase(429, true)]
    [TestCase(401, false)]
    public async Task An_error_within_a_good_status_counts_as_its_own(int status, bool isTransient)
    {
        var e = await FailAsync(FaultReply.Status(200, $$$"""{"error":{"code":{{{status}}},"message":"x"}}"""));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.Failure.Status, Is.EqualTo(status));
            Assert.That(e.IsTransient, Is.EqualTo(isTransient));
        }
    }

    [Test]
    public async Task Nobody_listening_is_transient()
    {
        var server = new FaultServer(FaultReply.Chat("positive"));
        await server.DisposeAsync();
        using var client = await new OpenAICompatible($"http://127.0.0.1:1", "m").ConnectAsync(
            ModelSetup.Context(),
            CancellationToken.None
        );
        AssertTransient(await FailAsync(() => client.AskAsync(ModelSetup.Request())), "connection");
    }

    [Test]
    public async Task A_name_that_does_not_resolve_is_transient()
    {
        using var client = await new OpenAICompatible("http://no.such.host.invalid", "m").ConnectAsync(
            ModelSetup.Context(),
            CancellationToken.None
        );
        AssertTransient(await FailAsync(() => client.AskAsync(ModelSetup.Request())), "connection");
    }

    [Test]
    public async Task Cancelling_a_hanging_call_ends_it_as_cancelled()
    {
        await using var server = new FaultServer(FaultReply.Silence(FaultEnding.Hang));
        using var client = await OpenAICompatibleTests.ConnectAsync(server);
        using var cancelled = new CancellationTokenSource();
        var asking = client.AskAsync(ModelSetup.Request(), cancelled.Token);
        await cancelled.CancelAsync();

        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
    }

    private static void AssertTransient(ModelException e, string kind)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.IsTransient, Is.True);
            Assert.That(e.Failure.Kind, Is.EqualTo(kind), e.ToString());
        }
    }

    private static async Task<ModelException> FailAsync(FaultReply reply)
    {
        await using var server = new FaultServer(reply);
        using var client = await OpenAICompatibleTests.ConnectAsync(server, time: new FakeTimeProvider(Now));
        return await FailAsync(() => client.AskAsync(ModelSetup.Request(text: Prompt)));
    }

    /// <summary>The failure of a call, which must give nothing away however deep one looks.</summary>
    private static async Task<ModelException> FailAsync(Func<Task> ask)
    {
        ModelException? failure = null;
        try
        {
            await ask();
        }
        catch (ModelException e)
        {
            failure = e;
        }

        Assert.That(failure, Is.Not.Null);
        Assert.That(failure!.ToString(), Does.Not.Contain(Key).And.Not.Contain(Prompt));
        return failure;
    }
}
