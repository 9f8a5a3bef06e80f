using EvalHarness.Core;
using EvalHarness.Fleet.Store;
using EvalHarness.Fleet.Workers;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>What the store itself says where two workers, or two calls, stand in each other's way.</summary>
[TestFixture]
internal sealed class StoreTests : StoreFixture
{
    [Test]
    public async Task A_request_is_leased_to_one_worker()
    {
        await HandInAsync(10);

        var dealt = await Task.WhenAll(Enumerable.Range(0, 5).Select(worker => DealAsync($"w{worker}", 4)));

        Assert.That(dealt.SelectMany(one => one).Select(one => one.Key), Is.Unique.And.Exactly(10).Items);
    }

    [Test]
    public async Task A_worker_whose_lease_was_given_to_another_sends_nothing()
    {
        await HandInAsync(1);
        var slow = (await DealAsync("slow", 1))[0];
        await ReserveAsync(slow, 1, 0, Over);
        await tables.ReapAsync(run, CancellationToken.None);
        await DealAsync("other", 1);

        Assert.That(await ReserveAsync(slow, 2, 0, Long), Is.EqualTo(Grant.Lost));
    }

    [Test]
    public async Task A_failure_of_a_worker_that_was_given_up_does_not_stand_before_the_answer_of_the_one_that_asks()
    {
        await HandInAsync(1);
        var late = (await DealAsync("late", 1))[0];
        await ReserveAsync(late, 1, 0, Over);
        await tables.ReapAsync(run, CancellationToken.None);
        var other = (await DealAsync("other", 1))[0];
        await ReserveAsync(other, 1, 0, Long);

        await AnswerAsync(late, "late", "failed", isFailed: true);
        await AnswerAsync(other, "other", "good");

        var answers = await runs.AnswersAfterAsync(run, 0, 10, CancellationToken.None);
        Assert.That(answers.Select(one => one.Line), Is.EqualTo(["good"]));
        Assert.That((await runs.TallyAsync(run, "build", CancellationToken.None)).SecondAnswers, Is.Zero);
    }

    [Test]
    public async Task Where_fewer_wait_than_are_wanted_each_worker_gets_one_before_any_gets_a_second()
    {
        await HandInAsync(6);

        var dealt = await tables.DealAsync(
            run,
            [.. "abcd".Select(name => new DealOrder(name.ToString(), "model", 4))],
            Long,
            CancellationToken.None
        );

        Assert.That(dealt.Select(one => one.Count), Is.EqualTo([2, 2, 1, 1]));
        Assert.That(dealt.SelectMany(one => one).Select(one => one.Key), Is.Unique);
        Assert.That(await ScalarAsync("SELECT count(DISTINCT worker) FROM requests"), Is.EqualTo(4L));
    }

    [Test]
    public async Task Nothing_is_dealt_of_a_closed_run_nor_of_a_model_that_is_asked_no_more()
    {
        await HandInAsync(2);
        await tables.StopAsync(run, "model", "no money", CancellationToken.None);
        var stopped = await DealAsync("w", 1);
        await runs.OpenAsync(Samples.Work("suite/run"), CancellationToken.None);
        var open = await DealAsync("w", 1);
        await runs.CloseAsync(run, CancellationToken.None);
        var closed = await DealAsync("w", 1);

        Assert.That((stopped.Count, open.Count, closed.Count), Is.EqualTo((0, 1, 0)));
    }

    [Test]
    public async Task Parts_of_a_limit_never_add_up_to_more_than_it_and_what_is_not_bounded_stays_so()
    {
        var order = new SliceOrder("server", "a", 60, null, 5);
        var alone = await tables.SliceAsync(order, CancellationToken.None);
        var comer = await tables.SliceAsync(order with { Worker = "b" }, CancellationToken.None);
        var less = await tables.SliceAsync(order, CancellationToken.None);
        var share = await tables.SliceAsync(order with { Worker = "b" }, CancellationToken.None);

        Assert.That(
            (alone.RequestsPerMinute, alone.TokensPerMinute, alone.InFlight),
            Is.EqualTo((60d, (double?)null, 5))
        );
        Assert.That(comer.IsUsable, Is.False, "the first one still has all of it");
        Assert.That((less.RequestsPerMinute, less.InFlight), Is.EqualTo((30d, 3)));
        Assert.That((share.RequestsPerMinute, share.InFlight), Is.EqualTo((30d, 2)));
        Assert.That(share.IsUsable, Is.True);
    }

    [Test]
    public async Task A_pause_is_told_to_all_workers()
    {
        var order = new SliceOrder("server", "a", 60, null, null);
        await tables.SliceAsync(order, CancellationToken.None);
        await tables.PauseAsync("server", TimeSpan.FromSeconds(20), CancellationToken.None);

        var told = await tables.SliceAsync(order with { Worker = "b" }, CancellationToken.None);

        Assert.That(told.PausedSeconds, Is.InRange(15, 20));
    }

    [Test]
    public async Task A_later_turn_is_not_answered_by_what_followed_another_answer()
    {
        var cache = new StoreCache(run, new CacheTable(store), Long, TimeProvider.System);
        var turn = Samples.Request(1);
        await cache.FindAsync(turn, CancellationToken.None);
        await cache.AddAsync(Samples.Response(turn), CancellationToken.None);
        var other = turn with { Prompt = turn.Prompt with { Hash = Digest.Of("another history") } };

        Assert.That(await cache.FindAsync(other, CancellationToken.None), Is.Null);
        Assert.That((await cache.FindAsync(turn, CancellationToken.None))?.Text, Is.EqualTo("yes"));
    }

    [Test]
    public async Task Answers_are_found_whatever_the_order_in_which_they_become_visible()
    {
        var gaps = new Clients.Gaps(0);
        gaps.Note([1, 2, 5], now: 0);

        long[] open = gaps.Open(now: 1000);
        gaps.Close([3]);

        Assert.That(open, Is.EquivalentTo([3L, 4L]));
        Assert.That(gaps.Open(now: 2000), Is.EqualTo([4L]));
        Assert.That(gaps.Open(now: 200_000), Is.Empty);
        Assert.That(gaps.Last, Is.EqualTo(5));
    }

    [Test]
    public void A_wrong_address_is_told_without_its_password()
    {
        var thrown = Assert.Throws<DocumentException>(() => StoreAddress.Read("postgres://me:secret@/"));

        Assert.That(
            thrown!.Message,
            Does.Not.Contain("secret").And.Contain("postgres://user:password@host:5432/database")
        );
    }

    [Test]
    public async Task A_store_that_is_not_there_is_told_in_a_line()
    {
        string address = FormattableString.Invariant($"postgres://fleet@127.0.0.1:{Postgres.FreePort()}/none");

        var thrown = await Assert.ThrowsAsync<IOException>(() =>
            FleetStore.OpenAsync(address, _ => { }, CancellationToken.None)
        );

        Assert.That(thrown!.Message, Does.StartWith("the store at 127.0.0.1:").And.Not.Contain("\n"));
    }
}
