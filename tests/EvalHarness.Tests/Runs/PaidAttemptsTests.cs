using EvalHarness.Core;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>What attempts cost that brought no answer, or none with a count: unknown is never nothing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PaidAttemptsTests
{
    private static readonly Price Price = new(100, 1000);

    [TestCase(FaultEnding.Close)]
    [TestCase(FaultEnding.Reset)]
    public async Task A_reply_that_breaks_off_is_charged_the_most_that_it_can_cost(FaultEnding ending)
    {
        var (budget, response, most) = await AskAsync(FaultReply.Truncated(ending), FaultReply.Chat("positive"));
        decimal answer = Price.CostUsd(new Usage(20, 0, 3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.CostUsd, Is.EqualTo(answer));
            Assert.That(response.ChargedUsd, Is.EqualTo(most + answer));
            Assert.That(budget.SpentUsd, Is.EqualTo(most + answer));
        }
    }

    [TestCase(504)]
    [TestCase(524)]
    [TestCase(408)]
    public async Task A_gateway_that_gave_up_waiting_is_charged_as_an_answer_could_be(int status)
    {
        var (budget, _, most) = await AskAsync(FaultReply.Status(status), FaultReply.Chat("positive"));
        Assert.That(budget.SpentUsd, Is.EqualTo(most + Price.CostUsd(new Usage(20, 0, 3))));
    }

    [TestCase(429)]
    [TestCase(500)]
    public async Task A_server_that_says_no_is_charged_nothing(int status)
    {
        var (budget, response, _) = await AskAsync(FaultReply.Status(status), FaultReply.Chat("positive"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(budget.SpentUsd, Is.EqualTo(response.CostUsd));
            Assert.That(response.ChargedUsd, Is.Null);
        }
    }

    [Test]
    public async Task An_answer_that_broke_while_it_was_generated_is_part_of_the_cost_where_its_tokens_are_counted()
    {
        var broken = FaultReply.Chat("posi", "error", 20, 2);
        var (budget, response, _) = await AskAsync(broken, FaultReply.Chat("positive"));
        decimal both = Price.CostUsd(new Usage(20, 0, 2)) + Price.CostUsd(new Usage(20, 0, 3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.CostUsd, Is.EqualTo(both));
            Assert.That(budget.SpentUsd, Is.EqualTo(both));
        }
    }

    [Test]
    public async Task A_request_that_breaks_every_time_costs_what_its_attempts_did()
    {
        var (budget, response, _) = await AskAsync(FaultReply.Chat("posi", "error", 20, 2));
        decimal all = response.Attempts * Price.CostUsd(new Usage(20, 0, 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(response.Attempts, Is.GreaterThan(1));
            Assert.That(response.CostUsd, Is.EqualTo(all));
            Assert.That(budget.SpentUsd, Is.EqualTo(all));
        }
    }

    [Test]
    public async Task A_run_that_goes_on_has_spent_what_its_budget_was_charged_before()
    {
        await using var setup = await StartAsync(
            FaultReply.Status(200, """{"choices":[{"message":{"content":"positive"}}]}""")
        );
        var budget = new RunBudget(1000, null);
        await setup.RunAsync(3, budget);

        var settled = new SettledRequests(new HashSet<string>());
        await settled.ReadAsync(setup.Folder, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(budget.SpentUsd, Is.GreaterThan(0));
            Assert.That(settled.SpentUsd, Is.EqualTo(budget.SpentUsd));
        }
    }

    [Test]
    public async Task An_error_in_a_reply_that_counts_its_tokens_costs_them()
    {
        const string body = """
            {"error":{"code":502},"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":2}}
            """;
        var (budget, response, _) = await AskAsync(FaultReply.Status(200, body), FaultReply.Chat("positive"));
        decimal both = Price.CostUsd(new Usage(20, 0, 2)) + Price.CostUsd(new Usage(20, 0, 3));

        Assert.That((budget.SpentUsd, response.CostUsd), Is.EqualTo((both, both)));
    }

    [Test]
    public async Task A_filter_that_speaks_up_after_the_answer_was_counted_costs_it()
    {
        const string body = """
            {"error":{"code":"content_filter"},"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":2}}
            """;
        var (budget, response, _) = await AskAsync(FaultReply.Status(200, body));

        Assert.That(
            (response.Outcome, response.CostUsd, budget.SpentUsd),
            Is.EqualTo((Outcome.Filtered, Price.CostUsd(new Usage(20, 0, 2)), Price.CostUsd(new Usage(20, 0, 2))))
        );
    }

    [Test]
    public async Task What_was_paid_is_in_the_log_where_a_run_is_stopped_between_two_attempts()
    {
        await using var setup = await StartAsync(FaultReply.Chat("posi", "error", 20, 2));
        var budget = new RunBudget(1000, null);
        using var drain = new CancellationTokenSource();
        setup.Progress.OnRetrying += _ => drain.Cancel();

        var run = await setup.RunAsync(1, budget, drain: drain.Token);

        var response = (await setup.ReadAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(response.CostUsd, Is.EqualTo(Price.CostUsd(new Usage(20, 0, 2))));
            Assert.That(budget.SpentUsd, Is.EqualTo(response.CostUsd));
            Assert.That(run.Stopped, Is.EqualTo("cancelled"));
        }
    }

    [Test]
    public async Task What_was_paid_is_in_the_log_where_the_budget_does_not_bear_another_attempt()
    {
        await using var setup = await StartAsync(FaultReply.Chat("posi", "error", 20, 2));

        var run = await setup.RunAsync(1, new RunBudget(1000, 1));

        var response = (await setup.ReadAsync()).Single();
        Assert.That(
            (response.Outcome, response.CostUsd, run.Stopped),
            Is.EqualTo((Outcome.Failed, Price.CostUsd(new Usage(20, 0, 2)), "the budget of 1 requests is used up"))
        );
    }

    private static async Task<(RunBudget Budget, Response Response, decimal Most)> AskAsync(params FaultReply[] replies)
    {
        await using var setup = await StartAsync(replies);
        var budget = new RunBudget(1000, null);
        await setup.RunAsync(1, budget);
        return (
            budget,
            (await setup.ReadAsync()).Single(),
            Outlay.Of(EngineSetup.Requests(1).Single(), setup.Model).MostUsd
        );
    }

    private static async Task<EngineSetup> StartAsync(params FaultReply[] replies)
    {
        var setup = await EngineSetup.StartAsync(replies);
        setup.Model = setup.Model with { Price = Price };
        return setup;
    }
}
