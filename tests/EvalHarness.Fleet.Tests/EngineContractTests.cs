using EvalHarness.Core;
using EvalHarness.Runs;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>What the engine relies on, held for one machine's files and for the store of a fleet alike.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed class EngineContractTests(bool isStore)
{
    private IBackend backend = null!;

    [SetUp]
    public void Begin() => backend = isStore ? new StoreBackend() : new FileBackend();

    [TearDown]
    public async Task End() => await backend.DisposeAsync();

    [Test]
    public async Task A_budget_grants_until_the_next_worst_case_would_exceed_it()
    {
        var requests = await backend.RequestsAsync(4);
        var budget = backend.Budget(1m, null);

        var first = await ReserveAsync(budget, requests[0], 0.4m);
        budget.Settle(new AttemptKey(requests[0], 1), 0.4m, 0.4m, isAnswered: false);
        var second = await ReserveAsync(budget, requests[1], 0.6m);
        budget.Settle(new AttemptKey(requests[1], 1), 0.6m, 0.5m, isAnswered: false);
        await Task.Delay(isStore ? 300 : 0);
        var third = await ReserveAsync(budget, requests[2], 0.2m);

        Assert.That(first.IsGranted && second.IsGranted, Is.True);
        Assert.That(third.Refused, Is.EqualTo("the next request could cost more than is left of the budget of 1 USD"));
    }

    [Test]
    public async Task A_budget_waits_for_what_is_in_flight_where_that_holds_what_is_left()
    {
        var requests = await backend.RequestsAsync(2);
        var budget = backend.Budget(1m, null);
        await ReserveAsync(budget, requests[0], 0.8m);

        var waiting = ReserveAsync(budget, requests[1], 0.8m);
        await Task.Delay(400);
        bool waited = !waiting.IsCompleted;
        budget.Settle(new AttemptKey(requests[0], 1), 0.8m, 0.1m, isAnswered: false);

        Assert.That(waited, Is.True);
        Assert.That((await waiting.WaitAsync(TimeSpan.FromSeconds(30))).IsGranted, Is.True);
    }

    [Test]
    public async Task A_budget_of_requests_is_used_up_by_attempts()
    {
        var requests = await backend.RequestsAsync(2);
        var budget = backend.Budget(null, 2);

        await ReserveAsync(budget, requests[0], 0);
        budget.Settle(new AttemptKey(requests[0], 1), 0, 0, isAnswered: false);
        var again = await budget.ReserveAsync(new AttemptKey(requests[0], 2), 0, CancellationToken.None);
        var more = await ReserveAsync(budget, requests[1], 0);

        Assert.That(again.IsGranted, Is.True);
        Assert.That(more.Refused, Is.EqualTo("the budget of 2 requests is used up"));
    }

    [Test]
    public async Task Waiting_for_a_budget_ends_when_it_is_cancelled()
    {
        var requests = await backend.RequestsAsync(2);
        var budget = backend.Budget(1m, null);
        await ReserveAsync(budget, requests[0], 0.8m);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThatAsync(
            () => budget.ReserveAsync(new AttemptKey(requests[1], 1), 0.8m, cancel.Token).AsTask(),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public async Task What_many_reserve_at_once_never_exceeds_a_budget()
    {
        var requests = await backend.RequestsAsync(64);
        var budget = backend.Budget(1m, null);
        decimal charged = 0;

        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (request, token) =>
            {
                if ((await budget.ReserveAsync(new AttemptKey(request, 1), 0.1m, token)).IsGranted)
                {
                    lock (requests)
                    {
                        charged += 0.07m;
                    }

                    budget.Settle(new AttemptKey(request, 1), 0.1m, 0.07m, isAnswered: false);
                }
            }
        );

        Assert.That(charged, Is.LessThanOrEqualTo(1m).And.GreaterThan(0.85m));
    }

    [Test]
    public async Task A_journal_holds_a_response_once_it_was_appended()
    {
        var requests = await backend.RequestsAsync(2);
        var journal = await backend.JournalAsync();
        var response = Samples.Response(requests[0]) with
        {
            CostUsd = 0.0123m,
            Usage = new Usage(12, 3, 4),
            Latency = TimeSpan.FromTicks(1_234_567),
            ModelVersion = "v1",
        };

        await journal.AppendAsync(response, requests[0].Prompt, CancellationToken.None);

        var held = await backend.JournalledAsync();
        Assert.That(held, Is.EqualTo([response]).Using<Response>((a, b) => a.ToString() == b.ToString()));
    }

    [Test]
    public async Task A_cache_has_the_answer_of_another_run_for_nothing()
    {
        var request = Samples.Request(1);
        var first = await backend.CacheAsync();
        var none = await first.FindAsync(request, CancellationToken.None);
        await first.AddAsync(Samples.Response(request) with { CostUsd = 1 }, CancellationToken.None);
        var second = await backend.CacheAsync();

        var found = await second.FindAsync(request, CancellationToken.None);

        Assert.That(none, Is.Null);
        Assert.That(
            found,
            Has.Property("Text").EqualTo("yes").And.Property("Attempts").Zero.And.Property("AnsweredAt").Not.Null
        );
    }

    [Test]
    public async Task Who_asks_a_cache_for_what_another_run_asks_just_now_waits_for_its_answer()
    {
        var request = Samples.Request(1);
        var asking = await backend.CacheAsync();
        var waits = await backend.CacheAsync();
        await asking.FindAsync(request, CancellationToken.None);

        var waiting = Task.Run(() => waits.FindAsync(request, CancellationToken.None).AsTask());
        await Task.Delay(600);
        bool waited = !waiting.IsCompleted;
        await asking.AddAsync(Samples.Response(request), CancellationToken.None);

        Assert.That(waited, Is.True);
        Assert.That((await waiting.WaitAsync(TimeSpan.FromSeconds(30)))?.Text, Is.EqualTo("yes"));
    }

    [Test]
    public async Task What_was_given_up_is_asked_by_who_waits_for_it()
    {
        var request = Samples.Request(1);
        var asking = await backend.CacheAsync();
        var waits = await backend.CacheAsync();
        await asking.FindAsync(request, CancellationToken.None);
        var waiting = Task.Run(() => waits.FindAsync(request, CancellationToken.None).AsTask());
        await Task.Delay(300);

        asking.GiveUp(request);

        Assert.That(await waiting.WaitAsync(TimeSpan.FromSeconds(30)), Is.Null);
    }

    [Test]
    public async Task A_failure_is_not_kept_for_other_runs()
    {
        var request = Samples.Request(1);
        var first = await backend.CacheAsync();
        await first.FindAsync(request, CancellationToken.None);
        await first.AddAsync(
            Samples.Response(request) with
            {
                Outcome = Outcome.Failed,
                Text = null,
                Failure = new Failure("http", 500, "no"),
            },
            CancellationToken.None
        );

        Assert.That(await (await backend.CacheAsync()).FindAsync(request, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task No_more_requests_at_a_time_are_let_through_than_a_limit_says()
    {
        await backend.RequestsAsync(1);
        var limit = backend.Limit(3);
        int now = 0;
        int most = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(async _ =>
                {
                    long turn = await limit.TakeAsync(10, CancellationToken.None);
                    int count = Interlocked.Increment(ref now);
                    lock (limit)
                    {
                        most = Math.Max(most, count);
                    }

                    await Task.Delay(5);
                    Interlocked.Decrement(ref now);
                    limit.Return(turn, Load.Borne);
                })
        );

        Assert.That(most, Is.EqualTo(3));
    }

    [Test]
    public async Task Waiting_for_a_limit_ends_when_it_is_cancelled_and_takes_no_place()
    {
        await backend.RequestsAsync(1);
        var limit = backend.Limit(1);
        long turn = await limit.TakeAsync(10, CancellationToken.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThatAsync(
            () => limit.TakeAsync(10, cancel.Token).AsTask(),
            Throws.InstanceOf<OperationCanceledException>()
        );
        limit.Return(turn, Load.Borne);

        Assert.That(
            await limit.TakeAsync(10, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10)),
            Is.Positive
        );
    }

    private static Task<Reservation> ReserveAsync(IBudget budget, Request request, decimal mostUsd) =>
        budget.ReserveAsync(new AttemptKey(request, 1), mostUsd, CancellationToken.None).AsTask();
}
