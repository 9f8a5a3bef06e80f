using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Fleet.Grains;
using EvalHarness.Fleet.Store;
using EvalHarness.Fleet.Workers;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Runs.Fleets;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>
/// Where a store saturates: workers whose models answer at once, through the grains and statements that real ones use. How many
/// requests is said by EVALHARNESS_SIMULATED, how many workers by EVALHARNESS_WORKERS.
/// </summary>
[TestFixture, Explicit("a measurement of minutes, no test")]
internal sealed class ScaleSimulation
{
    private const int InFlight = 8;
    private const int Handed = 1000;

    [Test]
    public async Task The_rate_at_which_a_store_saturates()
    {
        int requests = Number("EVALHARNESS_SIMULATED", 100_000);
        int workers = Number("EVALHARNESS_WORKERS", 200);
        using var postgres = Postgres.Start(isDurable: true);
        await using var store = await FleetStore.OpenAsync(postgres.Create("scale"), _ => { }, CancellationToken.None);
        using var fatal = new FatalErrors(_ => { });
        var options = new FleetWorkerOptions("") { Host = "127.0.0.1", Port = Postgres.FreePort() };
        using var host = WorkerHost.Make(options, store, fatal);
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        int run = await new RunTables(store).OpenAsync(
            Samples.Work("scale/run") with
            {
                Usd = 1_000_000,
            },
            CancellationToken.None
        );
        var watch = Stopwatch.StartNew();
        var before = Process.GetCurrentProcess().TotalProcessorTime;

        var handing = HandInAsync(store, run, requests);
        long settled = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, workers)
                .Select(number =>
                    WorkAsync(
                        $"worker-{number}",
                        new WorkTables(store),
                        grains.GetGrain<IRunGrain>(run),
                        run,
                        count => Interlocked.Add(ref settled, count),
                        () => Interlocked.Read(ref settled) >= requests
                    )
                )
        );
        await handing;

        double seconds = watch.Elapsed.TotalSeconds;
        double cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        object? bytes = postgres.Read(
            "scale",
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'evalharness'::regnamespace AND relkind = 'r'"
        );
        TestContext.Progress.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{workers} workers, {requests:N0} requests: {requests / seconds:N0} a second, {cpu / requests * 1e6:N0} us of CPU each beside the store's, {bytes:N0} bytes in the store"
            )
        );
        Assert.That(postgres.Read("scale", "SELECT count(*) FROM answers"), Is.EqualTo((long)requests));
        Assert.That(postgres.Read("scale", "SELECT sent FROM budgets"), Is.EqualTo((long)requests));
        await host.StopAsync();
    }

    private static async Task HandInAsync(FleetStore store, int run, int requests)
    {
        for (int first = 0; first < requests; first += Handed)
        {
            await Samples.HandInAsync(
                store,
                run,
                [.. Enumerable.Range(first, Math.Min(Handed, requests - first)).Select(Samples.Request)]
            );
        }
    }

    private static async Task WorkAsync(
        string name,
        WorkTables tables,
        IRunGrain grain,
        int run,
        Action<int> count,
        Func<bool> isOver
    )
    {
        var leases = new Leases();
        var budget = new StoreBudget(
            run,
            tables,
            leases,
            _ => TimeSpan.FromMinutes(3),
            new BudgetLimits(1_000_000, null),
            TimeProvider.System,
            CancellationToken.None
        );
        var journal = new StoreJournal(run, name, tables, leases);
        while (!isOver())
        {
            var deal = await grain.DealAsync(new DealOrder(name, "model", InFlight));
            if (deal.Requests.Length == 0)
            {
                await Task.Delay(100);
                continue;
            }

            await Task.WhenAll(deal.Requests.Select(dealt => AskAsync(dealt, leases, budget, journal)));
            count(deal.Requests.Length);
        }
    }

    private static async Task AskAsync(DealtRequest dealt, Leases leases, StoreBudget budget, StoreJournal journal)
    {
        var prompt = JsonSerializer.Deserialize(dealt.Prompt, LogJson.Default.PromptLine)!.ToPrompt();
        var request = FleetLine.Read(dealt.Line, "model", prompt);
        Assert.That(leases.TryTake(request, dealt), Is.True);
        var attempt = new AttemptKey(request, 1);
        Assert.That((await budget.ReserveAsync(attempt, 0.01m, CancellationToken.None)).IsGranted, Is.True);
        budget.Settle(attempt, 0.01m, 0.005m);
        await journal.AppendAsync(Samples.Response(request), prompt, CancellationToken.None);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number)
            ? number
            : otherwise;
}
