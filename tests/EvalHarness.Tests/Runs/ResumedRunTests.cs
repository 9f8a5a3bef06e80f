using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Runs that are taken up after a model was out of order.</summary>
public sealed class ResumedRunTests
{
    private const string Team =
        "  team: { provider: cascade, first: served, then: chance, accept_when: { confidence: { at_least: 0.5 } } }";

    [TestCase("")]
    [TestCase(Team)]
    public async Task What_failed_of_a_model_that_was_out_of_order_is_asked_again(string team)
    {
        await using var setup = new SuiteSetup { Extra = team };
        int before = await StopAsync(setup);

        var resumed = await setup.RunAsync(new RunOptions { UseCache = false });

        await AssertWholeAsync(setup, before, resumed);
    }

    [TestCase("")]
    [TestCase(Team)]
    public async Task A_start_that_was_killed_at_once_changes_nothing_about_that(string team)
    {
        await using var setup = new SuiteSetup { Extra = team };
        int before = await StopAsync(setup);
        using (var plan = await setup.PlanAsync())
        {
            var killed = new Runner(plan, new Killed(), new RunOptions { UseCache = false });
            Assert.That(() => killed.RunAsync(), Throws.InstanceOf<OperationCanceledException>());
        }

        var resumed = await setup.RunAsync(new RunOptions { UseCache = false });

        await AssertWholeAsync(setup, before, resumed);
    }

    [TestCase("")]
    [TestCase(Team)]
    public async Task Retrying_asks_what_failed_of_it_and_leaves_the_rest_to_the_next_run(string team)
    {
        await using var setup = new SuiteSetup { Extra = team };
        int before = await StopAsync(setup);

        var retried = await setup.RunAsync(new RunOptions { UseCache = false, RetryFailed = true });
        int sent = setup.Server.Requests.Count - before;
        var resumed = await setup.RunAsync(new RunOptions { UseCache = false });

        Assert.That(sent, Is.EqualTo(3));
        Assert.That(retried.Header.IsFinished, Is.False);
        await AssertWholeAsync(setup, before, resumed);
    }

    [Test]
    public async Task A_plan_counts_as_left_what_the_run_will_ask_and_tells_what_was_spent()
    {
        await using var setup = new SuiteSetup();
        int before = await StopAsync(setup);
        using var plan = await setup.PlanAsync();

        var estimate = (await new PlanEstimator(plan).EstimateAsync())[0];
        await setup.RunAsync(new RunOptions { UseCache = false });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Sent, Is.EqualTo(setup.Server.Requests.Count - before));
            Assert.That(estimate.SpentUsd, Is.EqualTo(0.75m));
        }
    }

    [Test]
    public async Task A_plan_of_a_run_whose_process_was_killed_before_its_conclusions_asks_nothing()
    {
        await using var setup = new SuiteSetup();
        var run = await setup.RunAsync(new RunOptions { UseCache = false, KeepsClaim = true });
        run.Claim!.Dispose();
        using var plan = await setup.PlanAsync();

        var estimates = await new PlanEstimator(plan).EstimateAsync();

        Assert.That(estimates.Sum(estimate => estimate.Sent), Is.Zero);
    }

    /// <summary>Leaves a run that stopped after three requests to a model that wanted another key; requests sent meanwhile.</summary>
    private static async Task<int> StopAsync(SuiteSetup setup)
    {
        var whole = await setup.RunAsync(new RunOptions { UseCache = false });
        var failed = (await LogSetup.ReadAsync(whole.Folder))
            .Where(response => response.Model is "served" or "team" && response.SampleId is "s1" or "s2" or "s3")
            .Select(response =>
                response with
                {
                    Outcome = Outcome.Failed,
                    Text = null,
                    Failure = new Failure("http", 401, "model 'served': status 401"),
                    CostUsd = null,
                    ChargedUsd = response.Model == "served" ? 0.25m : null,
                }
            );
        File.Delete(whole.Folder.ResponsesFile);
        await LogSetup.WriteAsync(whole.Folder, [.. failed]);
        var stopped = whole.Header.Models.Select(model => model.Name).Where(name => name != "chance");
        RunLog.WriteHeader(
            whole.Folder,
            whole.Header with
            {
                IsFinished = false,
                Stopped = stopped.ToImmutableDictionary(name => name, _ => "out of order"),
            }
        );
        return setup.Server.Requests.Count;
    }

    private static async Task AssertWholeAsync(SuiteSetup setup, int before, RunResult resumed)
    {
        var responses = await LogSetup.ReadAsync(resumed.Folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests.Count - before, Is.EqualTo(12));
            Assert.That((resumed.Header.IsFinished, resumed.Header.Stopped.Count), Is.EqualTo((true, 0)));
            Assert.That(
                responses.Where(response => response.Outcome == Outcome.Answered).CountBy(response => response.Model),
                Is.All.Property("Value").EqualTo(12)
            );
        }
    }

    /// <summary>The process ends when it has taken the run up.</summary>
    private sealed class Killed : IRunProgress
    {
        public void Asking() => throw new OperationCanceledException();

        public void Began(string model, long planned, long settled) { }

        public void Sent(string model) { }

        public void Returned(string model) { }

        public void Retrying(string model, Failure failure, TimeSpan wait) { }

        public void Settled(Response response) { }

        public void Stopped(string model, string reason) { }
    }
}
