using EvalHarness.Fleet.Store;
using EvalHarness.Models;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>A store of one run, and calls as workers make them.</summary>
internal abstract class StoreFixture
{
    protected static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    protected static readonly TimeSpan Over = TimeSpan.FromSeconds(-1);

    protected FleetStore store = null!;
    protected WorkTables tables = null!;
    protected RunTables runs = null!;
    protected int run;

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

    protected Task HandInAsync(int count) =>
        Samples.HandInAsync(store, run, [.. Enumerable.Range(0, count).Select(Samples.Request)]);

    protected async Task<IReadOnlyList<StoredRequest>> DealAsync(string worker, int most) =>
        (await tables.DealAsync(run, [new DealOrder(worker, "model", most)], Long, CancellationToken.None))[0];

    protected async Task<Grant> ReserveAsync(StoredRequest dealt, int attempt, decimal usd, TimeSpan lease) =>
        (
            await tables.ReserveAsync(
                run,
                "worker",
                [new StoredAttempt(dealt.Key, dealt.Token, attempt, usd, lease)],
                CancellationToken.None
            )
        )[0];

    protected Task SettleAsync(StoredRequest dealt, decimal usd) =>
        tables.SettleAsync(run, "worker", [new StoredAttempt(dealt.Key, dealt.Token, 1, usd)], CancellationToken.None);

    protected Task AnswerAsync(
        StoredRequest dealt,
        string worker,
        string line,
        bool isFailed = false,
        int attempt = 0,
        decimal usd = 0
    ) =>
        tables.AnswerAsync(
            run,
            worker,
            [new NewAnswer(dealt.Key, dealt.Token, attempt, usd, line, isFailed ? FailureReach.World : null, isFailed)],
            CancellationToken.None
        );

    protected Task Execute(string sql) => store.DoAsync(sql, () => [], CancellationToken.None);

    protected async Task<object> ScalarAsync(string sql) =>
        (await store.ReadAsync(sql, () => [], row => row.GetValue(0), CancellationToken.None))[0];
}
