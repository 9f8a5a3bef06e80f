using CsCheck;
using EvalHarness.Runs.Shards;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs.Shards;

/// <summary>What a shard is, and its part of what all shards may spend.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ShardTests
{
    [TestCase("1/1", ExpectedResult = "1/1")]
    [TestCase("3/8", ExpectedResult = "3/8")]
    [TestCase("10000/10000", ExpectedResult = "10000/10000")]
    [TestCase("0/8", ExpectedResult = null)]
    [TestCase("9/8", ExpectedResult = null)]
    [TestCase("1/10001", ExpectedResult = null)]
    [TestCase("1", ExpectedResult = null)]
    [TestCase("1/2/3", ExpectedResult = null)]
    [TestCase("-1/2", ExpectedResult = null)]
    [TestCase("+1/2", ExpectedResult = null)]
    [TestCase("1 / 2", ExpectedResult = null)]
    [TestCase("a/b", ExpectedResult = null)]
    [TestCase("/8", ExpectedResult = null)]
    [TestCase("", ExpectedResult = null)]
    [TestCase(null, ExpectedResult = null)]
    public string? A_shard_is_its_number_of_how_many(string? text) =>
        Shard.TryParse(text, out var shard) ? shard.ToString() : null;

    [Test]
    public async Task Budgets_of_all_shards_are_never_more_than_the_whole_and_all_requests_are_given_out()
    {
        await using var setup = new SuiteSetup();
        using var plan = await setup.PlanAsync();
        Gen.Select(Gen.Long[1, 1_000_000].Array[1, 12], Gen.Decimal[0m, 1_000_000m], Gen.Long[0, 1_000_000_000])
            .Sample(
                (loads, usd, requests) =>
                {
                    var suite = plan.Suite with { Budget = new BudgetSpec(usd, requests) };
                    BudgetSpec[] parts =
                    [
                        .. loads.Select(
                            (load, at) =>
                                new Shard(at + 1, loads.Length)
                                    .PartOf(suite, loads[..at].Sum(), load, loads.Sum())
                                    .Budget
                        ),
                    ];
                    Assert.That(parts.Sum(part => part.Requests), Is.EqualTo(requests));
                    Assert.That(
                        parts.Sum(part => part.Usd),
                        Is.LessThanOrEqualTo(usd).And.GreaterThanOrEqualTo(usd - (0.000_001m * loads.Length))
                    );
                },
                iter: 200
            );
    }

    [Test]
    public async Task No_budget_is_no_budget_of_a_shard_either()
    {
        await using var setup = new SuiteSetup();
        using var plan = await setup.PlanAsync();
        Assert.That(new Shard(1, 2).PartOf(plan.Suite, 0, 5, 10).Budget, Is.EqualTo(new BudgetSpec()));
    }

    [Test]
    public async Task Limits_of_models_and_servers_are_divided_by_the_number_of_shards_and_one_is_left()
    {
        await using var setup = new SuiteSetup();
        using var plan = await setup.PlanAsync();
        var whole = plan.Suite with
        {
            Models =
            [
                .. plan.Suite.Models.Select(model =>
                    model with
                    {
                        Limits = new Limits(RequestsPerMinute: 60, TokensPerMinute: 5, InFlight: 16),
                    }
                ),
            ],
            Endpoints = new Dictionary<string, EndpointLimits>
            {
                ["http://a"] = new(100, 1_000_000, 12),
                ["http://b"] = new(),
            },
        };

        var part = new Shard(2, 8).PartOf(whole, 0, 1, 8);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                part.Models.Select(model => model.Limits),
                Is.All.EqualTo(new Limits(RequestsPerMinute: 7, TokensPerMinute: 1, InFlight: 16))
            );
            Assert.That(part.Endpoints["http://a"], Is.EqualTo(new EndpointLimits(12, 125_000, 1)));
            Assert.That(part.Endpoints["http://b"], Is.EqualTo(new EndpointLimits()));
        }
    }
}
