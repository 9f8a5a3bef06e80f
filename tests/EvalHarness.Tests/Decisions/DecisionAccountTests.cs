using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Journeys;
using EvalHarness.Decisions.Specs;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class DecisionAccountTests
{
    // The worked example breaks even at 24.2 million once; the answer must change there and nowhere near.
    [TestCase("oneoff=23.5M", "from-scratch-50B")]
    [TestCase("oneoff=25M", "general")]
    [TestCase("volume=0.9x", "from-scratch-50B")]
    [TestCase("volume=0.8x", "general")]
    [TestCase("frontier=1%", "from-scratch-50B")]
    [TestCase("frontier=3%", "general")]
    public void The_best_option_flips_at_the_break_evens_of_the_worked_example(string change, string best)
    {
        var account = Worked("example-S1", change);
        Assert.That(account.Result.Best, Is.EqualTo(best));
    }

    [Test]
    public void The_surface_meets_the_printed_figure_where_nothing_is_changed()
    {
        var account = Worked("example-S3", "volume=1x");
        var surface = account.Surface!;
        double npv = account.Result.Options.Single(option => option.Id == surface.Option).Npv;
        Assert.That(surface.Interpolate(1, 0, 1, surface.FrontierNow), Is.EqualTo(npv).Within(1e-6 * Math.Abs(npv)));
    }

    [Test]
    public void The_surface_stands_at_the_means_that_the_inputs_print()
    {
        var account = Worked("example-S3", "volume=1x");
        double Mean(string name) => account.Inputs.Single(input => input.Name == name).Mean;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Surface!.AnswersNow, Is.EqualTo(Mean("volume.v0")));
            Assert.That(account.Surface.FrontierNow, Is.EqualTo(Mean("market.frontier")));
            Assert.That(
                account.Surface.UpliftNow,
                Is.EqualTo(Mean("quality.router") - Mean("quality.general")).Within(1e-12)
            );
        }
    }

    [TestCase(2, 0)]
    [TestCase(1, 0.05)]
    public void The_surface_answers_as_the_model_does(double volume, double uplift)
    {
        var account = Worked("example-S3", "volume=1x");
        string change = FormattableString.Invariant($"volume={volume}x,uplift.router=+{100 * uplift}pt");
        double exact = Worked("example-S3", change).Result.Options.Single(option => option.Id == "router").Npv;
        double read = account.Surface!.Interpolate(volume, uplift, 1, account.Surface.FrontierNow);
        // The surface rests on the first 500 draws: a few per cent.
        Assert.That(read, Is.EqualTo(exact).Within(0.1 * exact));
    }

    [Test]
    public void Quality_and_cash_by_month_end_where_the_answer_does()
    {
        var spec = Examples.Plain(new OptionSpec("custom", 0.9) { Oneoff = 5000, LeadMonths = 6 });
        var account = DecisionAccount.Of(new DecisionCase(spec));
        var path = account.Paths[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(path.Months[^1], Is.EqualTo(36));
            Assert.That(path.Quality[3].Mean, Is.EqualTo(0.8).Within(1e-9), "the fallback serves before launch");
            Assert.That(path.Quality[20].Mean, Is.EqualTo(0.9).Within(1e-9));
            Assert.That(path.Cash[^1].Mean, Is.EqualTo(account.Result.Options[1].Npv).Within(1e-6));
        }
    }

    [Test]
    public void A_big_model_is_refused_until_the_cheaper_rungs_are_there_or_acknowledged()
    {
        var big = new OptionSpec("big", 0.9, OptionKind.FromScratch, Status: OptionStatus.Proposed)
        {
            LeadMonths = 9,
            PSuccess = 0.8,
        };
        var spec = Examples.Plain(big);
        var refused = DecisionAccount.Of(new DecisionCase(spec));
        OptionKind[] missing =
        [
            OptionKind.Rules,
            OptionKind.TraditionalMl,
            OptionKind.Prompt,
            OptionKind.Rag,
            OptionKind.Cascade,
            OptionKind.Lora,
        ];
        var acknowledged = DecisionAccount.Of(new DecisionCase(spec with { AcknowledgeMissing = [.. missing] }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Result.Verdict, Is.Null);
            Assert.That(refused.Journey.Untried, Is.EqualTo(missing));
            Assert.That(acknowledged.Result.Verdict, Is.Not.Null);
        }
    }

    [Test]
    public void The_path_says_where_the_incumbent_stands_and_what_a_gate_lacks()
    {
        var spec = Examples.Plain(new OptionSpec("open", 0.85, OptionKind.OpenSelfhost)) with
        {
            Team = new TeamSpec(Mastery.PackageHosted),
        };
        spec = spec with
        {
            Options = spec.Options.Replace(spec.Options[0], spec.Options[0] with { Kind = OptionKind.Prompt }),
        };
        var journey = DecisionAccount.Of(new DecisionCase(spec)).Journey;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(journey.Phase, Is.EqualTo(JourneyPhase.Hosted));
            Assert.That(journey.Gates[0].Tests[0].Passed, Is.True, journey.Gates[0].Tests[0].Finding);
            Assert.That(journey.Gates[0].Tests[1].Passed, Is.Null, "no run measured both");
            Assert.That(journey.Gates[0].Passed, Is.Null);
            Assert.That(
                journey.Levels.Select(level => level.IsReached),
                Is.EqualTo(new[] { true, true, false, false })
            );
            Assert.That(journey.Levels[1].Options, Is.EqualTo(new[] { "open" }));
        }
    }

    [Test]
    public void Constraints_that_no_option_satisfies_are_a_fault_of_the_file()
    {
        var spec = Examples.Plain() with { Constraints = new ConstraintsSpec(MinQuality: [new(0.99)]) };
        Assert.That(
            () => DecisionAccount.Of(new DecisionCase(spec)),
            Throws.TypeOf<DocumentException>().With.Message.Contains("no option satisfies")
        );
    }

    private static DecisionAccount Worked(string id, string change) =>
        DecisionAccount.Of(new DecisionCase(Examples.Worked(id)) { WhatIfs = WhatIf.Parse(change) });
}
