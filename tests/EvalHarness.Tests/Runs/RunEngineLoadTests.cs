using System.Collections.Concurrent;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Models out of order, and servers that bear only so much.</summary>
public sealed class RunEngineLoadTests
{
    private static readonly FaultReply Good = FaultReply.Chat("positive");
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly Lock gate = new();

    [TestCase(401, 5)]
    [TestCase(404, 5)]
    [TestCase(400, 50)]
    public async Task A_model_that_refuses_every_request_is_soon_left_alone(int status, int allowed)
    {
        await using var setup = await EngineSetup.StartAsync(FaultReply.Status(status, "{}"));

        var run = await setup.RunAsync(5000);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Sent.Count, Is.InRange(allowed + 2, allowed + 3 + setup.Model.InFlight));
            Assert.That(
                run.Stopped,
                Does.Match(
                    @"^(\d+) of the last \1 requests failed, the last \d of them asked one by one: "
                        + $"model 'candidate' at .*status {status}"
                )
            );
            Assert.That((await setup.ReadAsync()).Count, Is.EqualTo(setup.Sent.Count));
        }
    }

    [Test]
    public async Task Single_samples_that_the_backend_refuses_stop_nothing()
    {
        await using var setup = await EngineSetup.StartAsync(request =>
            request.Number % 3 == 0 ? Good : FaultReply.Status(400, "{}")
        );

        var run = await setup.RunAsync(300);

        Assert.That((run.Stopped, run.Outcomes[Outcome.Failed]), Is.EqualTo(((string?)null, 200L)));
    }

    [TestCase(402, "{}")]
    [TestCase(429, "{\"error\": {\"code\": \"insufficient_quota\"}}")]
    [TestCase(401, "{}")]
    [TestCase(400, "{\"error\": {\"code\": \"model_not_loaded\"}}")]
    [TestCase(400, "{}")]
    public async Task A_model_that_goes_out_of_order_after_it_answered_is_left_alone(int status, string body)
    {
        const int answered = 40;
        await using var setup = await EngineSetup.StartAsync(request =>
            request.Number <= answered ? Good : FaultReply.Status(status, body)
        );
        setup.Model = setup.Model with { InFlight = 1 };

        var run = await setup.RunAsync(5000);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Sent.Count - answered, Is.InRange(5, 53));
            Assert.That(run.Outcomes[Outcome.Answered], Is.EqualTo(answered));
            Assert.That(run.Stopped, Does.Contain($"status {status}"));
        }
    }

    [Test]
    public async Task A_log_that_cannot_be_written_while_a_model_is_probed_ends_the_run()
    {
        await using var setup = await EngineSetup.StartAsync(FaultReply.Status(402, "{}"));
        var engine = new RunEngine(new FullJournal(5), setup.Progress);

        Assert.That(
            async () =>
                await engine.RunAsync([new ModelRequests(setup.Model, EngineSetup.Requests(500).ToAsyncEnumerable())]),
            Throws.InstanceOf<IOException>()
        );
    }

    [Test]
    public async Task A_gateway_that_fails_in_several_ways_in_turn_is_left_alone()
    {
        await using var setup = await EngineSetup.StartAsync(request =>
            FaultReply.Status(request.Number % 2 == 0 ? 502 : 503, "{}")
        );
        setup.Model = setup.Model with { Retries = EngineSetup.Quick with { Attempts = 1 } };

        var run = await setup.RunAsync(5000);

        Assert.That((run.Stopped is null, setup.Sent.Count < 50), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_model_that_comes_back_while_it_is_probed_is_asked_on()
    {
        await using var setup = await EngineSetup.StartAsync(request =>
            request.Number is > 40 and <= 46 ? FaultReply.Status(402, "{}") : Good
        );
        setup.Model = setup.Model with { InFlight = 1 };

        var run = await setup.RunAsync(200);

        Assert.That(
            (run.Stopped, run.Outcomes[Outcome.Failed], run.Outcomes[Outcome.Answered]),
            Is.EqualTo(((string?)null, 6L, 194L))
        );
    }

    [Test]
    public async Task A_server_that_bears_four_at_a_time_answers_everything()
    {
        int under = 0;
        await using var setup = await EngineSetup.StartAsync(_ =>
        {
            bool isBorne = Interlocked.Increment(ref under) <= 4;
            Hold();
            Interlocked.Decrement(ref under);
            return isBorne ? Good : FaultReply.Status(429, "{}");
        });
        setup.Model = setup.Model with { InFlight = 64, Limit = EngineSetup.Limit(64) };

        var run = await setup.RunAsync(400);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Outcomes.GetValueOrDefault(Outcome.Failed), Is.Zero);
            Assert.That(run.Outcomes[Outcome.Answered], Is.EqualTo(400));
            Assert.That(run.Retries, Is.LessThan(200), "a refusal is the exception");
        }
    }

    [Test]
    public async Task Models_of_one_server_share_what_it_bears()
    {
        int under = 0;
        int most = 0;
        using var met = new ManualResetEventSlim();
        await using var setup = await EngineSetup.StartAsync(_ =>
        {
            int now = Interlocked.Increment(ref under);
            lock (gate)
            {
                most = Math.Max(most, now);
            }

            if (now == 2)
            {
                met.Set();
            }

            // The first waits for the second.
            met.Wait(TimeSpan.FromSeconds(30));
            Hold();
            Interlocked.Decrement(ref under);
            return Good;
        });
        var server = EngineSetup.Server(2);
        ModelRequests Of(string name) =>
            new(
                setup.Model with
                {
                    Name = name,
                    Limit = new ModelLimit(new RateLimit(null, null, TimeProvider.System), server),
                },
                EngineSetup.Requests(40).Select(request => request with { Model = name }).ToAsyncEnumerable()
            );

        await setup.RunAsync([Of("one"), Of("two"), Of("three")]);

        Assert.That((most, setup.Sent.Count), Is.EqualTo((2, 120)));
    }

    [Test]
    public async Task A_limit_that_an_answer_says_is_used_up_holds_back_the_next_request()
    {
        var time = new FakeTimeProvider();
        var sent = new ConcurrentQueue<DateTimeOffset>();
        await using var setup = await EngineSetup.StartAsync(
            request =>
            {
                sent.Enqueue(time.GetUtcNow());
                return request.Number > 1
                    ? Good
                    : FaultReply.Status(
                        200,
                        FaultReply.Completion("positive", "stop", 20, 3),
                        "x-ratelimit-remaining-requests: 0",
                        "x-ratelimit-reset-requests: 30s"
                    );
            },
            time
        );
        var patient = EngineSetup.Quick with { RequestDeadline = Day, AttemptDeadline = Day };
        setup.Model = setup.Model with { InFlight = 1, Retries = patient };
        var settled = new TaskCompletionSource();
        setup.Progress.OnSettled += () => settled.TrySetResult();

        var run = setup.RunAsync(2, time: time);
        await settled.Task;
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var times = sent.ToArray();
        Assert.That(times, Has.Length.EqualTo(2));
        Assert.That(times[1] - times[0], Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Keeps a request under way for a moment, so that others meet it.</summary>
    private static void Hold()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(millisecondsTimeout: 2);
    }

    /// <summary>The journal on a disk that has room for so many responses.</summary>
    private sealed class FullJournal(int room) : IResponseJournal
    {
        private int left = room;

        public ValueTask AppendAsync(Response response, Prompt prompt, CancellationToken cancellationToken) =>
            Interlocked.Decrement(ref left) >= 0
                ? ValueTask.CompletedTask
                : throw new IOException("No space left on device");
    }
}
