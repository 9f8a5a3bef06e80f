using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>Workers in networks of their own that are cut apart and joined; with real processes and a server that counts.</summary>
[TestFixture]
internal sealed class PartitionTests
{
    [Test]
    public async Task A_worker_whose_network_is_pulled_loses_nothing_and_joins_again_by_itself()
    {
        using var cells = NetworkCells.Open();
        using var setup = new FleetSetup(samples: 500, delayMilliseconds: 500, host: cells.Host);
        using var line = new CutLine(setup.Postgres.Port, cells.Host);
        ToolProcess[] workers = [.. await StartAsync(setup, cells, line, 3)];
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => IsBusy(setup, "w1"), () => run.Said);

        cells.Cut(1);
        await FleetSetup.UntilAsync(
            () => setup.Count("possibly_twice FROM spending") > 0,
            () => run.Said + workers[1].Said
        );
        cells.Join(1);

        Assert.That(await run.EndAsync(), Is.Zero, () => Said(run, workers));
        Assert.That(setup.Journal(), Has.Length.EqualTo(500));
        Assert.That(setup.Server.AskedAgain, Is.InRange(1, 4), "what was in flight when it was cut, and nothing else");
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(Told(setup)), () => Said(run, workers));
        await FleetSetup.IsAmongThemAsync(workers[1]);
    }

    [Test]
    public async Task A_cut_that_is_shorter_than_a_lease_loses_nothing_and_its_retries_are_told()
    {
        using var cells = NetworkCells.Open();
        using var setup = new FleetSetup(delayMilliseconds: 500, host: cells.Host);
        using var line = new CutLine(setup.Postgres.Port, cells.Host);
        ToolProcess[] workers = [.. await StartAsync(setup, cells, line, 2)];
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => IsBusy(setup, "w1"), () => run.Said);

        cells.Cut(1);
        // Longer than an attempt, five seconds, and shorter than a lease.
        await Task.Delay(TimeSpan.FromSeconds(6));
        cells.Join(1);

        Assert.That(await run.EndAsync(), Is.Zero, () => Said(run, workers));
        Assert.That(setup.Journal(), Has.Length.EqualTo(80));
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(4).And.LessThanOrEqualTo(Told(setup)));
    }

    [Test]
    public async Task Workers_that_reach_the_store_and_not_each_other_go_on_and_lose_nothing()
    {
        using var cells = NetworkCells.Open();
        using var setup = new FleetSetup(samples: 1200, delayMilliseconds: 500, host: cells.Host);
        using var line = new CutLine(setup.Postgres.Port, cells.Host);
        ToolProcess[] workers = [.. await StartAsync(setup, cells, line, 3)];
        using var run = setup.Run();
        await FleetSetup.UntilAsync(() => setup.Server.Asked.Count > 20, () => run.Said);

        cells.Apart(true);
        bool isApart = !cells.Reaches(0, 1) && !cells.Reaches(1, 2);
        int before = setup.Server.Asked.Count;
        // Long enough for each to be taken for dead by the others.
        await Task.Delay(TimeSpan.FromSeconds(40));
        int meanwhile = setup.Server.Asked.Count - before;
        cells.Apart(false);

        Assert.That(await run.EndAsync(), Is.Zero, () => Said(run, workers));
        Assert.That(isApart, Is.True);
        Assert.That(cells.Reaches(0, 1), Is.True, "joined");
        Assert.That(meanwhile, Is.GreaterThan(200), "they went on without each other");
        Assert.That(setup.Journal(), Has.Length.EqualTo(1200));
        Assert.That(setup.Server.AskedAgain, Is.LessThanOrEqualTo(Told(setup)));
    }

    /// <summary>Whether a worker is in the midst of asking: it has calls in flight at any moment.</summary>
    private static bool IsBusy(FleetSetup setup, string worker) =>
        setup.Server.Keys.GetValueOrDefault($"Bearer sk-test-key-of-{worker}") > 8;

    /// <summary>How often something was asked again as the run tells: after a lost worker, or by the same worker after a failed attempt.</summary>
    private static long Told(FleetSetup setup) =>
        setup.Count("possibly_twice FROM spending")
        + setup
            .Journal()
            .Sum(line =>
            {
                using var json = JsonDocument.Parse(line);
                return json.RootElement.GetProperty("attempts").GetInt32() - 1;
            });

    private static async Task<ToolProcess[]> StartAsync(FleetSetup setup, NetworkCells cells, CutLine line, int count)
    {
        var workers = new ToolProcess[count];
        for (int i = 0; i < count; i++)
        {
            int cell = cells.Add();
            workers[i] = await setup.WorkerAsync(
                FormattableString.Invariant($"w{cell}"),
                store: FormattableString.Invariant($"postgres://fleet@{cells.Host}:{line.Port}/{setup.Database}"),
                host: cells.AddressOf(cell),
                within: cells.Within(cell)
            );
        }

        return workers;
    }

    private static string Said(ToolProcess run, ToolProcess[] workers) =>
        run.Said + string.Join("\n-- worker\n", workers.Select(worker => worker.Said));
}
