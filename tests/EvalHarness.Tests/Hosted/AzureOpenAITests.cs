using EvalHarness.Core;
using EvalHarness.Hosted;
using EvalHarness.Models;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Hosted;

[Parallelizable(ParallelScope.All)]
public sealed class AzureOpenAITests
{
    private const string Key = "azure-Zx8Cv5Bn2Mq7";
    private const string Token = "tok-Pl4Ok7Ij1Uh8Yg";

    private static readonly DateTimeOffset Start = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    [TestCase("")]
    [TestCase("/")]
    [TestCase("/openai")]
    [TestCase("/openai/v1")]
    [TestCase("/openai/v1/?api-version=preview")]
    public async Task Asks_the_v1_interface_by_the_deployments_name_with_the_key_in_its_own_header(string ending)
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(new AzureOpenAI(server.Url + ending, "mine", ApiKey: new Secret(Key)));

        var response = await client.AskAsync(ModelSetup.Request(generation: new Generation(MaxTokens: 8)));

        var request = server.Requests.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Path, Is.EqualTo("/openai/v1/chat/completions"));
            Assert.That(request.Headers["api-key"], Is.EqualTo(Key));
            Assert.That(request.Headers.Keys, Has.None.EqualTo("Authorization").IgnoreCase);
            Assert.That(request.Body, Does.Contain("\"model\":\"mine\"").And.Contain("\"max_completion_tokens\":8"));
            Assert.That(response.FindDetails()!.Remarks, Is.Empty, "any model may stand behind a deployment");
        }
    }

    [Test]
    public async Task A_token_command_is_run_once_for_all_requests_until_shortly_before_its_token_expires()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        string folder = ModelSetup.NewFolder();
        string runs = Path.Combine(folder, "runs");
        long expiry = Start.AddHours(1).ToUnixTimeSeconds();
        var time = new FakeTimeProvider(Start);
        using var client = await ConnectAsync(
            Commanded(server, $$"""echo x >> '{{runs}}'; echo '{"accessToken":"{{Token}}","expires_on":{{expiry}}}'"""),
            time
        );

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.AskAsync(ModelSetup.Request())));
        time.SetUtcNow(Start.AddMinutes(54));
        await client.AskAsync(ModelSetup.Request());
        int before = File.ReadAllLines(runs).Length;
        time.SetUtcNow(Start.AddMinutes(56));
        await client.AskAsync(ModelSetup.Request());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before, File.ReadAllLines(runs).Length), Is.EqualTo((1, 2)));
            Assert.That(
                server.Requests.Select(request => request.Headers["Authorization"]),
                Is.All.EqualTo("Bearer " + Token)
            );
            Assert.That(server.Requests.First().Headers.Keys, Has.None.EqualTo("api-key").IgnoreCase);
        }
    }

    [Test]
    public async Task A_token_that_the_service_refuses_is_fetched_anew_for_the_next_request()
    {
        await using var server = new FaultServer(FaultReply.Status(401), FaultReply.Chat("positive"));
        string runs = Path.Combine(ModelSetup.NewFolder(), "runs");
        using var client = await ConnectAsync(Commanded(server, $"echo x >> '{runs}'; echo {Token}"));

        await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));
        await client.AskAsync(ModelSetup.Request());

        Assert.That(await File.ReadAllLinesAsync(runs), Has.Length.EqualTo(2));
    }

    [TestCase("echo " + Token + " >&2; exit 3", "the token command ended with code 3")]
    [TestCase("exit 0", "the token command wrote no token")]
    [TestCase("echo '{\"error\":\"" + Token + "\"}'", "the token command wrote no token")]
    [TestCase("echo '{" + Token + "'", "the token command wrote no token")]
    [TestCase("echo please log in as " + Token, "the token command wrote no token")]
    public async Task A_command_that_gives_no_token_fails_the_model_before_anything_is_sent(string script, string told)
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(Commanded(server, script));

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed!.ToString(), Does.Contain(told).And.Not.Contain(Token));
            Assert.That((failed.IsTransient, failed.Reach), Is.EqualTo((false, FailureReach.Model)));
            Assert.That(server.Requests, Is.Empty);
        }
    }

    [Test]
    public async Task A_program_that_is_not_there_is_named_without_its_folder()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = await ConnectAsync(new AzureOpenAI(server.Url, "mine", TokenCommand: ["/nowhere/tokenise"]));

        var failed = await Assert.ThrowsAsync<ModelException>(() => client.AskAsync(ModelSetup.Request()));

        Assert.That(failed!.Message, Is.EqualTo("model 'candidate': the token command cannot be started ('tokenise')"));
    }

    [Test]
    public async Task Cancelling_ends_a_command_that_waits()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        string begun = Path.Combine(ModelSetup.NewFolder(), "begun");
        using var client = await ConnectAsync(
            Commanded(server, $"echo $$ > '{begun}.new'; mv '{begun}.new' '{begun}'; exec sleep 600")
        );
        using var cancelled = new CancellationTokenSource();
        var asking = client.AskAsync(ModelSetup.Request(), cancelled.Token);
        await UntilAsync(() => File.Exists(begun));
        string process = $"/proc/{(await File.ReadAllTextAsync(begun)).Trim()}";

        await cancelled.CancelAsync();

        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
        await UntilAsync(() => !Directory.Exists(process));
    }

    /// <summary>Waits for what comes soon; a minute is for a machine that is busy.</summary>
    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!isSo())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private static readonly string Claims = Convert.ToBase64String("""{"exp":1768475000}"""u8).TrimEnd('=');

    private static IEnumerable<TestCaseData> Outputs()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1768475000);
        yield return Output("plain", "tok\n", "tok", null);
        yield return Output("a JWT", $"aaa.{Claims}.ccc", $"aaa.{Claims}.ccc", at);
        yield return Output("no JWT although of three parts", "aaa.b!b.ccc", "aaa.b!b.ccc", null);
        yield return Output("seconds", """{"accessToken":"tok","expires_on":1768475000}""", "tok", at);
        yield return Output("seconds as text", """{"access_token":"tok","expires_on":"1768475000"}""", "tok", at);
        yield return Output("a time", """{"token":"tok","expiresOn":"2026-01-15T11:03:20Z"}""", "tok", at);
        yield return Output("no expiry", """{"accessToken":"tok"}""", "tok", null);
        yield return Output("an odd expiry", """{"accessToken":"tok","expires_on":-5}""", "tok", null);

        static TestCaseData Output(string name, string said, string token, DateTimeOffset? expires) =>
            new TestCaseData(said, token, expires).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Outputs))]
    public void A_token_is_read_with_its_expiry(string said, string token, DateTimeOffset? expires)
    {
        var read = TokenCommand.Read(said)!.Value;

        Assert.That((read.Text, read.ExpiresAt), Is.EqualTo((token, expires)));
        Assert.That(read.ToString(), Does.Not.Contain("tok"));
    }

    [Test]
    public void Exactly_one_way_says_who_asks()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new AzureOpenAI("https://x", "d"), Throws.ArgumentException);
            Assert.That(
                () => new AzureOpenAI("https://x", "d", ApiKey: new Secret("k"), Entra: true),
                Throws.ArgumentException
            );
            Assert.That(() => new AzureOpenAI("https://x", "d", TokenCommand: []), Throws.ArgumentException);
            Assert.That(() => new AzureOpenAI("ftp://x", "d", Entra: true), Throws.ArgumentException);
        }
    }

    [Test]
    public async Task Its_fingerprint_names_deployment_expected_model_and_interface()
    {
        var plain = new AzureOpenAI("https://mine.openai.azure.com", "d", Entra: true);
        var told = plain with { Model = "gpt-4o-2024-08-06", Interface = OpenAIInterface.Responses };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await plain.FingerprintAsync(ModelSetup.Context(), default),
                Is.EqualTo("azure-openai https://mine.openai.azure.com/openai/v1 deployment=d")
            );
            Assert.That(
                await told.FingerprintAsync(ModelSetup.Context(), default),
                Is.EqualTo(
                    "azure-openai https://mine.openai.azure.com/openai/v1 deployment=d model=gpt-4o-2024-08-06 interface=responses"
                )
            );
        }
    }

    private static AzureOpenAI Commanded(FaultServer server, string script) =>
        new(server.Url, "mine", TokenCommand: ["/bin/sh", "-c", script]);

    private static ValueTask<IChatClient> ConnectAsync(AzureOpenAI model, TimeProvider? time = null) =>
        model.ConnectAsync(ModelSetup.Context(time: time), CancellationToken.None);
}
