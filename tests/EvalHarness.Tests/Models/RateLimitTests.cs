using EvalHarness.Models;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class RateLimitTests
{
    private readonly FakeTimeProvider time = new();

    [Test]
    public async Task A_slow_limit_spaces_requests_evenly()
    {
        var limit = new RateLimit(60, null, time);

        Assert.That(await StartsAsync(limit, requests: 5), Is.EqualTo([0.0, 1, 2, 3, 4]));
    }

    [Test]
    public async Task A_fast_limit_starts_a_second_s_worth_at_once_and_then_paces()
    {
        var limit = new RateLimit(600, null, time);

        double[] starts = await StartsAsync(limit, requests: 30, step: 0.1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(starts.Take(10), Is.All.Zero);
            Assert.That(starts[10], Is.EqualTo(0.1).Within(1e-9));
            Assert.That(starts[29], Is.EqualTo(2.0).Within(1e-9));
        }
    }

    [Test]
    public async Task No_minute_sees_more_than_a_minute_s_worth_and_a_second_s()
    {
        var limit = new RateLimit(120, null, time);

        double[] starts = await StartsAsync(limit, requests: 400, step: 0.5);

        int worst = starts.Max(start => starts.Count(other => other >= start && other < start + 60));
        Assert.That(worst, Is.InRange(120, 122));
    }

    [Test]
    public async Task Tokens_are_paid_off_by_those_behind()
    {
        var limit = new RateLimit(null, 60_000, time);

        // A thousand a second: each is more than the bucket holds and starts when what was lent is paid.
        Assert.That(await StartsAsync(limit, requests: 4, tokens: 2000), Is.EqualTo([0.0, 2, 4, 6]));
    }

    [Test]
    public async Task Both_bounds_hold()
    {
        var limit = new RateLimit(60, 60_000, time);

        Assert.That(await StartsAsync(limit, requests: 3, tokens: 3000), Is.EqualTo([0.0, 3, 6]));
    }

    [Test]
    public async Task A_bill_put_right_lets_the_next_start_earlier()
    {
        var limit = new RateLimit(null, 60_000, time);
        await limit.WaitAsync(10_000, CancellationToken.None);
        limit.Correct(10_000, 500);

        Assert.That(limit.WaitAsync(1, CancellationToken.None).AsTask().IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task A_cancelled_wait_gives_back_its_turn()
    {
        var limit = new RateLimit(60, null, time);
        await limit.WaitAsync(0, CancellationToken.None);
        using var cancelled = new CancellationTokenSource();
        var waiting = limit.WaitAsync(0, cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());

        var next = limit.WaitAsync(0, CancellationToken.None).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        await next;

        Assert.That(next.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task A_pause_holds_back_those_who_wait_already()
    {
        var limit = new RateLimit(60, null, time);
        await limit.WaitAsync(0, CancellationToken.None);
        var waiting = limit.WaitAsync(0, CancellationToken.None).AsTask();
        limit.Pause(TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(9));
        bool early = waiting.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(1));
        await waiting;

        Assert.That(early, Is.False);
    }

    [Test]
    public void Without_bounds_nobody_waits() =>
        Assert.That(
            Enumerable
                .Range(0, 1000)
                .All(_ =>
                    new RateLimit(null, null, time)
                        .WaitAsync(1000, CancellationToken.None)
                        .AsTask()
                        .IsCompletedSuccessfully
                ),
            Is.True
        );

    /// <summary>The second at which each of many waiting requests starts, when the clock goes on in steps.</summary>
    private async Task<double[]> StartsAsync(RateLimit limit, int requests, long tokens = 0, double step = 1)
    {
        long begin = time.GetTimestamp();
        double[] starts = new double[requests];
        var waiting = Enumerable.Range(0, requests).Select(WaitAsync).ToArray();
        while (!Array.TrueForAll(waiting, wait => wait.IsCompleted))
        {
            time.Advance(TimeSpan.FromSeconds(step));
        }

        await Task.WhenAll(waiting);
        return starts;

        async Task WaitAsync(int i)
        {
            await limit.WaitAsync(tokens, CancellationToken.None);
            starts[i] = time.GetElapsedTime(begin).TotalSeconds;
        }
    }
}
