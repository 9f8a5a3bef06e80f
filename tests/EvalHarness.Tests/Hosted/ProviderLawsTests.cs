using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Hosted;

/// <summary>What holds for every provider that asks a server, whichever client carries its requests.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProviderLawsTests
{
    private const string Prompt = "Is the confidential merger good news?";

    private static readonly int[] Statuses = [400, 401, 403, 404, 408, 409, 422, 429, 500, 503, 529];

    private static IEnumerable<TestCaseData> Providers() =>
        EveryProvider.Asked.Select(one => new TestCaseData(one).SetArgDisplayNames(one.Name));

    private static IEnumerable<TestCaseData> Failures() =>
        from one in EveryProvider.Asked
        from status in Statuses
        select new TestCaseData(one, status).SetArgDisplayNames(one.Name, $"{status}");

    [TestCaseSource(nameof(Providers))]
    public async Task An_answer_brings_text_counts_version_and_the_servers_name_of_the_request(object provider)
    {
        var one = (ProviderCase)provider;
        await using var server = new FaultServer(
            FaultReply.Status(200, one.Reply, "x-request-id: req-7", "x-ms-region: Sweden Central")
        );
        using var client = await one.ConnectAsync(server);
        var request = ModelSetup.Request(text: Prompt);

        var response = ResponseMaker.Answered(
            request,
            new ConnectedModel("candidate", client),
            await client.AskAsync(request),
            default
        );

        var sent = server.Requests.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.Path, Is.EqualTo(one.Path));
            Assert.That(sent.Body, Does.Contain(Prompt).And.Contain("You label."));
            Assert.That((response.Text, response.Outcome), Is.EqualTo(("positive", Outcome.Answered)));
            Assert.That(response.Usage, Is.EqualTo(new Usage(20, 0, 3)));
            Assert.That(response.ModelVersion, Is.Not.Empty);
            Assert.That(
                (response.ServerRequest, response.ServerRegion),
                Is.EqualTo(((string?)"req-7", (string?)"Sweden Central"))
            );
        }
    }

    [TestCaseSource(nameof(Failures))]
    public async Task A_status_is_asked_once_and_told_without_key_and_prompt(object provider, int status)
    {
        var one = (ProviderCase)provider;
        string echo = $$$"""{"error":{"message":"{{{Prompt}}} {{{EveryProvider.Key}}}","type":"some_error"}}""";
        await using var server = new FaultServer(
            FaultReply.Status(status, echo, "Retry-After: 7", "request-id: req-8")
        );
        using var client = await one.ConnectAsync(server);

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request(text: Prompt)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests, Has.Count.EqualTo(1));
            Assert.That(failed!.IsTransient, Is.EqualTo(HttpFaults.IsTransient(status)));
            Assert.That(failed.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
            Assert.That(failed.ServerRequest, Is.EqualTo("req-8"));
            Assert.That(failed.Message, Does.Contain($"status {status} (some_error)"));
            Assert.That(failed.ToString(), Does.Not.Contain(EveryProvider.Key).And.Not.Contain("confidential"));
        }
    }

    [TestCaseSource(nameof(Providers))]
    public async Task A_used_up_limit_is_a_pause(object provider)
    {
        var one = (ProviderCase)provider;
        string[] limit =
            one.Name == "anthropic"
                ?
                [
                    "anthropic-ratelimit-output-tokens-remaining: 0",
                    $"anthropic-ratelimit-output-tokens-reset: {TimeProvider.System.GetUtcNow().AddMinutes(30):O}",
                ]
                : ["x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 30m0s"];
        await using var server = new FaultServer(FaultReply.Status(200, one.Reply, limit));
        using var client = await one.ConnectAsync(server);

        var response = await client.AskAsync(ModelSetup.Request());

        Assert.That(
            response.FindDetails()!.Pause,
            Is.EqualTo(TimeSpan.FromMinutes(30)).Within(TimeSpan.FromMinutes(5))
        );
    }

    private static IEnumerable<TestCaseData> Redirects() =>
        from one in EveryProvider.Asked
        from target in (string[])["http://127.0.0.1:1/elsewhere", "/elsewhere"]
        select new TestCaseData(one, target).SetArgDisplayNames(one.Name, target);

    [TestCaseSource(nameof(Redirects))]
    public async Task A_redirect_is_not_followed(object provider, string target)
    {
        var one = (ProviderCase)provider;
        await using var server = new FaultServer(
            FaultReply.Status(307, "", $"Location: {target}"),
            FaultReply.Status(200, one.Reply)
        );
        using var client = await one.ConnectAsync(server);

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));

        Assert.That((failed!.Failure.Status, server.Requests.Count), Is.EqualTo(((int?)307, 1)));
    }

    [TestCaseSource(nameof(Providers))]
    public async Task Cancelling_a_hanging_call_ends_it_as_cancelled(object provider)
    {
        await using var server = new FaultServer(FaultReply.Silence(FaultEnding.Hang));
        using var client = await ((ProviderCase)provider).ConnectAsync(server);
        using var cancelled = new CancellationTokenSource();
        var asking = client.AskAsync(ModelSetup.Request(), cancelled.Token);
        await cancelled.CancelAsync();

        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCaseSource(nameof(Providers))]
    public async Task A_connection_that_breaks_off_may_be_tried_again(object provider)
    {
        await using var server = new FaultServer(FaultReply.Silence(FaultEnding.Reset));
        using var client = await ((ProviderCase)provider).ConnectAsync(server);

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));

        Assert.That((failed!.IsTransient, failed.Failure.Kind), Is.EqualTo((true, "connection")));
    }

    [TestCaseSource(nameof(Providers))]
    public async Task No_text_of_a_provider_holds_its_key(object provider)
    {
        var declared = ((ProviderCase)provider).Create("http://127.0.0.1:9", new Secret(EveryProvider.Key), false);

        string fingerprint = await declared.FingerprintAsync(ModelSetup.Context(), CancellationToken.None);

        Assert.That(
            $"{declared} {declared.Description} {fingerprint} {declared.Server}",
            Does.Not.Contain(EveryProvider.Key)
        );
    }

    [TestCaseSource(nameof(Providers))]
    public async Task No_more_alternatives_of_a_token_are_kept_than_were_asked_for(object provider)
    {
        var one = (ProviderCase)provider;
        string? reply = WithTokens(one);
        if (reply is null)
        {
            Assert.That(
                one.Create("http://127.0.0.1:9", new Secret("k"), false).Unsent(new Generation(Logprobs: 0)),
                Is.Not.Empty
            );
            return;
        }

        await using var server = new FaultServer(FaultReply.Status(200, reply));
        using var client = await one.ConnectAsync(server);
        foreach (int asked in (int[])[0, 1, 2])
        {
            var request = ModelSetup.Request(generation: new Generation(Logprobs: asked));
            var response = ResponseMaker.Answered(
                request,
                new ConnectedModel("candidate", client),
                await client.AskAsync(request),
                default
            );

            Assert.That(response.Tokens.Single().LogProbability, Is.EqualTo(-0.1));
            Assert.That(
                response.Tokens.Single().Alternatives.Select(other => other.Token),
                Is.EqualTo(new[] { "positive", "neutral" }.Take(asked))
            );
        }
    }

    [TestCaseSource(nameof(Providers))]
    public async Task Probabilities_that_were_asked_for_and_did_not_come_are_remarked(object provider)
    {
        var one = (ProviderCase)provider;
        if (one.Name == "anthropic")
        {
            return;
        }

        await using var server = new FaultServer(FaultReply.Status(200, one.Reply));
        using var client = await one.ConnectAsync(server);
        var request = ModelSetup.Request(generation: new Generation(Logprobs: 2));

        var response = ResponseMaker.Answered(
            request,
            new ConnectedModel("candidate", client),
            await client.AskAsync(request),
            default
        );

        Assert.That(response.Remarks, Has.Member(new Remark(RemarkKind.Probabilities, "none")));
    }

    [TestCaseSource(nameof(Providers))]
    public async Task Where_it_tells_likelihoods_the_first_token_decides(object provider)
    {
        var one = (ProviderCase)provider;
        var declared = one.Create("http://127.0.0.1:9", new Secret("k"), false);
        string? reply = WithTokens(one);
        bool isResponses = one.Path.EndsWith("responses", StringComparison.Ordinal);
        Assert.That(
            declared.Likelihood,
            Is.EqualTo(
                reply is null || isResponses || one.Name == "http"
                    ? LikelihoodSupport.None
                    : LikelihoodSupport.FirstToken
            )
        );
        if (declared.Likelihood == LikelihoodSupport.None)
        {
            return;
        }

        await using var server = new FaultServer(FaultReply.Status(200, reply!));
        using var client = await one.ConnectAsync(server);
        var request = ModelSetup.Request() with
        {
            Likelihood = new LikelihoodQuestion(["positive", "neutral", "negative"]),
        };

        var response = await client.AskAsync(request);

        Assert.That(
            response.FindDetails()!.Likelihoods.Select(choice => (choice.Choice, Math.Round(choice.LogLikelihood, 6))),
            Is.EqualTo([("positive", -0.1), ("neutral", -3.5), ("negative", -4.5)])
        );
    }

    /// <summary>The good reply with its token and three alternatives; null where the interface has none.</summary>
    private static string? WithTokens(ProviderCase one)
    {
        const string tokens =
            """[{"token":"positive","logprob":-0.1,"top_logprobs":[{"token":"neutral","logprob":-3.5},{"token":"positive","logprob":-0.1},{"token":"negative","logprob":-4.5}]}]""";
        return one.Name switch
        {
            "anthropic" => null,
            "ollama" => one.Reply.Replace("\"done\"", $"\"logprobs\":{tokens},\"done\"", StringComparison.Ordinal),
            _ when one.Path.EndsWith("responses", StringComparison.Ordinal) => one.Reply.Replace(
                "\"type\":\"output_text\"",
                $"\"type\":\"output_text\",\"logprobs\":{tokens}",
                StringComparison.Ordinal
            ),
            _ => one.Reply.Replace(
                "\"finish_reason\"",
                "\"logprobs\":{\"content\":" + tokens + "},\"finish_reason\"",
                StringComparison.Ordinal
            ),
        };
    }
}
