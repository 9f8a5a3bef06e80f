using System.Text.Json.Nodes;
using EvalHarness.Conclusions;
using EvalHarness.Runs.Shards;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Shards;

/// <summary>What is no part of one plan is refused with what is wrong, and where.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RefusedShardTests
{
    [TestCase("count", "they differ in the number of shards, 3 and 2")]
    [TestCase("seed", "the seed, 8 and 7; the text of the suite, or of a file it includes")]
    [TestCase("data", "the contents of 'data.csv'")]
    [TestCase("gates", "the text of the suite, or of a file it includes")]
    [TestCase("model", "what model 'ours' is")]
    public async Task Shards_of_another_plan_are_refused_with_what_differs(string what, string difference)
    {
        var setup = new ShardedSetup();
        await setup.RunAsync("one", 1, 2);
        switch (what)
        {
            case "seed":
                setup.Write(seed: "8");
                break;
            case "data":
                setup.WriteData(also: "s99,headline 99,good,firm 1\n");
                break;
            case "gates":
                setup.Write(gates: "accuracy, better_than: commonest");
                break;
        }

        var options = setup.In("two") with { Shard = new Shard(2, what == "count" ? 3 : 2) };
        if (what == "model")
        {
            options.Models["ours"] = new ScriptedClient(_ => "good", "another-model");
        }

        await setup.RunAsync(options);

        Assert.That(
            await ShardedSetup.RefusedAsync(() => setup.MergeAsync("merged", "one", "two")),
            Does.StartWith(setup.PathOf("two")).And.Contains(difference).And.EndsWith("expected shards of one plan")
        );
    }

    [Test]
    public async Task A_run_in_one_piece_a_folder_without_shards_and_none_are_told()
    {
        var setup = new ShardedSetup();
        var whole = await setup.RunAsync(setup.In("whole"));
        Directory.CreateDirectory(setup.PathOf("empty"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await ToldAsync(whole.Folder.Path),
                Does.Contain(": a run in one piece; expected runs of shards")
            );
            Assert.That(
                await ToldAsync(setup.PathOf("whole")),
                Does.Contain(": a folder without runs of shards; expected")
            );
            Assert.That(
                await ToldAsync(setup.PathOf("empty")),
                Does.Contain(": a folder without runs of shards; expected")
            );
            Assert.That(await ToldAsync(setup.PathOf("absent")), Does.Contain(": no such folder; expected"));
        }

        Task<string> ToldAsync(string path) =>
            ShardedSetup.RefusedAsync(() => MergedRun.MakeAsync([path], setup.In("merged")));
    }

    [Test]
    public async Task A_broken_line_of_a_shard_is_told_where_it_stands_and_nothing_is_merged()
    {
        var setup = new ShardedSetup();
        await setup.RunAsync("one", 1, 2);
        string broken = (await setup.RunAsync("two", 2, 2)).Folder.ResponsesFile;
        string[] lines = await File.ReadAllLinesAsync(broken);
        lines[2] = lines[2][..20];
        await File.WriteAllLinesAsync(broken, lines);

        string told = await ShardedSetup.RefusedAsync(() => setup.MergeAsync("merged", "one", "two"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Does.StartWith($"{broken}:3:").And.Contains("a broken line"));
            Assert.That(
                Directory.GetDirectories(setup.PathOf("merged/split/tone")).Select(Path.GetFileName),
                Is.SubsetOf(new[] { ".draft" })
            );
        }
    }

    [Test]
    public async Task More_shards_than_clusters_are_refused()
    {
        var setup = new ShardedSetup();
        Assert.That(
            await ShardedSetup.RefusedAsync(() => setup.RunAsync("parts", 1, 9)),
            Does.EndWith(
                "suite.yaml: 9 shards of samples that lie in 8 clusters, or alone; expected at most 8 shards: a cluster is never divided"
            )
        );
    }

    [Test]
    public async Task A_shard_and_a_run_that_stops_early_do_not_go_together()
    {
        var setup = new ShardedSetup();
        Assert.That(
            await ShardedSetup.RefusedAsync(() =>
                setup.RunAsync(setup.In("parts") with { Shard = new Shard(1, 2), Looks = 3 })
            ),
            Does.Contain("shard 1/2 of a run that stops when all is decided")
        );
    }

    [TestCase("{}")]
    [TestCase("{\"count\":2,\"held\":[],\"plan_hash\":\"a\",\"samples\":{}}")]
    [TestCase("{\"count\":2,\"held\":[1],\"plan_hash\":\"a\",\"samples\":null}")]
    public async Task A_header_that_does_not_say_which_part_it_is_is_none(string shards)
    {
        var setup = new ShardedSetup();
        var run = await setup.RunAsync("one", 1, 2);
        var header = JsonNode.Parse(await File.ReadAllTextAsync(run.Folder.HeaderFile))!;
        header["shards"] = JsonNode.Parse(shards);
        await File.WriteAllTextAsync(run.Folder.HeaderFile, header.ToJsonString());

        Assert.That(
            await ShardedSetup.RefusedAsync(() => setup.MergeAsync("merged", "one")),
            Does.EndWith("run.json: a header of no run; expected the run.json of a run")
        );
    }
}
