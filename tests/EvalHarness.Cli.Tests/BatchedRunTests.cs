using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>The built tool against a server that keeps batches: killed, stopped and taken up again, and nothing paid for twice.</summary>
public sealed class BatchedRunTests
{
    private const int Samples = 50;

    /// <summary>Two batches and a half.</summary>
    private const string Model = "    price: { input: 1, output: 2, batch: 0.5 }\n    batch: { size: 20 }";

    [TestCase("file", 1, TestName = "Killed_before_the_first_batch_is_handed_in")]
    [TestCase("create", 1, TestName = "Killed_when_the_vendor_has_the_first_batch_and_nobody_knows_its_id")]
    [TestCase("create", 3, TestName = "Killed_when_the_vendor_has_the_last_batch_and_nobody_knows_its_id")]
    [TestCase("look", 1, TestName = "Killed_at_the_first_look")]
    [TestCase("look", 4, TestName = "Killed_while_waiting")]
    [TestCase("results", 2, TestName = "Killed_before_the_second_results_come")]
    public Task Nothing_is_asked_twice(string stage, int time) =>
        KillAsync(stage, time, (tool, url) => Suites.Write(tool, url, Samples, extra: Model));

    private static async Task KillAsync(string stage, int time, Action<Tool, string> write)
    {
        using var tool = new Tool();
        await using var server = new BatchServer { Looks = 2 };
        using var reached = new SemaphoreSlim(0);
        using var isKilled = new ManualResetEventSlim();
        int times = 0;
        server.Hook = (done, reply) =>
        {
            if (done == stage && Interlocked.Increment(ref times) == time)
            {
                reached.Release();
                isKilled.Wait();
            }

            return reply;
        };
        write(tool, server.Url);
        using (var running = tool.Start("run", "suite.yaml"))
        {
            try
            {
                await reached.WaitAsync();
                running.Kill();
                await running.EndAsync();
            }
            finally
            {
                // A server that held its requests for ever could not be disposed of.
                isKilled.Set();
            }
        }

        await EndsWellAsync(tool, server);
    }

    [TestCase("create", 2, TestName = "Killed_when_a_vendor_that_keeps_no_tag_has_the_batch")]
    [TestCase("results", 1, TestName = "Killed_before_results_of_messages_come")]
    public Task Nothing_is_asked_twice_of_Anthropic(string stage, int time) =>
        KillAsync(
            stage,
            time,
            (tool, url) =>
            {
                tool.With("MY_KEY", "sk-none-4711");
                Suites.Write(tool, url, Samples, extra: Model);
                string suite = File.ReadAllText(Path.Combine(tool.Folder, "suite.yaml"));
                tool.Write(
                    "suite.yaml",
                    suite.Replace("openai-compatible", "anthropic\n    api_key: ${MY_KEY}", StringComparison.Ordinal)
                );
            }
        );

    [Test, CancelAfter(120_000)]
    public async Task After_a_kill_between_two_results_only_the_others_are_kept(CancellationToken cancellationToken)
    {
        using var tool = new Tool();
        await using var server = new BatchServer();
        server.Hook = (done, reply) =>
            done == "results" ? new FaultReply(reply.Bytes[..(reply.Bytes.Length / 2)], FaultEnding.Hang) : reply;
        Suites.Write(tool, server.Url, Samples, extra: Model);
        using (var running = tool.Start("run", "suite.yaml"))
        {
            while (Journal(tool) < 5)
            {
                await Task.Delay(50, cancellationToken);
            }

            running.Kill();
            await running.EndAsync();
        }

        server.Hook = (_, reply) => reply;
        await EndsWellAsync(tool, server);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_signal_ends_the_waiting_at_once_and_the_same_command_goes_on(bool isOrder)
    {
        using var tool = new Tool();
        await using var server = new BatchServer { IsHeld = true };
        using var looked = new SemaphoreSlim(0);
        server.Hook = (done, reply) =>
        {
            if (done == "look")
            {
                looked.Release();
            }

            return reply;
        };
        Suites.Write(tool, server.Url, Samples, extra: "    batch: true");
        using var running = tool.Start("run", "suite.yaml");
        await looked.WaitAsync();
        if (isOrder)
        {
            running.Terminate();
        }
        else
        {
            running.Interrupt();
        }

        var stopped = await running.EndAsync();
        server.IsHeld = false;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.ToString());
            Assert.That(
                stopped.Errors,
                Does.Contain("batch batch_0 (0 of 50 done) left with the vendor: the same command goes on with it")
            );
        }

        await EndsWellAsync(tool, server);
    }

    [Test]
    public async Task A_model_whose_batch_is_under_way_is_not_asked_one_by_one_beside_it()
    {
        using var tool = new Tool();
        await using var server = new BatchServer { IsHeld = true };
        using var looked = new SemaphoreSlim(0);
        server.Hook = (done, reply) =>
        {
            if (done == "look")
            {
                looked.Release();
            }

            return reply;
        };
        Suites.Write(tool, server.Url, Samples, extra: "    batch: true");
        using (var running = tool.Start("run", "suite.yaml"))
        {
            await looked.WaitAsync();
            running.Kill();
            await running.EndAsync();
        }

        Suites.Write(tool, server.Url, Samples);
        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(
                ended.Errors,
                Does.Match(@"suite\.yaml:\d+:\d+: model 'remote' without 'batch', though batch batch_0 of this run")
            );
            Assert.That(
                server.Requests.Count(request => request.Path.EndsWith("completions", StringComparison.Ordinal)),
                Is.Zero
            );
        }
    }

    [Test]
    public async Task A_plan_tells_the_price_of_a_batch()
    {
        using var tool = new Tool();
        Suites.Write(tool, "http://127.0.0.1:9", Samples, extra: "    price: { input: 1000, output: 2000 }");
        var full = await tool.RunAsync("plan", "suite.yaml");
        Suites.Write(
            tool,
            "http://127.0.0.1:9",
            Samples,
            extra: "    price: { input: 1000, output: 2000, batch: 0.5 }\n    batch: true"
        );
        var half = await tool.RunAsync("plan", "suite.yaml");
        Suites.Write(
            tool,
            "http://127.0.0.1:9",
            Samples,
            extra: "    price: { input: 1000, output: 2000 }\n    batch: true"
        );
        var unknown = await tool.RunAsync("validate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(half.Output, Does.Contain("remote is asked by the batch, at 50% of its price"));
            Assert.That(Cost(half), Is.EqualTo(Cost(full) / 2).Within(0.01));
            Assert.That(unknown.Errors, Does.Match(@"suite\.yaml:\d+:\d+: .*a price without 'batch'.*charged in full"));
        }
    }

    private static double Cost(Tool.Ended plan) =>
        double.Parse(
            System.Text.RegularExpressions.Regex.Match(plan.Output, @"cost \$([\d.]+) to").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static async Task EndsWellAsync(Tool tool, BatchServer server)
    {
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(server.MostOften, Is.EqualTo(1), "no request is in two batches");
            Assert.That(server.Asked, Is.EqualTo(Samples));
            Assert.That(Journal(tool), Is.EqualTo(Samples), "one line a request");
        }
    }

    private static int Journal(Tool tool)
    {
        string results = Path.Combine(tool.Folder, "results", "served");
        string? run = Directory.Exists(results) ? tool.Runs("served").LastOrDefault() : null;
        string file = Path.Combine(run ?? "", "responses.jsonl");
        return run is not null && File.Exists(file) ? File.ReadLines(file).Count() : 0;
    }
}
