using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>What a fleet loses, asks again and spends when machines, stores and programs fail; with real processes and a server that counts.</summary>
[TestFixture]
internal sealed class FaultTests
{
    [Test]
    public async Task Three_workers_ask_everything_once_and_the_keys_stay_theirs()
    {
        using var setup = new FleetSetup();
        await setup.WorkerAsync("a");
        await setup.WorkerAsync("b");
        await setup.WorkerAsync("c");

        using var run = setup.Run();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(
            setup.Server.Asked,
            Has.Count.EqualTo(80).And.All.Matches<KeyValuePair<string, int>>(one => one.Value == 1)
        );
        Assert.That(
            setup.Server.Keys.Keys,
            Has.Some.EndsWith("key-of-a").And.Some.EndsWith("key-of-b").And.Some.EndsWith("key-of-c")
        );
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(setup.Count("count(*) FROM runs WHERE models LIKE '%sk-test%'"), Is.Zero, "the store holds no key");
        Assert.That(setup.Count("reserved_usd FROM spending"), Is.Zero, "all that was set aside is settled");
    }

    [Test]
    public async Task A_killed_worker_loses_no_answer_and_what_it_had_in_flight_is_asked_again_and_counted()
    {
        using var setup = new FleetSetup(delayMilliseconds: 500);
        var killed = await setup.WorkerAsync("killed");
        await setup.WorkerAsync("stays");
        setup.Server.Hold("key-of-killed");
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server is { Held: > 0, Asked.Count: > 16 }, () => run.Said);

