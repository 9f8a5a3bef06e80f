using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Endpoints;
using EvalHarness.Models.Providers;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class HttpTests
{
    private const string Key = "sk-very-secret-1234";

    [TestCase("""{"q":"{{prompt}}"}""", """{"q":"You label.\n\nIs it good news?"}""")]
    [TestCase("""{"q":"{{prompt}}","s":"{{system}}"}""", """{"q":"Is it good news?","s":"You label."}""")]
    [TestCase("""{"q":["say: {{text}}!"]}""", """{"q":["say: Is it good news?!"]}""")]
    [TestCase(
        """{"in":{"turns":"{{ messages }}"}}""",
        """{"in":{"turns":[{"role":"system","content":"You label."},{"role":"user","content":"Is it good news?"}]}}"""
    )]
    [TestCase(
        """{"q":"{{text}}","n":"{{max_tokens}}","t":"{{temperature}}","stop":"{{stop}}","f":"{{response_format}}","m":"n={{max_tokens}}"}""",
        """{"q":"Is it good news?","n":8,"t":0.5,"stop":["\n"],"f":"json_object","m":"n=8"}"""
    )]
    [TestCase("""{"q":"{{text}}","seed":"{{seed}}","k":["{{top_k}}",1]}""", """{"q":"Is it good news?","k":[1]}""")]
    [TestCase("""{"id":"{{id}}","q":"{{text}}"}""", """{"id":"s1","q":"Is it good news?"}""")]
    [TestCase(
        """{"q":"{{text}}","as":"\\{{text}}","n":1.50,"b":true,"z":null,"o":{}}""",
        """{"q":"Is it good news?","as":"{{text}}","n":1.50,"b":true,"z":null,"o":{}}"""
    )]
    [TestCase("\"{{text}}\"", "\"Is it good news?\"")]
    public async Task The_body_is_a_template(string body, string sent)
    {
        await using var server = new FaultServer(FaultReply.Status(200, """{"out":"positive"}"""));
        using var client = await ConnectAsync(server, body);
        var generation = new Generation(0.5, 8, null, null, ["\n"], null, JsonElement.Parse("\"json_object\""));

        var answer = await client.AskAsync(ModelSetup.Request(generation: generation));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests.Single().Body, Is.EqualTo(sent));
            Assert.That(server.Requests.Single().Headers["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(answer.Text, Is.EqualTo("positive"));
        }
    }

    [Test]
    public async Task What_is_filled_in_is_no_template()
    {
        await using var server = new FaultServer(FaultReply.Status(200, """{"out":"positive"}"""));
        using var client = await ConnectAsync(server, """{"q":"{{text}} {{prompt}}"}""");

        await client.AskAsync(ModelSetup.Request(text: "a {{system}} \" b"));

        Assert.That(
            JsonElement.Parse(server.Requests.Single().Body).GetProperty("q").GetString(),
            Is.EqualTo("a {{system}} \" b You label.\n\na {{system}} \" b")
        );
    }

    [Test]
    public async Task A_field_that_a_sample_lacks_is_a_failure_of_its_request()
    {
        await using var server = new FaultServer(FaultReply.Status(200, """{"out":"positive"}"""));
        using var client = await ConnectAsync(server, """{"q":"{{none}}"}""");

        var failed = (await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request())))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Message, Is.EqualTo("model 'candidate' reads the field 'none', which the sample lacks"));
            Assert.That(server.Requests, Is.Empty);
        }
    }

    [TestCase("PUT")]
    [TestCase("patch")]
    public async Task Method_headers_query_and_user_are_sent(string method)
    {
        await using var server = new FaultServer(FaultReply.Status(200, """{"out":"positive"}"""));
        var http = Endpoint(server, """{"q":"{{text}}"}""") with
        {
            Method = method,
            Headers = ImmutableDictionary<string, Secret>
                .Empty.Add("X-Api-Key", new Secret(Key))
                .Add("Content-Type", new Secret("application/json")),
        };
        var signed = new Http(
            server.Url.Replace("http://", "http://me:pass@", StringComparison.Ordinal) + "/predict?version=2",
            http.Body,
            http.Text,
            http.Method,
            http.Headers
        );
        using var client = await signed.ConnectAsync(ModelSetup.Context(), default);

        await client.AskAsync(ModelSetup.Request());

        var request = server.Requests.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Method, Is.EqualTo(method.ToUpperInvariant()));
            Assert.That(request.Path, Is.EqualTo("/predict?version=2"));
            Assert.That(request.Headers["X-Api-Key"], Is.EqualTo(Key));
            Assert.That(request.Headers["Authorization"], Is.EqualTo("Basic bWU6cGFzcw=="));
        }
    }

    [TestCase("out", """{"out":"positive"}""", "positive")]
    [TestCase("choices.0.text", """{"choices":[{"text":"positive"}]}""", "positive")]
    [TestCase("0.generated_text", """[{"generated_text":"positive"}]""", "positive")]
    [TestCase("a.0", """{"a":{"0":"positive"}}""", "positive")]
    [TestCase("label", """{"label":3}""", "3")]
    [TestCase("out", """{"out":{"label":"x"}}""", """{"label":"x"}""")]
    [TestCase("out", """{"out":null}""", "")]
    public async Task The_answer_stands_at_the_end_of_a_path(string path, string reply, string text)
    {
        await using var server = new FaultServer(FaultReply.Status(200, reply));
        using var client = await ConnectAsync(server, "\"{{text}}\"", http => http with { Text = path });

        Assert.That((await client.AskAsync(ModelSetup.Request())).Text, Is.EqualTo(text));
    }

    [Test]
    public async Task What_stands_beside_the_answer_is_read()
    {
        await using var server = new FaultServer(
            FaultReply.Status(
                200,
                """{"out":"positive","meta":{"tokens":[12,3,2],"why":"length","by":"mine-v2","thought":"since","p":{"positive":0.75}}}""",
                "x-ratelimit-remaining-requests: 0",
                "x-ratelimit-reset-requests: 7s"
            )
        );
        using var client = await ConnectAsync(
            server,
            "\"{{text}}\"",
            http =>
                http with
                {
                    Usage = new UsagePaths("meta.tokens.0", "meta.tokens.1", "meta.tokens.2"),
                    FinishReason = "meta.why",
                    ModelPath = "meta.by",
                    Reasoning = "meta.thought",
                    Probabilities = "meta.p",
                }
        );

        var answer = await client.AskAsync(ModelSetup.Request());
        var details = answer.FindDetails()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Usage!.InputTokenCount, Is.EqualTo(12));
            Assert.That(answer.Usage.OutputTokenCount, Is.EqualTo(3));
            Assert.That(answer.Usage.CachedInputTokenCount, Is.EqualTo(2));
            Assert.That(answer.Usage.ReasoningTokenCount, Is.Null, "it was not sent");
            Assert.That(answer.FinishReason, Is.EqualTo(ChatFinishReason.Length));
            Assert.That(details.ModelVersion, Is.EqualTo("mine-v2"));
            Assert.That(details.Probabilities["positive"], Is.EqualTo(0.75));
            Assert.That(details.Pause, Is.EqualTo(TimeSpan.FromSeconds(7)));
            Assert.That(answer.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text, Is.EqualTo("since"));
        }
    }

    [Test]
    public async Task Counts_that_were_not_sent_are_unknown()
    {
        await using var server = new FaultServer(FaultReply.Status(200, """{"out":"positive","tokens":{}}"""));
        using var client = await ConnectAsync(
            server,
            "\"{{text}}\"",
            http => http with { Usage = new UsagePaths("tokens.in", "tokens.out") }
        );

        Assert.That((await client.AskAsync(ModelSetup.Request())).Usage, Is.Null);
    }

    [TestCase(429, """{"error":{"code":"slow_down"}}""", true, "status 429 (slow_down)")]
    [TestCase(
        422,
        """{"fault":{"code":"no_such_field","text":"Is it good news?"}}""",
        false,
        "status 422 (no_such_field)"
    )]
    [TestCase(500, "Is it good news?", true, "status 500")]
    [TestCase(302, "", false, "status 302; it redirects elsewhere; name the final address as the endpoint")]
    [TestCase(200, """{"fault":"overloaded"}""", true, "status 500 (overloaded)")]
    [TestCase(200, """{"fault":{"code":"oops"},"out":"positive"}""", true, "status 500 (oops)")]
    [TestCase(200, """{"error":{"code":404,"message":"Is it good news?"}}""", false, "status 404")]
    [TestCase(200, """{"other":"Is it good news?"}""", false, "the reply has nothing at 'out'")]
    [TestCase(200, "[]", false, "the reply has nothing at 'out'")]
    [TestCase(200, "<html>", true, "the reply is not whole JSON")]
    [TestCase(200, """{"out":"posi""", true, "the reply is not whole JSON")]
    public async Task What_is_no_answer_is_a_failure_as_with_any_server(
        int status,
        string body,
        bool isTransient,
        string what
    )
    {
        await using var server = new FaultServer(FaultReply.Status(status, body, "Location: http://elsewhere/"));
        using var client = await ConnectAsync(server, "\"{{text}}\"", http => http with { Error = "fault" });

        var failed = (await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request())))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Message, Is.EqualTo($"model 'candidate' at {server.Url}/predict: {what}"));
            Assert.That(failed.IsTransient, Is.EqualTo(isTransient));
        }
    }

    [TestCase("""{"fault":null,"out":"positive"}""")]
    [TestCase("""{"fault":"","out":"positive"}""")]
    [TestCase("""{"fault":false,"out":"positive"}""")]
    public async Task No_error_is_none(string reply)
    {
        await using var server = new FaultServer(FaultReply.Status(200, reply));
        using var client = await ConnectAsync(server, "\"{{text}}\"", http => http with { Error = "fault" });

        Assert.That((await client.AskAsync(ModelSetup.Request())).Text, Is.EqualTo("positive"));
    }

    [Test]
    public async Task What_a_filter_withheld_is_filtered()
    {
        await using var server = new FaultServer(FaultReply.Status(200, """{"error":{"code":"content_filter"}}"""));
        using var client = await ConnectAsync(server, "\"{{text}}\"");

        Assert.That((await client.AskAsync(ModelSetup.Request())).FindDetails()!.Outcome, Is.EqualTo(Outcome.Filtered));
    }

    [Test]
    public async Task A_reply_over_the_limit_is_not_read_on_and_one_that_breaks_off_may_pass()
    {
        await using var server = new FaultServer(
            FaultReply.Status(200, $$"""{"out":"{{new string('x', 2000)}}"}"""),
            FaultReply.Truncated(),
            FaultReply.Silence(FaultEnding.Reset)
        );
        using var client = await ConnectAsync(server, "\"{{text}}\"", http => http with { MaxReplyBytes = 1000 });

        var failed = new List<ModelException>();
        for (int i = 0; i < 3; i++)
        {
            failed.Add((await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request())))!);
        }

        Assert.That(
            failed.Select(one => (one.Failure.Kind, one.IsTransient)),
            Is.EqualTo([("body", false), ("connection", true), ("connection", true)])
        );
    }

    [Test]
    public async Task Its_fingerprint_holds_what_decides_and_no_secret()
    {
        await using var server = new FaultServer(FaultReply.Silence(FaultEnding.Close));
        var plain = Endpoint(server, """{"q":"{{text}}"}""");
        Http[] all =
        [
            plain,
            plain with
            {
                Text = "other",
            },
            plain with
            {
                Method = "PUT",
            },
            plain with
            {
                Body = JsonElement.Parse("""{"q":"{{prompt}}"}"""),
            },
            plain with
            {
                Headers = ImmutableDictionary<string, Secret>.Empty.Add("X-Key", new Secret(Key)),
            },
            new("http://me:" + Key + "@host/predict?key=" + Key, plain.Body, "out"),
            new("http://host/predict", plain.Body, "out"),
        ];

        var told = new List<string>();
        foreach (var one in all)
        {
            told.Add(await one.FingerprintAsync(ModelSetup.Context(), default) + one);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Is.Unique);
            Assert.That(told, Has.None.Contains(Key));
            Assert.That(told[4], Does.Contain("headers=X-Key"));
        }
    }

    [Test]
    public void A_setting_without_a_place_would_not_be_sent()
    {
        var http = new Http("http://h", JsonElement.Parse("""{"q":"{{prompt}}","n":"{{max_tokens}}"}"""), "out");
        var asked = new Generation(
            0,
            8,
            Extra: ImmutableDictionary<string, JsonElement>.Empty.Add("x", JsonElement.Parse("1"))
        );

        Assert.That(
            http.Unsent(asked),
            Is.EqualTo([
                new UnsentSetting(GenerationSetting.Temperature, "its 'body' has no place {{temperature}}"),
                new UnsentSetting(GenerationSetting.Extra, "an http endpoint is sent its 'body' and nothing else"),
            ])
        );
    }

    [Test]
    public void Where_the_reply_names_the_model_is_not_its_name() =>
        Assert.That(
            EvalHarness
                .Runs.ModelIdentity.Of(
                    "theirs",
                    new Http("http://h", JsonElement.Parse("1"), "out", ModelPath: "meta.by")
                )
                .Model,
            Is.EqualTo("theirs")
        );

    private static Http Endpoint(FaultServer server, string body) =>
        new(server.Url + "/predict", JsonElement.Parse(body), "out");

    private static async Task<IChatClient> ConnectAsync(
        FaultServer server,
        string body,
        Func<Http, Http>? change = null
    )
    {
        var http = Endpoint(server, body);
        return await (change?.Invoke(http) ?? http).ConnectAsync(ModelSetup.Context(), default);
    }
}
