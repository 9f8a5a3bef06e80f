using EvalHarness.Fleet.Grains;
using EvalHarness.Fleet.Store;
using EvalHarness.Fleet.Workers;
using EvalHarness.Runs;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>What the store counts as spent, set aside and possibly paid twice.</summary>
[TestFixture]
internal sealed class AccountTests : StoreFixture
{
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
        await SettleAsync(other, 0.25m);
        await AnswerAsync(other, "other", "second");

        var answers = await runs.AnswersAfterAsync(run, 0, 10, CancellationToken.None);
        var tally = await runs.TallyAsync(run, "build", CancellationToken.None);
        Assert.That(answers.Select(one => one.Line), Is.EqualTo(["first"]));
        Assert.That((tally.SecondAnswers, tally.PossiblyTwice, tally.SpentUsd), Is.EqualTo((1L, 1L, 1.25m)));
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

        Assert.That(await ScalarAsync("SELECT reserved_usd FROM spending"), Is.EqualTo(0m));
        Assert.That(await ScalarAsync("SELECT spent_usd FROM spending"), Is.EqualTo(2m));
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
            await SettleAsync(dealt, 0.2m);
            await AnswerAsync(dealt, "w", "yes");
        }

        var tally = await runs.TallyAsync(run, "build", CancellationToken.None);
        Assert.That((tally.SpentUsd, tally.SecondAnswers), Is.EqualTo((0.2m, 0L)));
        Assert.That(await ScalarAsync("SELECT sent FROM spending"), Is.EqualTo(1L));
        Assert.That(await ScalarAsync("SELECT reserved_usd FROM spending"), Is.EqualTo(0m));
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
    public async Task An_answer_that_was_paid_and_not_kept_counts_as_possibly_paid_twice()
    {
        await HandInAsync(1);
        var dealt = (await DealAsync("killed", 1))[0];
        var leases = new Leases();
        var request = Samples.Request(0);
        leases.TryTake(request, new DealtRequest(dealt.Key, dealt.Token, dealt.Prompt, dealt.Line));
        var attempt = new AttemptKey(request, 1);
        var budget = new StoreBudget(
            run,
            "killed",
            tables,
            leases,
            _ => Over,
            new BudgetLimits(null, null),
            TimeProvider.System,
            CancellationToken.None
        );

        await budget.ReserveAsync(attempt, 0.5m, CancellationToken.None);
        budget.Settle(attempt, 0.5m, 0.2m, isAnswered: true);
        await leases.Find(request)!.Settling;
        await tables.ReapAsync(run, CancellationToken.None);
        var again = (await DealAsync("other", 1))[0];
        await ReserveAsync(again, 1, 0.5m, Long);
        await AnswerAsync(again, "other", "yes", attempt: 1, usd: 0.2m);

        var tally = await runs.TallyAsync(run, "build", CancellationToken.None);
        Assert.That((tally.PossiblyTwice, tally.SpentUsd), Is.EqualTo((1L, 0.7m)));
        Assert.That(await ScalarAsync("SELECT reserved_usd FROM spending"), Is.EqualTo(0m));
    }

    [Test]
    public async Task A_failure_that_is_asked_again_leaves_nothing_set_aside()
    {
        await HandInAsync(1);
        var late = (await DealAsync("late", 1))[0];
        await ReserveAsync(late, 1, 1, Long);
        await AnswerAsync(late, "late", "failed", isFailed: true);
        await Samples.HandInAsync(store, run, [Samples.Request(0)], isAgain: true);

        var again = (await DealAsync("other", 1))[0];
        await ReserveAsync(again, 1, 1, Long);
        await AnswerAsync(again, "other", "good", attempt: 1, usd: 0.25m);

        var tally = await runs.TallyAsync(run, "build", CancellationToken.None);
        Assert.That((tally.SpentUsd, tally.PossiblyTwice), Is.EqualTo((1.25m, 1L)));
        Assert.That(await ScalarAsync("SELECT reserved_usd FROM spending"), Is.EqualTo(0m));
    }

    [Test]
    public async Task What_a_log_knows_to_be_spent_is_counted_once_however_often_a_run_is_opened()
    {
        var known = Samples.Work("suite/run") with { SpentUsd = 2, Sent = 7 };
        await runs.OpenAsync(known, CancellationToken.None);
        await runs.OpenAsync(known, CancellationToken.None);

        Assert.That((await runs.TallyAsync(run, "build", CancellationToken.None)).SpentUsd, Is.EqualTo(2));
        Assert.That(await ScalarAsync("SELECT sent FROM spending"), Is.EqualTo(7L));
    }

    [Test]
    public async Task A_budget_holds_for_all_workers_at_once()
    {
        await store.DoAsync("UPDATE budgets SET usd = 3", () => [], CancellationToken.None);
        await HandInAsync(40);
        var dealt = (
            await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => DealAsync($"w{worker}", 10)))
        ).SelectMany(one => one);

        var grants = await Task.WhenAll(dealt.Select(one => ReserveAsync(one, 1, 0.1m, Long)));

        Assert.That(grants.Count(one => one == Grant.Granted), Is.EqualTo(30));
        Assert.That(grants.Where(one => one != Grant.Granted), Is.All.EqualTo(Grant.Waits));
    }
}