        killed.Signal("KILL");

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(setup.Server.Asked, Has.Count.EqualTo(80));
        Assert.That(setup.Server.AskedAgain, Is.InRange(1, 4), "what was in flight, and nothing else");
        Assert.That(setup.Count("possibly_twice FROM spending"), Is.EqualTo(setup.Server.AskedAgain));
        Assert.That(run.Said, Does.Contain("may have been paid twice"));
    }

    [Test]
    public async Task A_frozen_worker_that_thaws_sends_nothing_that_others_ask_now_and_joins_them_again()
    {
        using var setup = new FleetSetup(delayMilliseconds: 500);
        var frozen = await setup.WorkerAsync("frozen");
        await setup.WorkerAsync("awake");
        setup.Server.Hold("key-of-frozen");
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server is { Held: > 0, Asked.Count: > 16 }, () => run.Said);

        frozen.Signal("STOP");
        await FleetSetup.UntilAsync(() => setup.Count("possibly_twice FROM spending") > 0, () => run.Said);
        setup.Server.Release();
        frozen.Signal("CONT");

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(setup.Count("possibly_twice FROM spending")));
        await FleetSetup.IsAmongThemAsync(frozen);
    }

    [Test]
    public async Task A_worker_that_was_frozen_alone_goes_on_with_all_that_it_had()
    {
        using var setup = new FleetSetup(samples: 40, delayMilliseconds: 500, timeoutSeconds: 2);
        var frozen = await setup.WorkerAsync("alone", margin: 1);
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server.Asked.Count > 10, () => run.Said);

        frozen.Signal("STOP");
        await Task.Delay(5000);
        frozen.Signal("CONT");

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said + frozen.Said);
        Assert.That(setup.Journal(), Has.Length.EqualTo(40));
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(4), "what was in flight");
    }

    [Test]
    public async Task A_worker_that_is_told_to_go_brings_what_it_has_in_flight_and_gives_the_rest_back()
    {
        using var setup = new FleetSetup(delayMilliseconds: 500);
        var going = await setup.WorkerAsync("going");
        await setup.WorkerAsync("stays");
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server.Asked.Count > 16, () => run.Said);

        going.Signal("TERM");

        Assert.That(await going.EndAsync(30), Is.Zero, () => going.Said);
        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Server.AskedAgain, Is.Zero);
        Assert.That(setup.Count("possibly_twice FROM spending"), Is.Zero);
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
    }

    [Test]
    public async Task A_killed_run_goes_on_where_it_was_and_asks_nothing_twice()
    {
        using var setup = new FleetSetup(delayMilliseconds: 300);
        await setup.WorkerAsync("a");
        await setup.WorkerAsync("b");
        using (var killed = setup.Run())
        {
            await FleetSetup.UntilAsync(() => setup.Server.Asked.Count > 24, () => killed.Said);
            killed.Signal("KILL");
        }

        using var run = setup.Run();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Server.AskedAgain, Is.Zero);
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(Directory.GetDirectories(Path.Combine(setup.Results, "shares")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task An_interrupted_run_takes_back_what_was_not_sent()
    {
        using var setup = new FleetSetup(delayMilliseconds: 300);
        await setup.WorkerAsync("a");
        using (var interrupted = setup.Run())
        {
            await FleetSetup.UntilAsync(() => setup.Server.Asked.Count > 20, () => interrupted.Said);
            interrupted.Signal("INT");
            Assert.That(await interrupted.EndAsync(30), Is.EqualTo(130), () => interrupted.Said);
        }

        int asked = setup.Server.Asked.Count;
        await Task.Delay(1500);
        Assert.That(setup.Server.Asked, Has.Count.EqualTo(asked), "nobody goes on asking");
        Assert.That(setup.Journal(), Has.Length.EqualTo(asked));

        using var run = setup.Run();
        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Server.AskedAgain, Is.Zero);
    }

    [Test]
    public async Task A_store_that_is_started_again_loses_nothing()
    {
        using var postgres = Postgres.Start();
        using var setup = new FleetSetup(postgres, delayMilliseconds: 300);
        var worker = await setup.WorkerAsync("a");
        await setup.WorkerAsync("b");
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server.Asked.Count > 16, () => run.Said);

        postgres.Stop();
        await Task.Delay(2000);
        postgres.Begin();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(setup.Count("possibly_twice FROM spending")));
        Assert.That(worker.Said, Does.Contain("the store is away").And.Contain("the store is back"));
    }

    [Test]
    public async Task A_budget_is_kept_by_all_workers_together()
    {
        // An answer costs 0.11 dollars; the worst that a request is reckoned with is more.
        using var setup = new FleetSetup(delayMilliseconds: 50, extra: "budget: { usd: 5 }");
        await setup.WorkerAsync("a");
        await setup.WorkerAsync("b");

        using var run = setup.Run();
        await run.EndAsync();

        Assert.That(
            setup.Count("count(*) FROM spending WHERE spent_usd <= 5 AND reserved_usd = 0"),
            Is.EqualTo(1),
            () => run.Said
        );
        Assert.That(setup.Server.Asked.Count * 0.11, Is.LessThanOrEqualTo(5.0).And.GreaterThan(3.0));
        Assert.That(run.Said, Does.Contain("budget of 5 USD"));
        Assert.That(setup.Server.AskedAgain, Is.Zero);
    }

    [Test]
    public async Task Requests_at_a_time_of_a_server_are_shared_by_all_workers()
    {
        // Who comes first has all of it until its part is renewed: the run must outlast that.
        using var setup = new FleetSetup(samples: 300, delayMilliseconds: 100);
        string suite = Path.Combine(setup.Folder, "suite.yaml");
        File.AppendAllText(suite, $"\nendpoints:\n  http://127.0.0.1:{setup.Server.Port}: {{ in_flight: 3 }}\n");
        await setup.WorkerAsync("a");
        await setup.WorkerAsync("b");

        using var run = setup.Run();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Server.Peak, Is.LessThanOrEqualTo(3));
        Assert.That(setup.Server.Keys.Keys, Has.Count.EqualTo(2), "both had their part");
    }

    [Test]
    public async Task A_run_of_another_build_is_left_alone_and_says_what_it_waits_for()
    {
        using var setup = new FleetSetup(samples: 20);
        var worker = await setup.WorkerAsync("a");
        setup.Postgres.Execute(
            setup.Database,
            "INSERT INTO runs (name, models, version, uses_cache) VALUES ('other/run', 'models: {}', 'another', true)"
        );

        await FleetSetup.UntilAsync(
            () => worker.Said.Contains("left alone", StringComparison.Ordinal),
            () => worker.Said
        );
        using var run = setup.Run();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(
            setup.Count("count(*) FROM hands h JOIN runs r ON r.id = h.run WHERE r.name = 'other/run'"),
            Is.Zero
        );
    }
}
