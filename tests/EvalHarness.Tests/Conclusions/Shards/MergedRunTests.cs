using System.Text.RegularExpressions;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Logs;
using EvalHarness.Reports.Headlines;
using EvalHarness.Runs;
using EvalHarness.Runs.Shards;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Shards;

/// <summary>Runs of shards, merged, are the run in one piece; a part says that it is one.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class MergedRunTests
{
    [Test]
    public async Task Merged_shards_are_the_run_in_one_piece_byte_for_byte()
    {
        var setup = new ShardedSetup();
        var whole = await setup.RunAsync(setup.In("whole"));
        for (int shard = 4; shard >= 1; shard--)
        {
            await setup.RunAsync("parts", shard, 4);
        }

        var merged = await setup.MergeAsync("merged", "parts");

        var expected = await ShardedSetup.ReadAsync(whole);
        var found = await ShardedSetup.ReadAsync(merged.Evaluation);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(merged.Missing, Is.Empty);
            Assert.That(merged.Notes, Is.Empty);
            Assert.That(merged.Evaluation.Folder.Id, Is.EqualTo(whole.Folder.Id));
            Assert.That(found.Keys, Is.EqualTo(expected.Keys).And.SupersetOf(new[] { "scores.jsonl", "labels.jsonl" }));
            foreach (var (file, text) in expected)
            {
                Assert.That(WithoutLines(found.GetValueOrDefault(file)), Is.EqualTo(WithoutLines(text)), file);
            }

            Assert.That(
                RunLog.ReadHeader(merged.Evaluation.Folder) with
                {
                    MergedFrom = null,
                },
                Is.EqualTo(RunLog.ReadHeader(whole.Folder)).Using<RunHeader, RunHeader>(SameButForStart)
            );
        }
    }

    [Test]
    public async Task What_was_asked_of_the_shards_together_is_what_the_run_in_one_piece_asks()
    {
        var setup = new ShardedSetup();
        await setup.RunAsync(setup.In("whole"));
        string[] whole = [.. setup.Client.Asked.Order(StringComparer.Ordinal)];

        for (int shard = 1; shard <= 5; shard++)
        {
            await setup.RunAsync($"part{shard}", shard, 5);
        }

        string[] parts = [.. setup.Client.Asked.Skip(whole.Length).Order(StringComparer.Ordinal)];
        Assert.That(parts, Is.EqualTo(whole), "repeats too");
    }

    [Test]
    public async Task Clusters_stay_together_and_are_the_same_in_all_tasks()
    {
        var setup = new ShardedSetup();
        var firms = new List<string?>();
        for (int shard = 1; shard <= 3; shard++)
        {
            var run = await setup.RunAsync($"part{shard}", shard, 3);
            var own = run
                .Scores.Tasks.Select(task => task.Samples.Select(sample => sample.Cluster).ToHashSet())
                .ToArray();
            Assert.That(own[1], Is.EquivalentTo(own[0]));
            firms.AddRange(own[0]);
        }

        Assert.That(firms, Is.Unique.And.Count.EqualTo(8));
    }

    [Test]
    public async Task A_part_says_what_it_is_and_decides_no_gate()
    {
        var setup = new ShardedSetup();
        await setup.RunAsync("parts", 1, 4);
        await setup.RunAsync("parts", 3, 4);

        var part = await setup.MergeAsync("merged", "parts");

        int samples = part.Evaluation.Scores.Tasks.Sum(task => task.Samples.Length);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(part.Missing, Is.EqualTo(new[] { 2, 4 }));
            Assert.That(part.Evaluation.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(
                part.Evaluation.Gates.Single().Reason,
                Is.EqualTo(new GateReason.PartOfPlan(part.Evaluation.Scores.Header.Shards!))
            );
            Assert.That(
                Headline.Of(part.Evaluation.Comparison).Slots[0].Text.ToString(),
                Is.EqualTo($"Shards 1 and 3 of 4: {samples} of 120 samples.")
            );
            Assert.That(
                part.Evaluation.Notes.Select(note => note.Text),
                Has.Some.StartsWith($"The run is shards 1 and 3 of 4: {samples} of 120 samples")
            );
            Assert.That(
                await ShardedSetup.RefusedAsync(() => part.Evaluation.SaveBaselineAsync()),
                Does.EndWith("shards 1 and 3 of 4; expected a run of all samples")
            );
        }
    }

    [Test]
    public async Task A_part_that_was_merged_before_is_merged_again_with_the_rest()
    {
        var setup = new ShardedSetup();
        var whole = await setup.RunAsync(setup.In("whole"));
        await setup.RunAsync("early", 1, 3);
        await setup.RunAsync("early", 3, 3);
        await setup.MergeAsync("part", "early");
        await setup.RunAsync("late", 2, 3);

        var merged = await setup.MergeAsync("merged", "part", "late");

        Assert.That(
            await File.ReadAllTextAsync(merged.Evaluation.Folder.ScoresFile),
            Is.EqualTo(await File.ReadAllTextAsync(whole.Folder.ScoresFile))
        );
    }

    [Test]
    public async Task What_was_merged_before_is_left_where_the_shards_themselves_are_at_hand()
    {
        var setup = new ShardedSetup();
        await setup.RunAsync("results", 1, 3);
        await setup.RunAsync("results", 2, 3);
        var part = await setup.MergeAsync("results", "results");
        await setup.RunAsync("results", 3, 3);

        var merged = await setup.MergeAsync("results", "results");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(merged.Missing, Is.Empty);
            Assert.That(
                merged.Notes.Single(),
                Does.StartWith($"{part.Evaluation.Folder.Path}: left out, shards 1 and 2 of 3 is taken from ")
            );
        }
    }

    [Test]
    public async Task A_shard_that_ran_twice_changes_nothing_and_is_told()
    {
        var setup = new ShardedSetup();
        var whole = await setup.RunAsync(setup.In("whole"));
        await setup.RunAsync("one", 1, 2);
        await setup.RunAsync("two", 2, 2);
        await setup.RunAsync(setup.In("again", 10) with { Shard = new Shard(1, 2) });

        var merged = await setup.MergeAsync("merged", "one", "two", "again");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                merged.Notes.Single(),
                Does.StartWith(setup.PathOf("one")).And.Contains(": left out, shard 1 of 2")
            );
            Assert.That(
                await File.ReadAllTextAsync(merged.Evaluation.Folder.ScoresFile),
                Is.EqualTo(await File.ReadAllTextAsync(whole.Folder.ScoresFile))
            );
        }
    }

    [Test]
    public async Task A_finished_run_of_a_shard_goes_before_one_that_stopped()
    {
        var setup = new ShardedSetup();
        using var stop = new CancellationTokenSource();
        setup.Client.OnAsked = count =>
        {
            if (count == 10)
            {
                stop.Cancel();
            }
        };
        await setup.RunAsync(setup.In("stopped", 11) with { Shard = new Shard(1, 2), Drain = stop.Token });
        setup.Client.OnAsked = null;
        await setup.RunAsync("done", 1, 2);
        await setup.RunAsync("done", 2, 2);

        var merged = await setup.MergeAsync("merged", "stopped", "done");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RunLog.ReadHeader(merged.Evaluation.Folder).IsFinished);
            Assert.That(merged.Notes.Single(), Does.StartWith(setup.PathOf("stopped")));
        }
    }

    [Test]
    public async Task A_shard_that_stopped_and_went_on_changes_nothing_and_pays_nothing_twice()
    {
        var setup = new ShardedSetup();
        var whole = await setup.RunAsync(setup.In("whole"));
        int asked = setup.Client.Asked.Count;
        using var stop = new CancellationTokenSource();
        setup.Client.OnAsked = count =>
        {
            if (count == asked + 10)
            {
                stop.Cancel();
            }
        };
        var options = setup.In("one") with { Shard = new Shard(1, 2) };
        var stopped = await setup.RunAsync(options with { Drain = stop.Token });
        setup.Client.OnAsked = null;
        var resumed = await setup.RunAsync(options);
        await setup.RunAsync("two", 2, 2);

        var merged = await setup.MergeAsync("merged", "one", "two");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(resumed.Folder, Is.EqualTo(stopped.Folder));
            Assert.That(setup.Client.Asked, Has.Count.EqualTo(2 * asked));
            Assert.That(
                await File.ReadAllTextAsync(merged.Evaluation.Folder.ScoresFile),
                Is.EqualTo(await File.ReadAllTextAsync(whole.Folder.ScoresFile))
            );
        }
    }

    [Test]
    public async Task The_suite_goes_on_where_its_merged_shards_were_stopped()
    {
        var setup = new ShardedSetup();
        await setup.RunAsync(setup.In("whole"));
        int asked = setup.Client.Asked.Count;
        using var stop = new CancellationTokenSource();
        setup.Client.OnAsked = count =>
        {
            if (count == asked + 10)
            {
                stop.Cancel();
            }
        };
        await setup.RunAsync(setup.In("parts") with { Shard = new Shard(1, 2), Drain = stop.Token });
        setup.Client.OnAsked = null;
        await setup.RunAsync("parts", 2, 2);
        var merged = await setup.MergeAsync("merged", "parts");

        var run = await setup.RunAsync(setup.In("merged") with { Run = new RunOptions { UseCache = false } });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Folder, Is.EqualTo(merged.Evaluation.Folder));
            Assert.That(setup.Client.Asked, Has.Count.EqualTo(2 * asked), "nothing that was answered before");
            Assert.That(run.Scores.Header.IsFinished);
        }
    }

    [Test]
    public async Task Merging_the_same_again_finds_what_was_merged()
    {
        var setup = new ShardedSetup();
        await setup.RunAsync("parts", 1, 2);
        await setup.RunAsync("parts", 2, 2);

        var first = await setup.MergeAsync("merged", "parts");
        var second = await setup.MergeAsync("merged", "parts");

        Assert.That(second.Evaluation.Folder, Is.EqualTo(first.Evaluation.Folder));
    }

    [Test]
    public async Task A_torn_last_line_of_a_shard_that_was_killed_is_passed_over()
    {
        var setup = new ShardedSetup();
        await setup.RunAsync("one", 1, 2);
        string torn = (await setup.RunAsync("two", 2, 2)).Folder.ResponsesFile;
        await File.AppendAllTextAsync(torn, "{\"request\":\"a\",\"task\":\"to");

        var merged = await setup.MergeAsync("merged", "one", "two");

        Assert.That(
            (await File.ReadAllLinesAsync(merged.Evaluation.Folder.ResponsesFile)).Length,
            Is.EqualTo(merged.Evaluation.Scores.Header.MergedFrom!.Value.Sum(run => run.Answers))
        );
    }

    [Test]
    public async Task A_part_is_none_of_the_earlier_runs_that_gates_look_back_to()
    {
        var setup = new ShardedSetup();
        setup.Write(gates: "accuracy, not_worse_than: { last: 2 }");
        await setup.RunAsync("results", 1, 2);

        var later = await setup.RunAsync(setup.In("results", hour: 12));

        Assert.That(later.Earlier, Is.Empty);
    }

    /// <summary>A page without its packed details, which name lines of the journal: answers arrive in another order.</summary>
    private static string WithoutLines(string? text) => Details().Replace(text ?? "", "");

    [GeneratedRegex("(?<=id=\"t[0-9]+-x[0-9]+\">)[A-Za-z0-9+/=]+")]
    private static partial Regex Details();

    private static bool SameButForStart(RunHeader one, RunHeader two) =>
        (one.Id, one.PlanHash, one.IsFinished, one.Shards, one.SuiteHash, one.Machine, one.GitCommit)
            == (two.Id, two.PlanHash, two.IsFinished, two.Shards, two.SuiteHash, two.Machine, two.GitCommit)
        && one.Tasks.Select(task => (task.Name, task.Samples, task.Hash))
            .SequenceEqual(two.Tasks.Select(task => (task.Name, task.Samples, task.Hash)));
}
