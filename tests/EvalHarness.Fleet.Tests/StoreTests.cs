using EvalHarness.Core;
using EvalHarness.Fleet.Store;
using EvalHarness.Fleet.Workers;
using EvalHarness.Models;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>What the store itself says where two workers, or two calls, stand in each other's way.</summary>
[TestFixture]
internal sealed class StoreTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(-1);

    private FleetStore store = null!;
    private WorkTables tables = null!;
    private RunTables runs = null!;
    private int run;

    [SetUp]
    public async Task Begin()
    {
        store = await FleetStore.OpenAsync(StoreServer.NewStore().Address, _ => { }, CancellationToken.None);
        (tables, runs) = (new WorkTables(store), new RunTables(store));
        run = await runs.OpenAsync(Samples.Work("suite/run"), CancellationToken.None);
        // A store that has just started waits before it takes anybody for lost.
        await Execute(
            "SELECT pg_sleep(greatest(0, 10.5 - extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())))"
        );
    }

    [TearDown]
    public async Task End() => await store.DisposeAsync();

    [Test]
    public async Task A_request_is_leased_to_one_worker()
    {
        await HandInAsync(10);

        var dealt = await Task.WhenAll(Enumerable.Range(0, 5).Select(worker => DealAsync($"w{worker}", 4)));

        Assert.That(dealt.SelectMany(one => one).Select(one => one.Key), Is.Unique.And.Exactly(10).Items);
    }

    [Test]
    public async Task What_was_in_flight_with_a_lost_worker_is_charged_at_its_worst_and_counted_when_it_is_asked_again()
    {
        await HandInAsync(2);
        var lost = await DealAsync("lost", 2);
        await ReserveAsync(lost[0], 1, 0.5m, Over);

        int freed = await tables.ReapAsync(run, CancellationToken.None);
        var before = await runs.TallyAsync(run, "build", CancellationToken.None);
        var again = (await DealAsync("other", 2))[0];
        await ReserveAsync(again, 1, 0.5m, Long);
        var after = await runs.TallyAsync(run, "build", CancellationToken.None);

        Assert.That(freed, Is.EqualTo(1), "the other one's lease is not over");
        Assert.That(again.Key, Is.EqualTo(lost[0].Key));
        Assert.That((before.SpentUsd, before.PossiblyTwice), Is.EqualTo((0.5m, 0L)));
        Assert.That(after.PossiblyTwice, Is.EqualTo(1));
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
    public async Task A_late_answer_counts_and_the_one_that_comes_after_it_is_kept_beside_it()
    {
        await HandInAsync(1);
        var late = (await DealAsync("late", 1))[0];
        await ReserveAsync(late, 1, 1, Over);
        await tables.ReapAsync(run, CancellationToken.None);
        var other = (await DealAsync("other", 1))[0];
        await ReserveAsync(other, 1, 1, Long);

        await AnswerAsync(late, "late", "first");
        await AnswerAsync(late, "late", "first");
        await tables.SettleAsync(run, [new StoredAttempt(other.Key, other.Token, 1, 0.25m)], CancellationToken.None);
        await AnswerAsync(other, "other", "second");

        var answers = await runs.AnswersAfterAsync(run, 0, 10, CancellationToken.None);
        var tally = await runs.TallyAsync(run, "build", CancellationToken.None);
        Assert.That(answers.Select(one => one.Line), Is.EqualTo(["first"]));
        Assert.That((tally.SecondAnswers, tally.PossiblyTwice, tally.SpentUsd), Is.EqualTo((1L, 1L, 1.25m)));
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
    public async Task What_a_second_worker_had_set_aside_is_charged_when_it_is_lost_too()
    {
        await HandInAsync(1);
        var late = (await DealAsync("late", 1))[0];
        await ReserveAsync(late, 1, 1, Over);
        await tables.ReapAsync(run, CancellationToken.None);
        var other = (await DealAsync("other", 1))[0];
        await ReserveAsync(other, 1, 1, Over);
        await AnswerAsync(late, "late", "first");

        await tables.ReapAsync(run, CancellationToken.None);

        Assert.That(await ScalarAsync("SELECT reserved_usd FROM budgets"), Is.EqualTo(0m));
        Assert.That(await ScalarAsync("SELECT spent_usd FROM budgets"), Is.EqualTo(2m));
        Assert.That(await DealAsync("third", 1), Is.Empty, "it is answered");
    }

    [Test]
    public async Task Calls_that_are_made_again_do_nothing_more()
    {
        await HandInAsync(1);
        var dealt = (await DealAsync("w", 1))[0];

        await ReserveAsync(dealt, 1, 0.5m, Long);
        await ReserveAsync(dealt, 1, 0.5m, Long);
        for (int i = 0; i < 2; i++)
        {
            await tables.SettleAsync(run, [new StoredAttempt(dealt.Key, dealt.Token, 1, 0.2m)], CancellationToken.None);
            await AnswerAsync(dealt, "w", "yes");
        }

        var tally = await runs.TallyAsync(run, "build", CancellationToken.None);
        Assert.That((tally.SpentUsd, tally.SecondAnswers), Is.EqualTo((0.2m, 0L)));
        Assert.That(await ScalarAsync("SELECT sent FROM budgets"), Is.EqualTo(1L));
        Assert.That(await ScalarAsync("SELECT reserved_usd FROM budgets"), Is.EqualTo(0m));
    }

    [Test]
    public async Task What_was_taken_back_remembers_that_it_may_have_been_asked()
    {
        await HandInAsync(1);
        var lost = (await DealAsync("lost", 1))[0];
        await ReserveAsync(lost, 1, 0.5m, Over);
        await tables.ReapAsync(run, CancellationToken.None);

        var taken = await runs.TakeBackAsync(run, "model", CancellationToken.None);
        var nobody = await DealAsync("w", 1);
        await HandInAsync(1);
        var again = (await DealAsync("w", 1))[0];
        await ReserveAsync(again, 1, 0.5m, Long);
        await AnswerAsync(again, "w", "yes");

        var answer = (await runs.AnswersAfterAsync(run, 0, 10, CancellationToken.None))[0];
        Assert.That((taken.Count, nobody.Count), Is.EqualTo((1, 0)));
        Assert.That((answer.LostUsd, answer.LostAttempts), Is.EqualTo((0.5m, 1)));
        Assert.That((await runs.TallyAsync(run, "build", CancellationToken.None)).PossiblyTwice, Is.EqualTo(1));
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
    public async Task A_budget_holds_for_all_workers_at_once()
    {
        await store.DoAsync("UPDATE budgets SET usd = 3", _ => { }, CancellationToken.None);
        await HandInAsync(40);
        var dealt = (
            await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => DealAsync($"w{worker}", 10)))
        ).SelectMany(one => one);

        var grants = await Task.WhenAll(dealt.Select(one => ReserveAsync(one, 1, 0.1m, Long)));

        Assert.That(grants.Count(one => one == Grant.Granted), Is.EqualTo(30));
        Assert.That(grants.Where(one => one != Grant.Granted), Is.All.EqualTo(Grant.Waits));
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

    private Task HandInAsync(int count) =>
        Samples.HandInAsync(store, run, [.. Enumerable.Range(0, count).Select(Samples.Request)]);

    private Task<List<StoredRequest>> DealAsync(string worker, int most) =>
        tables.DealAsync(run, "model", worker, most, Long, CancellationToken.None);

    private async Task<Grant> ReserveAsync(StoredRequest dealt, int attempt, decimal usd, TimeSpan lease) =>
        (
            await tables.ReserveAsync(
                run,
                [new StoredAttempt(dealt.Key, dealt.Token, attempt, usd, lease)],
                CancellationToken.None
            )
        )[0];

    private Task AnswerAsync(StoredRequest dealt, string worker, string line, bool isFailed = false) =>
        tables.AnswerAsync(
            run,
            worker,
            [new NewAnswer(dealt.Key, dealt.Token, line, isFailed ? FailureReach.World : null, isFailed)],
            CancellationToken.None
        );

    private Task Execute(string sql) => store.DoAsync(sql, _ => { }, CancellationToken.None);

    private async Task<object> ScalarAsync(string sql) =>
        (await store.ReadAsync(sql, _ => { }, row => row.GetValue(0), CancellationToken.None))[0];
}
