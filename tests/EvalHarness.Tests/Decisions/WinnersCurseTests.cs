using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class WinnersCurseTests
{
    [Test]
    public void Uplifts_that_noise_explains_shrink_to_the_prior()
    {
        var shrunk = WinnersCurse.Shrink([0.01, -0.01, 0.02, -0.02], [0.1, 0.1, 0.1, 0.1]);
        Assert.That(shrunk.Uplifts, Is.All.Zero);
    }

    [Test]
    public void Exact_uplifts_stay()
    {
        var shrunk = WinnersCurse.Shrink([0.1, -0.1, 0.2], [1e-6, 1e-6, 1e-6]);
        Assert.That(shrunk.Uplifts, Is.EqualTo([0.1, -0.1, 0.2]).Within(1e-6));
    }

    [Test]
    public void The_between_variance_is_that_of_DerSimonian_and_Laird()
    {
        // Equal weights: τ² = sample variance - s².
        var shrunk = WinnersCurse.Shrink([0.0, 0.1, 0.2], [0.05, 0.05, 0.05]);
        Assert.That(shrunk.BetweenVariance, Is.EqualTo(0.01 - 0.0025).Within(1e-12));
        Assert.That(shrunk.Uplifts[2], Is.EqualTo(0.2 * 0.75).Within(1e-12));
    }

    [Test]
    public void Five_proposed_options_stay_as_they_are()
    {
        var draws = ParameterDraws.Sample(Many(5));
        Assert.That(draws.Shrinkage, Is.Empty);
        Assert.That(draws["quality.o5"].Mean, Is.EqualTo(0.86).Within(1e-3));
    }

    [Test]
    public void The_uplifts_of_six_are_shrunk_and_keep_their_spread()
    {
        var spec = Many(6);
        var draws = ParameterDraws.Sample(spec);
        var last = draws.Shrinkage[^1];
        // By hand: uplifts of 2 to 7 points, each with a standard error of one, around priors of 0: their sample variance
        // less the squared error.
        double s2 = last.StandardError * last.StandardError;
        double tau2 = Math.Max(0, (0.01 * 0.01 * 17.5 / 5) - s2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                draws.Shrinkage.Select(one => one.Option),
                Is.EqualTo(new[] { "o1", "o2", "o3", "o4", "o5", "o6" })
            );
            Assert.That(last.BetweenSd, Is.EqualTo(Math.Sqrt(tau2)).Within(2e-4));
            Assert.That(last.Raw, Is.EqualTo(0.07).Within(1e-3));
            Assert.That(last.Shrunk, Is.EqualTo(0.07 * tau2 / (tau2 + s2)).Within(1e-3));
            Assert.That(draws["quality.o6"].Mean, Is.EqualTo(0.8 + last.Shrunk).Within(1e-3));
            Assert.That(draws["uplift.o6"].Mean, Is.EqualTo(last.Shrunk).Within(1e-3));
            Assert.That(
                Moments.Of(draws["quality.o6"].Values.Span).StandardDeviation!.Value,
                Is.EqualTo(0.01).Within(2e-4)
            );
        }
    }

    [Test]
    public void What_was_shrunk_is_told_with_its_figures()
    {
        var account = DecisionAccount.Of(new DecisionCase(Many(6)));
        var told = account.Result.Findings.Single(finding => finding.Code == "winners-curse");
        var input = account.Inputs.Single(one => one.Name == "quality.o6");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Message, Does.StartWith("6 options are proposed").And.Contains("o6 +7.0 to +"));
            Assert.That(input.RawMean, Is.EqualTo(0.87).Within(1e-3));
            Assert.That(input.Mean, Is.LessThan(0.869));
            Assert.That(account.Inputs.Single(one => one.Name == "volume.v0").RawMean, Is.Null);
        }
    }

    [Test]
    public void What_is_known_exactly_or_only_by_its_rung_is_not_moved()
    {
        var spec = Many(6);
        spec = spec with
        {
            Options =
            [
                .. spec.Options.SkipLast(2),
                new OptionSpec("exact", 0.9, Status: OptionStatus.Proposed),
                new OptionSpec("rung", Kind: OptionKind.Lora, Status: OptionStatus.Proposed),
            ],
        };
        var draws = ParameterDraws.Sample(spec);
        Assert.That(draws.Shrinkage.Select(one => one.Option), Is.EqualTo(new[] { "o1", "o2", "o3", "o4" }));
        Assert.That(draws["quality.exact"].Constant, Is.EqualTo(0.9));
    }

    /// <summary>Proposed options of which the i-th adds i + 1 points, give or take one.</summary>
    private static DecisionSpec Many(int count) =>
        Examples.Plain([
            .. Enumerable
                .Range(1, count)
                .Select(i => new OptionSpec(
                    $"o{i}",
                    new QualitySpec(null, new NormalDistribution(0.01 * (i + 1), 0.01), "hosted"),
                    Status: OptionStatus.Proposed
                )),
        ]) with
        {
            MonteCarlo = new MonteCarloSpec(4000),
        };
}
