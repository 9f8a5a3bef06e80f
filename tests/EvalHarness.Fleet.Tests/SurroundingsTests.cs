using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>What a fleet loses and asks again when clocks, networks and disks fail around it; with real processes and a server that counts.</summary>
[TestFixture]
internal sealed class SurroundingsTests
{
    [TestCase("-3600", "+3600")]
    [TestCase("+3600", "-3600")]
    public async Task Clocks_two_hours_apart_change_neither_leases_nor_the_times_of_the_log(string first, string second)
    {
        using var setup = new FleetSetup(delayMilliseconds: 300);
        var one = await setup.WorkerAsync("one", variables: Clock(first));
        var other = await setup.WorkerAsync("other", variables: Clock(second));

        using var run = setup.Run();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(setup.Server.AskedAgain, Is.Zero);
        Assert.That(setup.Server.Keys.Keys, Has.Count.EqualTo(2), () => one.Said + other.Said);
        Assert.That(
            setup.Journal().Select(AnsweredAt),
            Is.All.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(10)),
            "the log has the store's time"
        );
        Assert.That(one.Said + other.Said, Does.Not.Contain("given this one up"));
    }

    [Test]
    public async Task A_worker_that_is_cut_off_from_the_store_brings_what_it_had_once_it_is_joined()
    {
        using var setup = new FleetSetup(delayMilliseconds: 500);
        using var line = new CutLine(setup.Postgres.Port);
        var cut = await setup.WorkerAsync(
            "cut",
            store: FormattableString.Invariant($"postgres://fleet@127.0.0.1:{line.Port}/{setup.Database}")
        );
        await setup.WorkerAsync("near");
        setup.Server.Hold("key-of-cut");
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server is { Held: > 0, Asked.Count: > 16 }, () => run.Said);

        line.Cut();
        await FleetSetup.UntilAsync(() => setup.Count("possibly_twice FROM spending") > 0, () => run.Said + cut.Said);
        setup.Server.Release();
        line.Join();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said + cut.Said);
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(setup.Server.AskedAgain, Is.InRange(1, 4), "what was in flight when it was cut, and nothing else");
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(setup.Count("possibly_twice FROM spending")));
    }

    [Test]
    public async Task A_store_that_is_full_is_waited_for_and_loses_nothing()
    {
        using var postgres = Postgres.Start(megabytes: 200);
        using var setup = new FleetSetup(postgres, samples: 1500, delayMilliseconds: 50);
        var worker = await setup.WorkerAsync("a", margin: 30);
        await setup.WorkerAsync("b", margin: 30);
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server.Asked.Count > 50, () => run.Said);

        postgres.Fill();
        await FleetSetup.UntilAsync(
            () => worker.Said.Contains("the store is away", StringComparison.Ordinal),
            () => worker.Said
        );
        postgres.MakeRoom();

        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said + worker.Said);
        Assert.That(setup.Journal(), Has.Length.EqualTo(1500));
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(setup.Count("possibly_twice FROM spending")));
        Assert.That(worker.Said, Does.Contain("the store is back"));
    }

    private static DateTimeOffset AnsweredAt(string line)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return json.RootElement.GetProperty("at").GetDateTimeOffset();
    }

    /// <summary>A clock that is so many seconds off.</summary>
    private static Dictionary<string, string> Clock(string off)
    {
        string? library = Directory.Exists("/usr/lib")
            ? Directory
                .EnumerateDirectories("/usr/lib", "faketime")
                .Concat(
                    Directory
                        .EnumerateDirectories("/usr/lib", "*-linux-gnu")
                        .Select(one => Path.Combine(one, "faketime"))
                )
                .Select(one => Path.Combine(one, "libfaketime.so.1"))
                .FirstOrDefault(File.Exists)
            : null;
        Assume.That(library, Is.Not.Null, "faketime is not installed");
        return new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library!,
            ["FAKETIME"] = off,
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
    }
}
