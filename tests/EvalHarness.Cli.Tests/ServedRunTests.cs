using System.Text.Json;
using EvalHarness.Tests.Extensions;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Runs against a real server on this machine: the plug pulled, Ctrl-C, faults, and nothing asked twice.</summary>
public sealed class ServedRunTests
{
    private const int InFlight = 4;

    [Test]
    public async Task After_kill_nine_the_next_run_asks_only_for_what_was_in_flight()
    {
        const int samples = 300;
        using var tool = new Tool();
        using var half = new SemaphoreSlim(0);
        int asked = 0;
        await using var server = new FaultServer(_ =>
        {
            if (Interlocked.Increment(ref asked) == samples / 2)
            {
                half.Release();
            }

            return FaultReply.Chat("positive");
        });
        Suites.Write(tool, server.Url, samples);
        using (var running = tool.Start("run", "suite.yaml"))
        {
            await half.WaitAsync();
            running.Kill();
            await running.EndAsync();
        }

        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");
        var lines = Journal(tool);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(server.Requests, Has.Count.InRange(samples, samples + (2 * InFlight)));
            Assert.That(lines.Select(line => line.Sample).Distinct().Count(), Is.EqualTo(samples));
            Assert.That(lines, Has.Count.EqualTo(samples), "one line a request");
            Assert.That(ended.Errors, Does.Contain("already in the log"));
        }
    }

    [Test]
    public async Task Ctrl_C_waits_for_what_is_in_flight_and_the_next_run_goes_on()
    {
        const int samples = 200;
        const int free = 50;
        const int inFlight = 2;
        using var tool = new Tool();
        using var some = new SemaphoreSlim(0);
        using var isInterrupted = new ManualResetEventSlim();
        await using var server = new FaultServer(request =>
        {
            if (request.Number > free)
            {
                some.Release();
                isInterrupted.Wait();
            }

            return FaultReply.Chat("positive");
        });
        Suites.Write(tool, server.Url, samples, $"{{ in_flight: {inFlight} }}");
        using var running = tool.Start("run", "suite.yaml");
        try
        {
            await some.WaitAsync();
            running.Interrupt();
            await running.SaysAsync("stopping:");
        }
        finally
        {
            // A server that held its requests for ever could not be disposed of.
            isInterrupted.Set();
        }

        var stopped = await running.EndAsync();
        int before = Journal(tool).Count;
        Suites.Write(tool, server.Url, samples);
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.ToString());
            Assert.That(before, Is.InRange(free + 1, samples - 1), "what was held is in the journal");
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests, Has.Count.EqualTo(samples), "nothing answered was asked again");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_second_signal_ends_the_run_though_requests_are_in_flight_and_so_does_the_order_of_a_CI_system(
        bool isOrder
    )
    {
        const int samples = 40;
        const int free = 10;
        using var tool = new Tool();
        using var some = new SemaphoreSlim(0);
        using var isOver = new ManualResetEventSlim();
        await using var server = new FaultServer(request =>
        {
            if (request.Number > free)
            {
                some.Release();
                isOver.Wait();
            }

            return FaultReply.Chat("positive");
        });
        Suites.Write(tool, server.Url, samples, "{ in_flight: 2 }");
        using var running = tool.Start("run", "suite.yaml");
        Tool.Ended stopped;
        try
        {
            await some.WaitAsync();
            if (isOrder)
            {
                running.Terminate();
            }
            else
            {
                running.Interrupt();
                await running.SaysAsync("stopping:");
                running.Interrupt();
            }

            // The server answers nothing until the tool has ended.
            stopped = await running.EndAsync();
        }
        finally
        {
            isOver.Set();
        }

        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.ToString());
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                server.Requests,
                Has.Count.InRange(samples, samples + 4),
                "what was in flight and nothing else"
            );
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task When_asking_is_over_a_signal_ends_the_run_at_once(bool isOrder)
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        BuiltExtension.Copy(BuiltExtension.First, Path.Combine(tool.Folder, "lib"));
        Suites.Write(
            tool,
            server.Url,
            10,
            metrics: "[accuracy, { stuck: { until: go.txt, sign: stuck.txt } }]",
            head: "extensions: [lib/Team.Evals.dll]"
        );
        var stuck = tool.AppearsAsync("stuck.txt");
        using var running = tool.Start("run", "suite.yaml");
        await stuck;

        if (isOrder)
        {
            running.Terminate();
        }
        else
        {
            running.Interrupt();
        }

        var stopped = await running.EndAsync();
        tool.Write("go.txt", "");
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.ToString());
            Assert.That(stopped.Errors, Does.Contain("run the same command again").And.Not.Contain("in flight"));
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        }
    }

    [Test]
    public async Task A_plan_that_must_cost_more_than_its_budget_is_refused()
    {
        using var tool = new Tool();
        Suites.Write(
            tool,
            "http://127.0.0.1:9",
            100,
            extra: "    price: { input: 1000, output: 1000 }\nbudget: { usd: 0.5 }"
        );

        var ended = await tool.RunAsync("plan", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(
                ended.Errors,
                Does.Match(@"suite\.yaml: .*a budget of \$0\.50? for a run that costs \$[\d.]+ at least")
            );
        }
    }

    [Test]
    public async Task A_new_run_of_the_same_suite_pays_for_nothing()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        Suites.Write(tool, server.Url, 60);
        await tool.RunAsync("run", "suite.yaml");
        var again = await tool.RunAsync("run", "suite.yaml", "--fresh");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.ExitCode, Is.Zero, again.ToString());
            Assert.That(server.Requests, Has.Count.EqualTo(60));
            Assert.That(again.Errors, Does.Contain("60 served from answers given before"));
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(2));
        }
    }

    [Test]
    public async Task Every_fault_of_the_world_ends_in_one_outcome()
    {
        using var tool = new Tool();
        var tries = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await using var server = new FaultServer(request =>
        {
            int sample = int.Parse(
                System.Text.RegularExpressions.Regex.Match(request.Body, @"number (\d{4})").Groups[1].Value,
                System.Globalization.CultureInfo.InvariantCulture
            );
            int attempt = tries.AddOrUpdate($"{sample}", 1, (_, before) => before + 1);
            return (sample % 10, attempt) switch
            {
                (0, 1) => FaultReply.Status(429, "{}", "Retry-After: 0"),
                (1, 1) => FaultReply.Silence(FaultEnding.Reset),
                (2, 1) => FaultReply.Truncated(),
                (3, 1) => FaultReply.Status(503),
                (4, 1) => FaultReply.CutJson(),
                (5, _) => FaultReply.Chat("it is", "length"),
                (6, _) => FaultReply.Chat(null, "content_filter"),
                (7, _) => FaultReply.Chat(""),
                (8, _) => FaultReply.Status(422),
                _ => FaultReply.Chat("positive"),
            };
        });
        Suites.Write(tool, server.Url, 50);
        var ended = await tool.RunAsync("run", "suite.yaml", "--json");
        var model = JsonDocument.Parse(ended.Output).RootElement.GetProperty("tasks")[0].GetProperty("models")[0];
        var outcomes = model.GetProperty("outcomes");
        int Count(string outcome) => outcomes.GetProperty(outcome).GetInt32();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.Errors);
            Assert.That(Count("answered"), Is.EqualTo(30));
            Assert.That(Count("truncated"), Is.EqualTo(5));
            Assert.That(Count("filtered"), Is.EqualTo(5));
            Assert.That(Count("empty"), Is.EqualTo(5));
            Assert.That(Count("failed"), Is.EqualTo(5));
            Assert.That(tries["8"], Is.EqualTo(1), "422 is never tried again");
            Assert.That(ended.Errors, Does.Match(@"remote: 5 requests failed: .*422.* \(sample s\d{4}\)"));
            Assert.That(Journal(tool), Has.Count.EqualTo(50));
        }
    }

    [Test]
    public async Task A_key_never_reaches_a_file_or_the_screen()
    {
        const string key = "sk-do-not-tell-4711";
        using var tool = new Tool().With("MY_KEY", key);
        await using var server = new FaultServer(request =>
            request.Number < 10
                ? FaultReply.Chat("positive")
                : FaultReply.Status(401, $"{{\"error\":{{\"message\":\"bad key {key}\"}}}}")
        );
        Suites.Write(tool, server.Url, 40, "{ in_flight: 1 }", "    api_key: ${MY_KEY}");
        var ended = await tool.RunAsync("run", "suite.yaml");
        var files = Directory.EnumerateFiles(tool.Folder, "*", SearchOption.AllDirectories);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests.First().Headers["Authorization"], Is.EqualTo("Bearer " + key));
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.ToString());
            Assert.That(ended.Output + ended.Errors, Does.Not.Contain(key));
            Assert.That(files.Where(file => File.ReadAllText(file).Contains(key, StringComparison.Ordinal)), Is.Empty);
            Assert.That(server.Requests, Has.Count.LessThan(40), "a refused key is not tried for every sample");
        }
    }

    private static List<(string Sample, string Outcome)> Journal(Tool tool) =>
        [
            .. File.ReadLines(Path.Combine(tool.Runs("served")[^1], "responses.jsonl"))
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line => (line.GetProperty("sample").GetString()!, line.GetProperty("outcome").GetString()!)),
        ];
}
