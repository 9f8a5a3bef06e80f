using System.Text.Json;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary><c>models check</c> as a user runs it, against real servers on this machine.</summary>
public sealed class ModelsCheckTests
{
    private static readonly string[] Keys =
    [
        "model",
        "description",
        "status",
        "reason",
        "latency_seconds",
        "first_token_seconds",
        "served",
        "is_other_model",
        "abilities",
        "counts",
        "price",
        "rate_limits",
        "repeated_prompts",
        "other_answers",
        "requests",
        "cost_usd",
    ];

    [Test]
    public async Task Without_a_terminal_and_without_yes_it_says_what_it_would_cost_and_asks_nobody()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(new FaultTalents().Answer);
        Suites.Write(tool, server.Url, 2, extra: "    price: { input: 10, output: 20 }");

        var ended = await tool.RunAsync("models", "check", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(
                ended.Errors.Trim(),
                Does.Match(
                    @"^--yes: not given, and nobody to ask: 1 model would be asked 20 requests at most, each once more where it fails, which cost \$0\.0\d+ at most; expected --yes, which pays for it$"
                )
            );
            Assert.That(server.Requests, Is.Empty);
        }
    }

    [Test]
    public async Task Each_model_has_a_block_that_says_what_it_can_do()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(
            new FaultTalents
            {
                IsNoisy = true,
                Refuses = ["seed"],
                Headers = ["x-ratelimit-limit-tokens: 1000", "x-ratelimit-remaining-tokens: 900"],
            }.Answer
        );
        Suites.Write(tool, server.Url, 2, extra: "  chance: { provider: random }");

        var ended = await tool.RunAsync("models", "check", "suite.yaml", "--yes", "--repeats", "3");

        string[] lines =
        [
            .. ended
                .Output.Split('\n')
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(lines, Has.Some.StartsWith("reachable yes, a short answer in"));
            Assert.That(lines, Has.Some.StartsWith("seed refused (400): "));
            Assert.That(lines, Has.Some.EqualTo("logprobs yes: 20 alternatives a token"));
            Assert.That(lines, Has.Some.EqualTo("repeats itself no: 1 of 4 prompts got other answers"));
            Assert.That(lines, Has.Some.EqualTo("counts sent input, output; not cached input, reasoning"));
            Assert.That(lines, Has.Some.EqualTo("limit 900 of 1000 tokens left"));
            Assert.That(lines, Has.Some.EqualTo("price unknown"));
            Assert.That(lines, Has.Some.EqualTo("not asked runs in this process and costs nothing"));
            Assert.That(Directory.Exists(Path.Combine(tool.Folder, "results")), Is.False, "nothing is kept");
        }
    }

    [Test]
    public async Task Json_has_the_same_keys_whatever_becomes_of_a_model()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(new FaultTalents().Answer);
        await using var broken = new FaultServer(_ => FaultReply.Status(404));
        Suites.Write(
            tool,
            server.Url,
            2,
            extra: $$"""
              broken: { provider: openai-compatible, endpoint: {{broken.Url}}, model: m }
              left: { provider: openai-compatible, endpoint: {{broken.Url}}, model: m, when: "${NO_SUCH_VARIABLE}" }
              chance: { provider: random }
            """
        );

        var ended = await tool.RunAsync("models", "check", "suite.yaml", "--yes", "--json");

        var models = JsonDocument.Parse(ended.Output).RootElement[0].GetProperty("models").EnumerateArray().ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.ToString());
            Assert.That(
                models.Select(model => model.GetProperty("status").GetString()),
                Is.EqualTo(new[] { "good", "failed", "not_asked", "skipped" })
            );
            foreach (var model in models)
            {
                Assert.That(model.EnumerateObject().Select(key => key.Name), Is.EqualTo(Keys));
            }

            Assert.That(
                models[0].GetProperty("abilities")[7].ToString(),
                Is.EqualTo(
                    """
                    {
                                "ability": "seed",
                                "state": "yes",
                                "status": null,
                                "detail": null
                              }
                    """
                )
            );
        }
    }

    [Test]
    public async Task Only_the_models_named_are_asked_and_a_wrong_name_is_told()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(new FaultTalents().Answer);
        await using var other = new FaultServer(new FaultTalents().Answer);
        Suites.Write(
            tool,
            server.Url,
            2,
            extra: $"  other: {{ provider: openai-compatible, endpoint: {other.Url}, model: m }}"
        );

        var ended = await tool.RunAsync("models", "check", "suite.yaml", "--yes", "--model", "other");
        var wrong = await tool.RunAsync("models", "check", "suite.yaml", "--yes", "--model", "othr");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests, Is.Empty);
            Assert.That(other.Requests, Is.Not.Empty);
            Assert.That(wrong.ExitCode, Is.EqualTo(2));
            Assert.That(
                wrong.Errors,
                Does.Contain("no model 'othr' in this suite").And.Contain("did you mean 'other'?")
            );
        }
    }

    [Test]
    public async Task A_key_never_reaches_the_screen()
    {
        const string key = "sk-do-not-tell-4711";
        using var tool = new Tool().With("MY_KEY", key);
        await using var server = new FaultServer(request =>
            request.Number < 3
                ? FaultReply.Chat($"your key is {key}")
                : FaultReply.Status(400, $"{{\"error\":{{\"message\":\"not with {key}\"}}}}")
        );
        Suites.Write(tool, server.Url, 2, extra: "    api_key: ${MY_KEY}");

        var ended = await tool.RunAsync("models", "check", "suite.yaml", "--yes");
        var json = await tool.RunAsync("models", "check", "suite.yaml", "--yes", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests.First().Headers["Authorization"], Is.EqualTo("Bearer " + key));
            Assert.That(ended.Output + ended.Errors + json.Output + json.Errors, Does.Not.Contain(key));
        }
    }
}
