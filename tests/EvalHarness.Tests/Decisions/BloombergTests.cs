using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>The shipped decisions of the question whether BloombergGPT was worth it.</summary>
public sealed class BloombergTests
{
    [TestCase("s1", VerdictAction.PilotFirst, "from-scratch-50B", 3.628614997896)]
    [TestCase("s2", VerdictAction.Go, "specialists", 33.5)]
    [TestCase("s3", VerdictAction.CollectMore, "router", 10.451222281262)]
    [TestCase("s4", VerdictAction.Go, "specialists", 30.8)]
    public void A_scenario_ends_in_its_verdict(string scenario, VerdictAction action, string best, double millions)
    {
        var result = Analyse(scenario);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict?.Action, Is.EqualTo(action), string.Join("; ", result.Findings));
            Assert.That(result.Best, Is.EqualTo(best));
            Assert.That(
                result.Options.Single(option => option.Id == best).Npv / 1e6,
                Is.EqualTo(millions).Within(scenario is "s2" or "s4" ? 0.05 : 1e-6 * millions)
            );
        }
    }

    [Test]
    public void A_moving_frontier_turns_the_big_model_from_a_gain_into_a_loss()
    {
        // Figures to the digits in which the worked example prints them.
        var big = Analyse("s2").Options.Single(option => option.Id == "from-scratch-50B");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(big.Npv / 1e6, Is.EqualTo(-56.8).Within(0.05));
            Assert.That(big.PPositive, Is.EqualTo(0.027).Within(0.0005));
            Assert.That(big.P95 / 1e6, Is.EqualTo(-9.5).Within(0.06));
        }
    }

    [Test]
    public void Keeping_the_data_in_the_house_costs_thirty_three_millions()
    {
        var result = Analyse("s4");
        var specialists = result.Options.Single(option => option.Id == "specialists");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.TotalShadowPrice / 1e6, Is.EqualTo(32.7).Within(0.05));
            Assert.That(result.Evpi / 1e6, Is.EqualTo(4.20).Within(0.005));
            Assert.That(specialists.PPositive, Is.EqualTo(0.72).Within(0.005));
            Assert.That(specialists.P5 / 1e6, Is.EqualTo(-25).Within(0.5));
            Assert.That(specialists.P95 / 1e6, Is.EqualTo(134).Within(0.5));
        }
    }

    private static DecisionResult Analyse(string scenario) =>
        DecisionAnalysis.Analyse(
            DecisionReader.Read(
                Path.Combine(Repository.Root, "suites", "finance", $"bloomberggpt-{scenario}.decision.yaml"),
                SuiteCatalog.With(),
                _ => null
            )
        );
}
