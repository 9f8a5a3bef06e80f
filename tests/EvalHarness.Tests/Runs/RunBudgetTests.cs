using CsCheck;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class RunBudgetTests
{
    [Test]
    public async Task However_attempts_interleave_what_is_charged_never_exceeds_the_budget() =>
        await Gen.Select(Gen.Int[0, 300], Gen.Int[1, 60], Gen.Int[1, 16], Gen.Int[0, 100_000])
            .SampleAsync(
                async (cents, attempts, inFlight, seed) =>
                {
                    var budget = new RunBudget(cents / 100m, attempts);
                    int refused = 0;
                    await Parallel.ForAsync(
                        0,
                        100,
                        new ParallelOptions { MaxDegreeOfParallelism = inFlight },
                        async (i, token) =>
                        {
                            var random = new Random(seed + i);
                            decimal most = random.Next(1, 30) / 100m;
                            if ((await budget.ReserveAsync([most], token)).Refused is not null)
                            {
                                Interlocked.Increment(ref refused);
                                return;
                            }
                            await Task.Yield();
                            budget.Settle(most, most * random.Next(0, 101) / 100m);
                        }
                    );
                    return budget.SpentUsd <= cents / 100m && budget.Sent <= attempts && budget.Sent + refused == 100;
                },
                iter: 200
            );

    [Test]
    public async Task A_reservation_waits_for_one_in_flight_that_may_turn_out_cheaper()
    {
        var budget = new RunBudget(1m, null);
        await budget.ReserveAsync([0.8m], CancellationToken.None);

        var waiting = budget.ReserveAsync([0.8m], CancellationToken.None).AsTask();
        bool early = waiting.IsCompleted;
        budget.Settle(0.8m, 0.1m);

        Assert.That((early, await waiting), Is.EqualTo((false, (1, (string?)null))));
    }

    [Test]
    public async Task A_request_dearer_than_what_is_left_is_refused_with_the_limit_named()
    {
        var budget = new RunBudget(1m, null);

        Assert.That(
            await budget.ReserveAsync([1.01m], CancellationToken.None),
            Is.EqualTo((0, "the next request could cost more than is left of the budget of 1 USD"))
        );
    }

    [Test]
    public async Task A_run_spends_no_more_than_its_budget_though_every_answer_costs_all_it_can()
    {
        await using var setup = await EngineSetup.StartAsync(_ => FaultReply.Chat("positive", input: 60, output: 8));
        setup.Model = setup.Model with { Price = new Price(1000, 1000) };
        var budget = new RunBudget(2m, null);

        var run = await setup.RunAsync(200, budget: budget);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.SpentUsd, Is.EqualTo(setup.Sent.Count * 0.068m).And.InRange(1.8m, 2m));
            Assert.That(run.Stopped, Does.Contain("budget of 2 USD"));
            Assert.That(budget.SpentUsd, Is.EqualTo(run.SpentUsd));
        }
    }

    [Test]
    public async Task A_server_that_bills_more_than_was_allowed_does_not_run_the_budget_over()
    {
        // Eight tokens are allowed, thirty are billed.
        await using var setup = await EngineSetup.StartAsync(_ => FaultReply.Chat("positive", input: 20, output: 30));
        setup.Model = setup.Model with { Price = new Price(0, 1000), Limit = LimitFrom1() };

        var run = await setup.RunAsync(200, budget: new RunBudget(0.2m, null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.SpentUsd, Is.EqualTo(setup.Sent.Count * 0.03m).And.InRange(0.15m, 0.2m));
            Assert.That(run.Stopped, Does.Contain("budget of 0.2 USD"));
        }
    }

    [Test]
    public async Task What_one_model_of_a_server_is_billed_warns_the_others()
    {
        await using var setup = await EngineSetup.StartAsync(_ => FaultReply.Chat("positive", input: 20, output: 80));
        setup.Model = setup.Model with { Price = new Price(0, 1000), Limit = LimitFrom1() };
        var budget = new RunBudget(0.4m, null);
        await setup.RunAsync(4, budget: budget);

        await setup.RunAsync(4, budget: budget);

        Assert.That((setup.Sent.Count, budget.SpentUsd), Is.EqualTo((5, 0.4m)));
    }

    [Test]
    public async Task Every_attempt_counts_as_a_request_sent()
    {
        await using var setup = await EngineSetup.StartAsync(FaultReply.Status(500, "{}"));

        var run = await setup.RunAsync(10, budget: new RunBudget(null, 7));

        Assert.That((setup.Sent.Count, run.Stopped), Is.EqualTo((7, "the budget of 7 requests is used up")));
    }

    /// <summary>Limits of a server that bears eight requests at a time and is asked one to begin with.</summary>
    private static ModelLimit LimitFrom1() =>
        new(
            new RateLimit(null, null, TimeProvider.System),
            new ServerLimit(new ConcurrencyWindow(8, 1), new RateLimit(null, null, TimeProvider.System))
        );
}
