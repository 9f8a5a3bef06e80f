using System.Threading.Channels;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Runs;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class CircuitBreakerTests
{
    private static readonly Failure NoCredit = new("http", 402, "no credit");
    private static readonly Failure TooLong = new("http", 400, "too long");

    private readonly ObservedTime time = new();

    [TestCase(FailureReach.Model, 5)]
    [TestCase(FailureReach.World, 20)]
    [TestCase(FailureReach.Request, 50)]
    public void A_model_that_has_answered_is_probed_after_so_many_failures_in_a_row(FailureReach reach, int inARow)
    {
        var breaker = Breaker();
        breaker.Observe(null, null, isProbe: false);

        int before = FailUntilProbed(breaker, () => reach);

        Assert.That(before, Is.EqualTo(inARow));
    }

    [Test]
    public void Graver_failures_count_with_the_lighter()
    {
        var breaker = Breaker();
        int next = 0;

        int before = FailUntilProbed(breaker, () => next++ % 2 == 0 ? FailureReach.World : FailureReach.Request);

        Assert.That(before, Is.EqualTo(50));
    }

    [TestCase(FailureReach.Model, 2, 20)]
    [TestCase(FailureReach.World, 5, 50)]
    [TestCase(FailureReach.Request, 10, 100)]
    public void A_share_of_failures_opens_it_though_some_requests_are_answered(
        FailureReach reach,
        int answeredEvery,
        int window
    )
    {
        var breaker = Breaker();
        int sent = 0;
        while (sent < 1000 && !IsOpen(breaker))
        {
            sent++;
            bool isAnswered = sent % answeredEvery == 0;
            breaker.Observe(isAnswered ? null : TooLong, isAnswered ? null : reach, isProbe: false);
        }

        Assert.That(sent, Is.InRange(window, window + 1));
    }

    [Test]
    public void Single_samples_that_are_refused_now_and_then_never_open_it()
    {
        var breaker = Breaker();
        for (int i = 0; i < 1000; i++)
        {
            bool isAnswered = i % 3 == 0;
            breaker.Observe(isAnswered ? null : TooLong, isAnswered ? null : FailureReach.Request, isProbe: false);
        }

        Assert.That(IsOpen(breaker), Is.False);
    }

    [Test]
    public async Task While_it_is_open_one_request_at_a_time_goes_out_after_waits_that_grow()
    {
        var breaker = Opened();
        var first = breaker.PassAsync(CancellationToken.None).AsTask();
        var second = breaker.PassAsync(CancellationToken.None).AsTask();

        await PassWaitAsync();
        await first;
        bool wentToo = second.IsCompleted;
        breaker.Observe(NoCredit, FailureReach.Model, isProbe: true);
        double waited = await PassWaitAsync();

        Assert.That((wentToo, await second, waited >= 4), Is.EqualTo((false, true, true)));
    }

    [Test]
    public async Task When_all_probes_fail_it_says_how_many_requests_failed_and_why()
    {
        var breaker = Opened();
        string? reason = null;
        for (int probe = 0; probe < 2; probe++)
        {
            var passing = breaker.PassAsync(CancellationToken.None).AsTask();
            time.Advance(TimeSpan.FromMinutes(1));
            await passing;
            reason = breaker.Observe(NoCredit, FailureReach.Model, isProbe: true);
        }

        Assert.That(
            reason,
            Is.EqualTo("7 of the last 7 requests failed, the last 2 of them asked one by one: no credit")
        );
    }

    [Test]
    public async Task An_answer_closes_it_and_lets_all_go()
    {
        var breaker = Opened();
        var probe = breaker.PassAsync(CancellationToken.None).AsTask();
        var others = Enumerable.Range(0, 3).Select(_ => breaker.PassAsync(CancellationToken.None).AsTask()).ToArray();
        time.Advance(TimeSpan.FromSeconds(1));
        await probe;

        breaker.Observe(null, null, isProbe: true);

        Assert.That(await Task.WhenAll(others), Is.All.False, "none of them is a probe");
    }

    [Test]
    public async Task A_probe_that_was_given_up_leaves_its_place_to_the_next()
    {
        var breaker = Opened();
        var probe = breaker.PassAsync(CancellationToken.None).AsTask();
        var next = breaker.PassAsync(CancellationToken.None).AsTask();
        await PassWaitAsync();

        breaker.GiveUpProbe(await probe);
        await PassWaitAsync();

        Assert.That(await next, Is.True);
    }

    /// <summary>Lets the next wait pass; how many seconds it took.</summary>
    private async Task<double> PassWaitAsync()
    {
        var wait = await time.Waits.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        time.Advance(wait);
        return wait.TotalSeconds;
    }

    private CircuitBreaker Breaker() => new(TimeSpan.FromSeconds(1), time);

    private CircuitBreaker Opened()
    {
        var breaker = Breaker();
        FailUntilProbed(breaker, () => FailureReach.Model);
        // Of whoever tried whether it is open.
        while (time.Waits.TryRead(out _)) { }

        return breaker;
    }

    private static int FailUntilProbed(CircuitBreaker breaker, Func<FailureReach> reach)
    {
        int failed = 0;
        while (failed < 1000 && !IsOpen(breaker))
        {
            breaker.Observe(NoCredit, reach(), isProbe: false);
            failed++;
        }

        return failed;
    }

    /// <summary>A breaker that is open lets nobody through at once; whoever asks in vain gives up the place.</summary>
    private static bool IsOpen(CircuitBreaker breaker)
    {
        using var end = new CancellationTokenSource();
        var passing = breaker.PassAsync(end.Token);
        if (passing.IsCompleted)
        {
            return passing.Result;
        }

        end.Cancel();
        breaker.GiveUpProbe(isProbe: true);
        return true;
    }

    /// <summary>Tells which waits are begun.</summary>
    private sealed class ObservedTime : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Waits => waits.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
