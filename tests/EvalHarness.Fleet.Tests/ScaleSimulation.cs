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
/// Where a store saturates: workers whose models answer at once, through the grains and statements that real ones use, while a run hands
/// requests in and reads answers. How many is said by variables, as src/EvalHarness.Fleet/README.md has them.
/// </summary>
[TestFixture, Explicit("a measurement of minutes, no test")]
internal sealed class ScaleSimulation
{
    private const int InFlight = 8;
    private const int Handed = 1000;

    /// <summary>So many requests a run has with its fleet at a time.</summary>
    private const long WithFleet = 8192;

    [Test]
    public async Task The_rate_at_which_a_store_saturates()
    {
        int requests = Number("EVALHARNESS_SIMULATED", 100_000);
        int workers = Number("EVALHARNESS_WORKERS", 200);
        int earlier = Number("EVALHARNESS_EARLIER", 0);
        bool isBounded = Number("EVALHARNESS_BOUNDED", 0) != 0;
        using var postgres = Postgres.Start(isDurable: true);
        await using var store = await FleetStore.OpenAsync(
            postgres.Create("scale") + "?maximum pool size=100",
            _ => { },
            CancellationToken.None
        );
        using var fatal = new FatalErrors(_ => { });
        var options = new FleetWorkerOptions("") { Host = "127.0.0.1", Port = Postgres.FreePort() };
        using var host = WorkerHost.Make(options, store, fatal);
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var runs = new RunTables(store);
        int run = await runs.OpenAsync(
            Samples.Work("scale/run") with
            {
                Usd = isBounded ? 1_000_000 : null,
            },
            CancellationToken.None
        );
        FillIn(postgres, run, earlier);
        long bytes = BytesOf(postgres);
        long first = await runs.LastAnswerAsync(run, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var before = (Own: Process.GetCurrentProcess().TotalProcessorTime, Store: postgres.ProcessorTime());

        long settled = 0;
        long read = 0;
        var handing = HandInAsync(store, run, requests, () => Interlocked.Read(ref read));
        var reading = ReadAsync(runs, run, first, requests, count => Interlocked.Add(ref read, count));
        await Task.WhenAll(
            Enumerable
                .Range(0, workers)
                .Select(number =>
                    WorkAsync(
                        FormattableString.Invariant($"worker-{number}"),
                        new WorkTables(store),
                        grains.GetGrain<IRunGrain>(run),
                        run,
                        count => Interlocked.Add(ref settled, count),
                        () => Interlocked.Read(ref settled) >= requests
                    )
                )
        );
        await Task.WhenAll(handing, reading);

        double seconds = watch.Elapsed.TotalSeconds;
        double own = (Process.GetCurrentProcess().TotalProcessorTime - before.Own).TotalSeconds;
        double its = (postgres.ProcessorTime() - before.Store).TotalSeconds;
        TestContext.Progress.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{workers} workers, {requests:N0} requests beside {earlier:N0} earlier ones{(isBounded ? ", with a budget" : "")}: {requests / seconds:N0} a second; CPU of a request: {its / requests * 1e6:N0} us of the store, {own / requests * 1e6:N0} us of all workers and the run; {(BytesOf(postgres) - bytes) / requests:N0} bytes in the store"
            )
        );
        Assert.That(postgres.Read("scale", "SELECT count(*) FROM answers"), Is.EqualTo((long)requests + earlier));
        Assert.That(postgres.Read("scale", "SELECT sent FROM spending"), Is.EqualTo((long)requests));
        await host.StopAsync();
    }

    /// <summary>
    /// Requests that were answered earlier, so that the tables are as large as they are at the end of a long run. Their keys and
    /// indexes are made once all rows are there: one by one, ten million would take an hour.
    /// </summary>
    private static void FillIn(Postgres postgres, int run, int earlier)
    {
        if (earlier == 0)
        {
            return;
        }

        string some = FormattableString.Invariant($"generate_series(1, {earlier}) AS i");
        postgres.Execute(
            "scale",
            $"""
            SET synchronous_commit = off;
            SET maintenance_work_mem = '1GB';
            DO $fill$
            DECLARE
              tables oid[] := ARRAY['prompts', 'requests', 'answers']::regclass[]::oid[];
              drops text[];
              makes text[];
              one text;
            BEGIN
              SELECT array_agg(d), array_agg(m) INTO drops, makes FROM (
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS d,
                  format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS m
                FROM pg_constraint WHERE contype = 'p' AND conrelid = ANY (tables)
                UNION ALL
                SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
                FROM pg_index WHERE NOT indisprimary AND indrelid = ANY (tables)
              ) AS keys;
              FOREACH one IN ARRAY drops LOOP EXECUTE one; END LOOP;
              INSERT INTO prompts SELECT {run}, md5('p' || i), repeat(md5(i::text), 6) FROM {some};
              INSERT INTO requests (run, key, model, prompt, line, state, token, attempt, settled)
              SELECT {run}, md5(i::text)::uuid, 'model', md5('p' || i), repeat(md5(i::text), 12), 2, 1, 1, 1 FROM {some};
              INSERT INTO answers (run, key, token, worker, line, is_failed)
              SELECT {run}, md5(i::text)::uuid, 1, 'worker', repeat(md5(i::text), 15), false FROM {some};
              FOREACH one IN ARRAY makes LOOP EXECUTE one; END LOOP;
            END $fill$
            """
        );
        postgres.Execute("scale", "VACUUM ANALYZE");
    }

    private static long BytesOf(Postgres postgres) =>
        Convert.ToInt64(
            postgres.Read(
                "scale",
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'evalharness'::regnamespace AND relkind = 'r'"
            ),
            CultureInfo.InvariantCulture
        );

    private static async Task HandInAsync(FleetStore store, int run, int requests, Func<long> read)
    {
        for (int first = 0; first < requests; first += Handed)
        {
            while (first + Handed - read() > WithFleet)
            {
                await Task.Delay(5);
            }

            await Samples.HandInAsync(
                store,
                run,
                [.. Enumerable.Range(first, Math.Min(Handed, requests - first)).Select(Samples.Request)]
            );
        }
    }

    private static async Task ReadAsync(RunTables runs, int run, long last, int requests, Action<int> count)
    {
        var gaps = new Clients.Gaps(last);
        for (int seen = 0; seen < requests; )
        {
            var came = await runs.AnswersAfterAsync(run, gaps.Last, Handed, CancellationToken.None);
            gaps.Note(came.Select(one => one.Place), Environment.TickCount64);
            int found = came.Count;
            if (came.Count < Handed)
            {
                await Task.Delay(100);
                var late = await runs.AnswersAtAsync(run, gaps.Open(Environment.TickCount64), CancellationToken.None);
                gaps.Close(late.Select(one => one.Place));
                found += late.Count;
            }

            seen += found;
            count(found);
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
            name,
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
        budget.Settle(attempt, 0.01m, 0.005m, isAnswered: true);
        await journal.AppendAsync(Samples.Response(request), prompt, CancellationToken.None);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number)
            ? number
            : otherwise;
}
