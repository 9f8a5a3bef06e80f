using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class RunEngineTimeTests
{
    private static readonly FaultReply Good = FaultReply.Chat("positive");
    private static readonly FakeTimeProvider Frozen = new(new DateTimeOffset(2024, 4, 1, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Retry_after_is_waited_out_by_all_requests_to_the_model_and_no_longer()
    {
        var time = new FakeTimeProvider();
        await using var setup = await EngineSetup.StartAsync(
            request => request.Number == 1 ? FaultReply.Status(429, "{}", "Retry-After: 7") : Good,
            time
        );
        setup.Model = setup.Model with { InFlight = 1 };
        var retrying = new TaskCompletionSource<TimeSpan>();
        setup.Progress.OnRetrying += wait => retrying.TrySetResult(wait);

        var run = setup.RunAsync(3, time: time);
        var wait = await retrying.Task;
        time.Advance(TimeSpan.FromSeconds(6.9));
        int early = setup.Sent.Count;
        time.Advance(TimeSpan.FromSeconds(0.2));
        await run;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wait, Is.InRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.001)));
            Assert.That(early, Is.EqualTo(1));
            Assert.That((await setup.ReadAsync()).Select(r => r.Attempts), Is.EqualTo(new[] { 2, 1, 1 }));
        }
    }

    [Test]
    public async Task A_backend_that_asks_for_longer_than_the_deadline_fails_the_request_at_once()
    {
        await using var setup = await EngineSetup.StartAsync(FaultReply.Status(429, "{}", "Retry-After: 3600"), Good);

        await setup.RunAsync(2);

        Assert.That(
            (await setup.ReadAsync()).Select(r => (r.Outcome, r.Attempts)),
            Is.EquivalentTo(new[] { (Outcome.Failed, 1), (Outcome.Answered, 1) })
        );
    }

    [Test]
    public async Task A_request_whose_time_is_over_before_its_turn_comes_again_is_not_sent()
    {
        var time = new FakeTimeProvider();
        await using var setup = await EngineSetup.StartAsync(_ => FaultReply.Status(504), time);
        var window = new ConcurrencyWindow(1, 1);
        var none = new RateLimit(null, null, time);
        setup.Model = setup.Model with
        {
            InFlight = 1,
            Limit = new ModelLimit(none, new ServerLimit(window, none)),
            Price = new Price(100, 1000),
        };
        var held = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        setup.Progress.OnRetrying += _ => held.TrySetResult(window.TakeAsync(CancellationToken.None).AsTask().Result);
        var budget = new RunBudget(1000, null);

        var run = setup.RunAsync(1, budget, time: time);
        long turn = await held.Task;
        time.Advance(TimeSpan.FromMinutes(11));
        window.Return(turn, Load.Unknown);
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        var response = (await setup.ReadAsync()).Single();
        Assert.That(
            (setup.Sent.Count, response.Attempts, response.Failure?.Status, response.ChargedUsd),
            Is.EqualTo((1, 1, (int?)504, (decimal?)budget.SpentUsd))
        );
    }

    [Test]
    public async Task An_attempt_that_hangs_ends_at_its_deadline_and_the_request_at_its_own()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        await using var setup = await EngineSetup.StartAsync(_ => FaultReply.Silence(FaultEnding.Hang), time);
        setup.Model = setup.Model with
        {
            Retries = EngineSetup.Quick with
            {
                AttemptDeadline = TimeSpan.FromSeconds(20),
                RequestDeadline = TimeSpan.FromSeconds(50),
            },
        };

        var run = setup.RunAsync(1, time: time);
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await run;

        var response = (await setup.ReadAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((response.Outcome, response.Failure!.Kind), Is.EqualTo((Outcome.Failed, "timeout")));
            Assert.That(response.Attempts, Is.InRange(1, 3));
        }
    }

    [Test]
    public async Task A_machine_that_slept_past_a_deadline_fails_the_request_and_not_the_run()
    {
        // Each look at the clock finds it an hour later.
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromHours(1) };
        await using var setup = await EngineSetup.StartAsync(_ => FaultReply.Chat("positive"), time);

        await setup.RunAsync(2, time: time);

        Assert.That(
            (await setup.ReadAsync()).Select(response => (response.Outcome, response.Failure?.Kind)),
            Is.EqualTo(Enumerable.Repeat((Outcome.Failed, "timeout"), 2))
        );
    }

    [TestCase(1, null, 0.0, 0.5)]
    [TestCase(2, null, 0.0, 1.0)]
    [TestCase(3, null, 0.0, 2.0)]
    [TestCase(30, null, 0.0, 30.0)]
    [TestCase(1, 7.0, 7.0, 7.5)]
    public void Waits_double_are_drawn_from_zero_and_never_shorter_than_asked(
        int attempts,
        double? asked,
        double least,
        double most
    )
    {
        var policy = new RetryPolicy();
        TimeSpan? retryAfter = asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy.WaitAfter(attempts, retryAfter, 0), Is.EqualTo(TimeSpan.FromSeconds(least)));
            Assert.That(policy.WaitAfter(attempts, retryAfter, 1), Is.EqualTo(TimeSpan.FromSeconds(most)));
        }
    }

    [Test]
    public async Task The_first_stop_waits_for_what_is_in_flight_and_sends_nothing_more()
    {
        using var drain = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        await using var setup = await EngineSetup.StartAsync(_ =>
        {
            release.Wait();
            return Good;
        });
        setup.Model = setup.Model with { InFlight = 4 };
        using var sent = new CountdownEvent(4);
        setup.Progress.OnSent += () => sent.Signal();

        var run = setup.RunAsync(1000, drain: drain.Token);
        await Task.Run(sent.Wait);
        await drain.CancelAsync();
        release.Set();
        var done = await run;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(done.Stopped, Is.EqualTo("cancelled"));
            Assert.That(
                (await setup.ReadAsync()).Select(r => r.Outcome),
                Is.EqualTo(Enumerable.Repeat(Outcome.Answered, 4))
            );
            Assert.That(setup.Sent, Has.Count.EqualTo(4));
        }
    }

    [Test]
    public async Task The_second_stop_leaves_what_is_in_flight_unanswered()
    {
        using var drain = new CancellationTokenSource();
        using var abandon = new CancellationTokenSource();
        await using var setup = await EngineSetup.StartAsync(_ => FaultReply.Silence(FaultEnding.Hang));
        var sent = new TaskCompletionSource();
        setup.Progress.OnSent += () => sent.TrySetResult();

        var run = setup.RunAsync(1000, drain: drain.Token, abandon: abandon.Token);
        await sent.Task;
        await drain.CancelAsync();
        await abandon.CancelAsync();
        var done = await run;

        Assert.That((done.Stopped, (await setup.ReadAsync()).Count), Is.EqualTo(("cancelled", 0)));
    }

    [Test]
    public async Task A_stop_ends_waiting_for_another_attempt()
    {
        using var drain = new CancellationTokenSource();
        await using var setup = await EngineSetup.StartAsync(
            _ => FaultReply.Status(429, "{}", "Retry-After: 500"),
            Frozen
        );
        setup.Progress.OnRetrying += _ => drain.Cancel();

        var done = await setup.RunAsync(10, time: Frozen, drain: drain.Token);

        Assert.That((done.Stopped, (await setup.ReadAsync()).Count), Is.EqualTo(("cancelled", 0)));
    }
}
