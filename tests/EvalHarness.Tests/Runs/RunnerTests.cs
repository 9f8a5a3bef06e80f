using CsCheck;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class RunnerTests
{
    [Test]
    public async Task A_run_leaves_a_folder_that_scores_alone()
    {
        await using var setup = new SuiteSetup();

        var result = await setup.RunAsync();
        await LogScorer.ScoreAsync(result.Folder, SuiteSetup.Catalog);
        var table = await ScoreTableReader.ReadAsync(result.Folder, SuiteSetup.Catalog);

        var task = table.Tasks.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Folder.Path, Does.Match(@"results/news/headlines/\d{8}-\d{6}-[0-9a-f]{8}$"));
            Assert.That(
                (result.Header.IsFinished, result.Header.EndedAt is null, result.Header.Id),
                Is.EqualTo((true, false, result.Folder.Id))
            );
            Assert.That(task.Samples.Select(s => s.Id), Is.EqualTo(Enumerable.Range(1, 12).Select(i => $"s{i}")));
            Assert.That(task.Models.Select(m => m.Name), Is.EqualTo(new[] { "served", "chance" }));
            Assert.That(task.Cells[0].Statistics[0].Chunk(2).Sum(s => s[0]), Is.EqualTo(6));
            Assert.That(task.Cells.SelectMany(c => c.Outcomes), Is.All.EqualTo(Outcome.Answered));
            Assert.That(RunLog.ReadHeader(result.Folder), Is.EqualTo(result.Header).UsingPropertiesComparer());
        }
    }

    [Test]
    public async Task A_second_run_begins_anew_and_sends_nothing()
    {
        await using var setup = new SuiteSetup();
        var first = await setup.RunAsync();

        var second = await setup.RunAsync();

        var kept = (await RunLog.ReadResponsesAsync(second.Folder).ToListAsync())
            .Where(r => r.Model == "served")
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Folder.Id, Is.Not.EqualTo(first.Folder.Id));
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(12));
            Assert.That(second.Models[0].Cached, Is.EqualTo(12));
            Assert.That(
                kept.Select(r => (r.Attempts, r.AnsweredAt is null)).Distinct(),
                Is.EqualTo(new[] { (0, false) })
            );
        }
    }

    [Test]
    public async Task Renaming_the_suite_and_reordering_its_data_ask_nothing_again_and_changing_the_prompt_asks_all()
    {
        await using var setup = new SuiteSetup();
        await setup.RunAsync();

        setup.Name = "other/name";
        setup.Write(12, Enumerable.Range(1, 12).Reverse());
        await setup.RunAsync();
        int afterRenaming = setup.Server.Requests.Count;
        setup.Prompt = "Is it bad news? {{text}}";
        await setup.RunAsync();

        Assert.That((afterRenaming, setup.Server.Requests.Count), Is.EqualTo((12, 24)));
    }

    [Test]
    public async Task Any_prefix_of_a_journal_and_what_is_asked_then_make_the_whole()
    {
        await using var setup = new SuiteSetup();
        var whole = await setup.RunAsync(new RunOptions { UseCache = false });
        byte[] journal = await File.ReadAllBytesAsync(whole.Folder.ResponsesFile);
        var expected = await IdsAsync(whole.Folder);

        await Gen.Int[0, journal.Length]
            .SampleAsync(
                async cut =>
                {
                    RunLog.WriteHeader(whole.Folder, whole.Header with { IsFinished = false, EndedAt = null });
                    await File.WriteAllBytesAsync(whole.Folder.ResponsesFile, journal[..cut]);
                    var had = await IdsAsync(whole.Folder);
                    int before = setup.Server.Requests.Count;

                    var resumed = await setup.RunAsync(new RunOptions { UseCache = false });

                    int asked = setup.Server.Requests.Count - before;
                    Assert.That(resumed.Folder.Id, Is.EqualTo(whole.Folder.Id));
                    Assert.That(await IdsAsync(resumed.Folder), Is.EqualTo(expected));
                    Assert.That(
                        asked,
                        Is.EqualTo(expected.Count(id => id.Model == "served") - had.Count(id => id.Model == "served"))
                    );
                    return true;
                },
                iter: 40,
                threads: 1
            );
    }

    [Test]
    public async Task Failures_are_not_asked_again_until_that_is_asked_for_and_then_nothing_else_is()
    {
        bool broken = true;
        await using var setup = new SuiteSetup(request =>
            broken && request.Body.Contains("number 3", StringComparison.Ordinal)
                ? FaultReply.Status(400, "{}")
                : FaultReply.Chat("positive")
        );
        var first = await setup.RunAsync();
        broken = false;

        var retried = await setup.RunAsync(new RunOptions { RetryFailed = true });

        var effective = await ScoreAsync(retried.Folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Models[0].Outcomes[Outcome.Failed], Is.EqualTo(1));
            Assert.That(retried.Folder, Is.EqualTo(first.Folder));
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(13));
            Assert.That(effective.Cells[0].Outcomes, Is.All.EqualTo(Outcome.Answered));
        }
    }

    [Test]
    public async Task Failures_are_never_served_from_the_cache()
    {
        bool broken = true;
        await using var setup = new SuiteSetup(request =>
            broken ? FaultReply.Status(500, "{}") : FaultReply.Chat("positive")
        );
        await setup.RunAsync();
        broken = false;
        int before = setup.Server.Requests.Count;

        var second = await setup.RunAsync();

        Assert.That((setup.Server.Requests.Count - before, second.Models[0].Cached), Is.EqualTo((12, 0L)));
    }

    [TestCase("length")]
    [TestCase("stop")]
    public async Task Truncated_and_empty_answers_are_never_served_from_the_cache(string finish)
    {
        await using var setup = new SuiteSetup(_ => FaultReply.Chat(finish == "length" ? "posi" : "", finish));
        await setup.RunAsync();
        await setup.RunAsync();

        Assert.That(setup.Server.Requests, Has.Count.EqualTo(24));
    }

    [Test]
    public async Task A_budget_stops_a_run_that_a_larger_one_finishes()
    {
        await using var setup = new SuiteSetup { Budget = "{ requests: 5 }" };
        var stopped = await setup.RunAsync();
        int sentThen = setup.Server.Requests.Count;
        var again = await setup.RunAsync();
        setup.Budget = "{ requests: 20 }";
        var finished = await setup.RunAsync();

        var task = await ScoreAsync(stopped.Folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((sentThen, setup.Server.Requests.Count), Is.EqualTo((5, 12)));
            Assert.That(stopped.Header.Stopped["served"], Is.EqualTo("the budget of 5 requests is used up"));
            Assert.That(
                (stopped.Header.IsFinished, again.Header.IsFinished, finished.Header.IsFinished),
                Is.EqualTo((false, false, true))
            );
            Assert.That(finished.Folder, Is.EqualTo(stopped.Folder));
            Assert.That(task.Cells[1].Outcomes, Is.All.EqualTo(Outcome.Answered));
        }
    }

    [Test]
    public async Task What_was_not_run_is_counted_as_such()
    {
        await using var setup = new SuiteSetup { Budget = "{ requests: 5 }" };
        var stopped = await setup.RunAsync();

        var task = await ScoreAsync(stopped.Folder);

        Assert.That(
            task.Cells[0].Outcomes.CountBy(o => o).ToDictionary(),
            Is.EquivalentTo(new Dictionary<Outcome, int> { [Outcome.Answered] = 5, [Outcome.NotRun] = 7 })
        );
    }

    [Test]
    public async Task A_run_that_another_process_writes_is_not_taken_up()
    {
        await using var setup = new SuiteSetup { Budget = "{ requests: 5 }" };
        var stopped = await setup.RunAsync();
        using var held = RunClaim.TryTake(stopped.Folder);

        Assert.That(async () => await setup.RunAsync(), Throws.TypeOf<DocumentException>());
    }

    [Test]
    public async Task Of_two_starts_at_once_nothing_is_asked_twice()
    {
        await using var setup = new SuiteSetup();
        using var one = await setup.PlanAsync();
        using var other = await setup.PlanAsync();

        var starts = new[] { one, other }
            .Select(plan => Task.Run(() => new Runner(plan, new SilentProgress()).RunAsync()))
            .ToList();
        await Task.WhenAll(starts.Select(start => start.ContinueWith(_ => { }, TaskScheduler.Default)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(12));
            Assert.That(starts, Has.Some.Property(nameof(Task.IsCompletedSuccessfully)).True);
            Assert.That(
                starts.Where(start => start.IsFaulted).Select(start => start.Exception!.InnerException),
                Is.All.TypeOf<DocumentException>()
            );
        }
    }

    [Test]
    public async Task What_a_killed_process_had_begun_to_make_is_no_run_and_is_cleared_away()
    {
        await using var setup = new SuiteSetup();
        var first = await setup.RunAsync();
        string suite = Path.GetDirectoryName(first.Folder.Path)!;
        var draft = new RunFolder(Path.Combine(suite, ".draft"));
        Directory.CreateDirectory(draft.Path);
        File.Copy(first.Folder.HeaderFile, draft.HeaderFile);
        var listed = setup.Store.List().ToList();

        await setup.RunAsync();

        Assert.That(listed, Is.EqualTo(new[] { first.Folder }));
        Assert.That(Directory.Exists(draft.Path), Is.False);
    }

    [Test]
    public async Task A_finished_run_whose_process_was_killed_before_its_conclusions_is_taken_up_and_asks_nothing()
    {
        await using var setup = new SuiteSetup();
        var first = await setup.RunAsync(new RunOptions { KeepsClaim = true });
        first.Claim!.Dispose();

        var taken = await setup.RunAsync(new RunOptions { UseCache = false, KeepsClaim = true });
        taken.Claim!.Conclude();
        var next = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken.Folder, Is.EqualTo(first.Folder));
            Assert.That((taken.Resumed, taken.Models.IsEmpty), Is.EqualTo((24L, true)));
            Assert.That(taken.Header, Is.EqualTo(first.Header).UsingPropertiesComparer());
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(12));
            Assert.That(next.Folder, Is.Not.EqualTo(first.Folder));
        }
    }

    [Test]
    public async Task A_cache_that_is_deleted_while_a_run_goes_on_is_no_fault()
    {
        await using var setup = new SuiteSetup();
        var plan = await setup.PlanAsync();
        await new Runner(plan, new SilentProgress()).RunAsync();

        Directory.Delete(setup.Store.CacheFolder, recursive: true);

        Assert.That(plan.Dispose, Throws.Nothing);
    }

    [Test]
    public async Task Fresh_begins_anew_beside_an_unfinished_run()
    {
        await using var setup = new SuiteSetup { Budget = "{ requests: 5 }" };
        var stopped = await setup.RunAsync();

        var fresh = await setup.RunAsync(new RunOptions { Fresh = true });

        Assert.That(fresh.Folder, Is.Not.EqualTo(stopped.Folder));
    }

    [Test]
    public async Task A_plan_says_what_would_really_be_asked()
    {
        await using var setup = new SuiteSetup { Budget = "{ requests: 5 }" };
        await setup.RunAsync();
        using var unfinished = await setup.PlanAsync();
        var resumed = (await new PlanEstimator(unfinished).EstimateAsync())[0];
        setup.Name = "other";
        using var renamed = await setup.PlanAsync();
        var cached = (await new PlanEstimator(renamed).EstimateAsync())[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That((resumed.Requests, resumed.Answered, resumed.Cached, resumed.Sent), Is.EqualTo((12, 5, 0, 7)));
            Assert.That((cached.Requests, cached.Answered, cached.Cached, cached.Sent), Is.EqualTo((12, 0, 5, 7)));
            Assert.That(resumed.CostUsd!.Value.Low, Is.GreaterThan(0).And.LessThan(resumed.CostUsd.Value.Mean));
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(5));
        }
    }

    [Test]
    public async Task Two_models_that_are_the_same_but_for_their_name_are_both_asked_and_both_resumed()
    {
        await using var setup = new SuiteSetup();
        setup.Extra = $"  twin: {{ provider: openai-compatible, endpoint: '{setup.Server.Url}', model: m }}";
        setup.Budget = "{ requests: 17 }";
        var stopped = await setup.RunAsync(new RunOptions { UseCache = false });
        setup.Budget = "{}";

        await setup.RunAsync(new RunOptions { UseCache = false });

        var task = await ScoreAsync(stopped.Folder);
        Assert.That(setup.Server.Requests, Has.Count.EqualTo(24));
        Assert.That(task.Cells.SelectMany(c => c.Outcomes), Is.All.EqualTo(Outcome.Answered));
    }

    private static async Task<TaskScores> ScoreAsync(RunFolder folder)
    {
        await LogScorer.ScoreAsync(folder, SuiteSetup.Catalog);
        return (await ScoreTableReader.ReadAsync(folder, SuiteSetup.Catalog)).Tasks.Single();
    }

    private static async Task<List<(string Id, string Model)>> IdsAsync(RunFolder folder) =>
        [.. (await RunLog.ReadResponsesAsync(folder).ToListAsync()).Select(r => (r.RequestId, r.Model)).Order()];
}
