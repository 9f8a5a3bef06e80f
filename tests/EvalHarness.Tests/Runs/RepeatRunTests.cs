using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Samples asked again: which, when, paid once, and never in the way of what counts.</summary>
public sealed partial class RepeatRunTests
{
    private const int Samples = 12;
    private const string Five = "repeatability: { samples: 5 }";

    [GeneratedRegex(@"number (\d+)")]
    private static partial Regex Number();

    private static string SampleOf(FaultRequest request) => "s" + Number().Match(request.Body).Groups[1].Value;

    private static string[] AskedTwice(SuiteSetup setup) =>
        [
            .. setup
                .Server.Requests.CountBy(SampleOf)
                .Where(sample => sample.Value == 2)
                .Select(sample => sample.Key)
                .Order(StringComparer.Ordinal),
        ];

    private static ValueTask<List<Response>> RepeatsAsync(RunResult run) =>
        RunLog.ReadRepeatsAsync(run.Folder).ToListAsync();

    [Test]
    public async Task Some_samples_are_asked_again_exactly_as_before_and_stand_beside_the_answers_that_count()
    {
        await using var setup = new SuiteSetup(samples: Samples) { Served = Five };

        var run = await setup.RunAsync();

        var repeats = await RepeatsAsync(run);
        var counted = await RunLog.ReadResponsesAsync(run.Folder).Where(one => one.Model == "served").ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(Samples + 5));
            Assert.That(
                setup.Server.Requests.Select(request => request.Body).Distinct().Count(),
                Is.EqualTo(Samples),
                "word for word"
            );
            Assert.That(counted, Has.Count.EqualTo(Samples));
            Assert.That(counted.Select(one => one.Repeat), Is.All.Zero);
            Assert.That(repeats.Select(one => one.Repeat), Is.EqualTo(new[] { 1, 1, 1, 1, 1 }));
            Assert.That(repeats.Select(one => one.SampleId), Is.EquivalentTo(AskedTwice(setup)));
            Assert.That(
                repeats.Select(one => one.RequestId).Intersect(counted.Select(one => one.RequestId)),
                Is.Empty,
                "identities of their own"
            );
            Assert.That(run.Header.IsFinished, Is.True);
            Assert.That(run.Models[0].Outcomes[Outcome.Answered], Is.EqualTo(Samples + 5));
        }
    }

    [Test]
    public async Task Which_ones_is_a_matter_of_the_seed_and_not_of_the_order_of_a_file()
    {
        await using var setup = new SuiteSetup(samples: Samples) { Served = Five };
        await using var turned = new SuiteSetup(samples: Samples) { Served = Five };
        turned.Write(Samples, Enumerable.Range(1, Samples).Reverse());

        await setup.RunAsync();
        await turned.RunAsync();

        Assert.That(AskedTwice(turned), Is.EqualTo(AskedTwice(setup)));
    }

    [Test]
    public async Task An_answer_from_the_cache_is_none_of_the_run_so_that_its_sample_is_asked_once_more()
    {
        await using var setup = new SuiteSetup(samples: Samples);
        await setup.RunAsync();
        setup.Served = Five;

        var run = await setup.RunAsync();

        var repeats = await RepeatsAsync(run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(Samples + 10));
            Assert.That(repeats.Select(one => one.Repeat).Order(), Is.EqualTo(new[] { 1, 1, 1, 1, 1, 2, 2, 2, 2, 2 }));
            Assert.That(repeats.Select(one => one.AnsweredAt), Is.All.Null, "none comes from the cache");
        }
    }

    [Test]
    public async Task What_is_asked_again_is_in_the_budget_and_the_next_run_goes_on_with_the_rest()
    {
        await using var setup = new SuiteSetup(samples: Samples)
        {
            Served = Five,
            Budget = $"{{ requests: {Samples + 2} }}",
        };
        var stopped = await setup.RunAsync();
        var before = await RepeatsAsync(stopped);
        setup.Budget = "{}";

        var run = await setup.RunAsync();

        var repeats = await RepeatsAsync(run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.Header.IsFinished, Is.False);
            Assert.That(stopped.Header.Stopped["served"], Does.Contain("budget"));
            Assert.That(before, Has.Count.EqualTo(2));
            Assert.That(run.Folder, Is.EqualTo(stopped.Folder));
            Assert.That(run.Header.IsFinished, Is.True);
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(Samples + 5));
            Assert.That(repeats.Select(one => one.SampleId).ToArray(), Is.Unique.And.Length.EqualTo(5));
        }
    }

    [Test]
    public async Task A_repeat_that_failed_is_asked_once_more_where_failures_are_repeated()
    {
        await using var setup = new SuiteSetup(
            request => request.Number > Samples + 1 ? FaultReply.Chat("positive") : Answer(request),
            Samples
        )
        {
            Served = Five.Replace("5", "1", StringComparison.Ordinal),
        };
        await setup.RunAsync();
        int before = setup.Server.Requests.Count;

        var run = await setup.RunAsync(new RunOptions { RetryFailed = true });

        var repeats = await RepeatsAsync(run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(before + 1));
            Assert.That(repeats.Select(one => one.Outcome), Is.EqualTo(new[] { Outcome.Failed, Outcome.Answered }));
        }

        static FaultReply Answer(FaultRequest request) =>
            request.Number > Samples ? FaultReply.Status(400) : FaultReply.Chat("positive");
    }

    [Test]
    public async Task Where_the_first_answer_failed_nothing_is_asked_again()
    {
        await using var setup = new SuiteSetup(_ => FaultReply.Status(400), samples: 3) { Served = Five };

        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(3));
            Assert.That(await RepeatsAsync(run), Is.Empty);
        }
    }

    [Test]
    public async Task A_plan_says_what_is_asked_again_and_what_that_costs()
    {
        await using var setup = new SuiteSetup(samples: Samples) { Served = Five };
        using var fresh = await setup.PlanAsync();
        var before = await new PlanEstimator(fresh).EstimateAsync();
        setup.Served = "";
        await setup.RunAsync();
        setup.Served = Five;
        using var cached = await setup.PlanAsync();
        var after = await new PlanEstimator(cached).EstimateAsync();

        var again = before.Single(one => one.Task == "sentiment, asked again");
        var twice = after.Single(one => one.Task == "sentiment, asked again");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fresh.Repeats, Is.EqualTo(5));
            Assert.That((again.Model, again.Requests, again.Sent), Is.EqualTo(("served", 5L, 5L)));
            Assert.That(
                again.CostUsd!.Value.Mean / 5,
                Is.EqualTo(before[0].CostUsd!.Value.Mean / Samples).Within(20).Percent
            );
            Assert.That(twice.Sent, Is.EqualTo(10), "the cache answers the first");
        }
    }

    [Test]
    public async Task A_plan_without_it_is_known_by_the_same_hash_as_ever()
    {
        await using var setup = new SuiteSetup(samples: Samples);
        using var plain = await setup.PlanAsync();
        setup.Served = Five;
        using var again = await setup.PlanAsync();

        Assert.That(again.Header.PlanHash, Is.Not.EqualTo(plain.Header.PlanHash));
    }

    [Test]
    public async Task A_run_of_the_judges_alone_asks_nothing_again_and_leaves_it_for_the_next()
    {
        await using var setup = new SuiteSetup(samples: Samples);
        await setup.RunAsync();
        setup.Served = Five;

        var judging = await setup.RunAsync(new RunOptions { JudgeOnly = true });
        int between = setup.Server.Requests.Count;
        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(between, Is.EqualTo(Samples));
            Assert.That(judging.Header.IsFinished, Is.False);
            Assert.That(run.Folder, Is.EqualTo(judging.Folder));
            Assert.That(await RepeatsAsync(run), Has.Count.EqualTo(10));
        }
    }
}
