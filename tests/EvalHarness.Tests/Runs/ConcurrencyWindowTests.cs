using CsCheck;
using EvalHarness.Runs;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class ConcurrencyWindowTests
{
    [Test]
    public async Task It_doubles_with_each_round_until_something_is_refused()
    {
        var window = new ConcurrencyWindow(most: 64, first: 4);

        var sizes = new List<int>();
        for (int round = 0; round < 5; round++)
        {
            await RoundAsync(window, Load.Borne);
            sizes.Add(window.Size);
        }

        Assert.That(sizes, Is.EqualTo(new[] { 8, 16, 32, 64, 64 }));
    }

    [Test]
    public async Task An_episode_of_refusals_halves_it_once_and_then_it_grows_by_one_a_round()
    {
        var window = new ConcurrencyWindow(most: 64, first: 32);

        await RoundAsync(window, Load.Refused);
        int after = window.Size;
        for (int round = 0; round < 4; round++)
        {
            await RoundAsync(window, Load.Borne);
        }

        // A round is a little short of one more: each place that is borne adds one part of the size then reached.
        Assert.That((after, window.Size), Is.EqualTo((16, 19)));
    }

    [Test]
    public async Task A_refusal_after_the_decrease_lowers_it_again()
    {
        var window = new ConcurrencyWindow(most: 64, first: 32);
        await RoundAsync(window, Load.Refused);

        await RoundAsync(window, Load.Refused);

        Assert.That(window.Size, Is.EqualTo(8));
    }

    [Test]
    public async Task It_never_falls_below_one_nor_grows_where_less_than_half_was_used()
    {
        var window = new ConcurrencyWindow(most: 64, first: 4);
        for (int i = 0; i < 20; i++)
        {
            window.Return(await window.TakeAsync(CancellationToken.None), Load.Borne);
        }

        int idle = window.Size;
        for (int i = 0; i < 20; i++)
        {
            window.Return(await window.TakeAsync(CancellationToken.None), Load.Refused);
        }

        Assert.That((idle, window.Size), Is.EqualTo((4, 1)));
    }

    [Test]
    public async Task Places_are_given_in_the_order_in_which_they_were_asked_for()
    {
        var window = new ConcurrencyWindow(most: 1, first: 1);
        long held = await window.TakeAsync(CancellationToken.None);
        var second = window.TakeAsync(CancellationToken.None).AsTask();
        var third = window.TakeAsync(CancellationToken.None).AsTask();

        window.Return(held, Load.Unknown);
        long turn = await second;
        bool thirdEarly = third.IsCompleted;
        window.Return(turn, Load.Unknown);

        Assert.That((thirdEarly, await third), Is.EqualTo((false, 3L)));
    }

    [Test]
    public async Task A_wait_that_is_ended_takes_no_place()
    {
        var window = new ConcurrencyWindow(most: 1, first: 1);
        long held = await window.TakeAsync(CancellationToken.None);
        using var end = new CancellationTokenSource();
        var ended = window.TakeAsync(end.Token).AsTask();
        var patient = window.TakeAsync(CancellationToken.None).AsTask();

        await end.CancelAsync();
        window.Return(held, Load.Unknown);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(async () => await ended, Throws.InstanceOf<OperationCanceledException>());
            Assert.That(await patient, Is.GreaterThan(held));
        }
    }

    [Test]
    public async Task However_they_interleave_no_more_than_the_most_are_in_use() =>
        await Gen.Select(Gen.Int[1, 8], Gen.Int[1, 8], Gen.Int[0, 100_000])
            .SampleAsync(
                async (most, first, seed) =>
                {
                    var window = new ConcurrencyWindow(most, first);
                    int inUse = 0;
                    int peak = 0;
                    await Parallel.ForAsync(
                        0,
                        200,
                        new ParallelOptions { MaxDegreeOfParallelism = 16 },
                        async (i, token) =>
                        {
                            long turn = await window.TakeAsync(token);
                            int now = Interlocked.Increment(ref inUse);
                            InterlockedMax(ref peak, now);
                            await Task.Yield();
                            Interlocked.Decrement(ref inUse);
                            window.Return(turn, (Load)((seed + i) % 3));
                        }
                    );
                    return peak <= most && inUse == 0;
                },
                iter: 50
            );

    private static async Task RoundAsync(ConcurrencyWindow window, Load load)
    {
        var turns = new List<long>();
        for (int i = window.Size; i > 0; i--)
        {
            turns.Add(await window.TakeAsync(CancellationToken.None));
        }

        foreach (long turn in turns)
        {
            window.Return(turn, load);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen)
        {
            seen = found;
        }
    }
}
