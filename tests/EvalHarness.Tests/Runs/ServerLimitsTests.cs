using EvalHarness.Runs;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>What the servers of a suite's models bear: as <c>endpoints:</c> says, else as the boldest of their models.</summary>
public sealed class ServerLimitsTests
{
    [TestCase("{ in_flight: 2 }", 2)]
    [TestCase("{ in_flight: 1 }", 1)]
    [TestCase("{ requests_per_minute: 600 }", 3)]
    public async Task A_server_bears_at_a_time_what_the_suite_declares_for_it(string declared, int atATime)
    {
        await using var setup = new SuiteSetup();
        setup.Extra = Twin(setup, inFlight: 3) + Endpoint(setup, declared);

        var (served, _) = await LimitsAsync(setup);

        Assert.That(Places(served), Is.EqualTo(atATime));
    }

    [Test]
    public async Task Without_that_it_bears_what_the_boldest_of_its_models_allows_and_all_share_it()
    {
        await using var setup = new SuiteSetup();
        setup.Extra = Twin(setup, inFlight: 3);

        var (served, twin) = await LimitsAsync(setup);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(served, Is.SameAs(twin));
            Assert.That(Places(served), Is.EqualTo(3));
            Assert.That(Places(twin), Is.Zero, "all are taken");
        }
    }

    [Test]
    public async Task With_money_at_stake_the_first_request_goes_alone()
    {
        await using var setup = new SuiteSetup { Budget = "{ usd: 5 }" };
        setup.Extra = Twin(setup, inFlight: 3) + Endpoint(setup, "{ in_flight: 2 }");

        var (served, _) = await LimitsAsync(setup);

        Assert.That(Places(served), Is.EqualTo(1));
    }

    [Test]
    public async Task A_model_that_asks_no_server_shares_its_limits_with_none()
    {
        await using var setup = new SuiteSetup();
        setup.Extra = "  other: { provider: random }";
        using var plan = await setup.PlanAsync();
        var limits = new ServerLimits(plan.Suite, TimeProvider.System);
        var local = plan.Suite.Models.Where(model => model.Provider.Server is null).Select(limits.Of).ToList();

        Assert.That(local, Has.Exactly(2).Items);
        Assert.That(local[0], Is.Not.SameAs(local[1]));
    }

    private static string Twin(SuiteSetup setup, int inFlight) =>
        $"  twin: {{ provider: openai-compatible, endpoint: '{setup.Server.Url}', model: twin, limits: {{ in_flight: {inFlight} }}, price: {{ input: 1, output: 2 }} }}";

    private static string Endpoint(SuiteSetup setup, string declared) =>
        $"\nendpoints:\n  {setup.Server.Url}: {declared}\n";

    /// <summary>The limits of a model that allows one request at a time, and of another on the same server.</summary>
    private static async Task<(ServerLimit Served, ServerLimit Twin)> LimitsAsync(SuiteSetup setup)
    {
        using var plan = await setup.PlanAsync();
        var suite = plan.Suite with
        {
            Models =
            [
                .. plan.Suite.Models.Select(model =>
                    model.Name == "served" ? model with { Limits = model.Limits with { InFlight = 1 } } : model
                ),
            ],
        };
        var limits = new ServerLimits(suite, TimeProvider.System);
        return (
            limits.Of(suite.Models.First(model => model.Name == "served")),
            limits.Of(suite.Models.First(model => model.Name == "twin"))
        );
    }

    /// <summary>How many of ten requests find a place at once.</summary>
    private static int Places(ServerLimit server) =>
        Enumerable
            .Range(0, 10)
            .Select(_ => server.Window.TakeAsync(CancellationToken.None))
            .Count(turn => turn.IsCompletedSuccessfully);
}
