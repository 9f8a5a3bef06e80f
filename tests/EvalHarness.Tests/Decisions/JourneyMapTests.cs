using EvalHarness.Comparisons.Joins;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Journeys;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Comparisons;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>Every gate of the path passes, fails, and says what it lacks.</summary>
public sealed class JourneyMapTests
{
    // 100,000 answers a month, a point of quality worth 2,000 dollars of them.
    [TestCase(0.85, 0, true, "open pays at any number, down to a 1,000th of today's 100k answers a month")]
    [TestCase(0.79, 9000, false, "open does not pay at any number up to 1,000 times today's 100k answers a month")]
    public void A_volume_that_never_breaks_even_is_said_like_a_person(
        double quality,
        double fixedPerMonth,
        bool passed,
        string finding
    )
    {
        var test = Of(Open(quality, fixedPerMonth)).Gates[0].Tests[0];
        Assert.That((test.Passed, test.Finding), Is.EqualTo(((bool?)passed, finding)));
    }

    [TestCase(5000, true)]
    [TestCase(12_000, false)]
    public void A_volume_is_held_against_its_break_even(double fixedPerMonth, bool passed)
    {
        var test = Of(Open(0.85, fixedPerMonth)).Gates[0].Tests[0];

        // 2 dollars x 0.05 better x 0.6 realised is 0.06 a question; the incumbent costs 1,000 a month.
        string breakEven = BigMoney.Count((fixedPerMonth - 1000) / 0.06);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(test.Passed, Is.EqualTo(passed));
            Assert.That(test.Finding, Does.StartWith($"open breaks even at {breakEven} answers a month; today 100k"));
        }
    }

    [Test]
    public void Without_an_open_model_there_is_no_volume_to_ask_for() =>
        Assert.That(
            Of(new OptionSpec("better-prompt", 0.85, OptionKind.Prompt)).Gates[0].Tests[0],
            Is.EqualTo(new GateTest("Are enough answers asked for?", "no open model is among the options", null))
        );

    /// <summary>
    /// One cluster of 90 on which the first model is right more often, and ten single samples on which it is wrong: clusters by
    /// their means would have it worse, the samples, which the board shows, have it better.
    /// </summary>
    [Test]
    public void Differences_of_a_run_weigh_samples_and_not_clusters()
    {
        string[] targets = [.. Enumerable.Repeat("yes", 100)];
        var run = new RunEvidence(
            Board
                .Of(targets, [new Accuracy()], new CompareSpec(Margin: 0.02), i => i < 90 ? "all" : $"one {i}")
                .With("a", [.. Enumerable.Range(0, 100).Select(i => i < 90 ? "yes" : "no")])
                .With("b", [.. Enumerable.Range(0, 100).Select(i => i < 45 ? "no" : "yes")])
                .Table()
        );
        double[] differences = run.Differences("a", "b")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(differences, Has.Length.EqualTo(11));
            Assert.That(differences, Has.All.InRange(-1, 1));
            // 90/90 of 0.5, and ten times 1/90 of (-1 + 0.02) less 0.02; the sum over all is that of (d + 0.02)/90 - 0.02 a cluster.
            Assert.That(differences[0], Is.EqualTo(0.5).Within(1e-12));
            Assert.That(differences.Skip(1), Has.All.EqualTo((-0.98 / 90) - 0.02).Within(1e-12));
            Assert.That(
                differences.Average(),
                Is.GreaterThan(-0.02),
                "not worse over samples: 45 more right, 10 fewer"
            );
        }
    }

    [TestCase(0, true)]
    [TestCase(60, false)]
    public void An_open_model_that_is_not_worse_is_found_so_by_the_e_process(int lost, bool passed)
    {
        string?[] right = [.. Enumerable.Repeat<string?>("yes", 600)];
        string?[] worse = [.. right.Select((answer, i) => i < lost ? "no" : answer)];
        var run = new RunEvidence(
            Board
                .Of(right!, [new Accuracy()], new CompareSpec(Margin: 0.03))
                .With("hosted", right)
                .With("open", worse)
                .Table()
        );
        var spec = Spec(Open(0.8, 0) with { Quality = new QualitySpec(FromRuns: ["run"]) });
        spec = spec with
        {
            Options = spec.Options.SetItem(0, spec.Options[0] with { Quality = new QualitySpec(FromRuns: ["run"]) }),
        };

        var test = DecisionAccount
            .Of(Measurements.Attach(new DecisionCase(spec), null, _ => run))
            .Journey.Gates[0]
            .Tests[1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(test.Passed, Is.EqualTo(passed), test.Finding);
            Assert.That(
                test.Finding,
                Does.StartWith(passed ? "open against hosted: shown to be" : "open against hosted: not shown to be")
                    .And.Contains("600 groups of samples")
            );
        }
    }

    [Test]
    public void Without_a_run_of_both_nobody_knows_whether_the_open_model_is_worse() =>
        Assert.That(Of(Open(0.85, 0)).Gates[0].Tests[1].Passed, Is.Null);

    // The incumbent errs in a fifth of its answers.
    [TestCase(0.92, true)]
    [TestCase(0.6, false)]
    public void Labels_are_affordable_where_the_curve_reaches_the_incumbent(double last, bool passed)
    {
        var curve = new LearningCurveSpec(
            [100, 200, 400, 800],
            [.. new[] { last - 0.15, last - 0.1, last - 0.05, last }.Select(share => Math.Round(1000 * share))],
            [1000, 1000, 1000, 1000],
            1600
        );
        var test = Of(
            new OptionSpec("tuned", new QualitySpec(LearningCurve: curve), OptionKind.Lora) { LeadMonths = 1 }
        )
            .Gates[1]
            .Tests[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(test.Passed, Is.EqualTo(passed), test.Finding);
            Assert.That(
                test.Finding,
                Does.StartWith("tuned with 1,600 labels gets at most 20 % of its answers wrong, as hosted does, in")
            );
        }
    }

    [Test]
    public void Without_a_curve_nobody_knows_what_labels_bring() =>
        Assert.That(
            Of(Open(0.85, 0)).Gates[1].Tests[0],
            Is.EqualTo(
                new GateTest(
                    "Can we afford enough labels to do as well as today?",
                    "not known: no option says how right it gets with how many labels (learning_curve)",
                    null
                )
            )
        );

    [TestCase(100, true, "pilot is worth $")]
    [TestCase(2_000_000, false, "pilot is worth −$")]
    public void A_pilot_is_told_as_money(double cost, bool passed, string finding)
    {
        var uncertain = new QualitySpec(Distribution: new NormalDistribution(0.8, 0.1, 0, 1));
        var spec = Spec(new OptionSpec("tuned", uncertain, OptionKind.Lora)) with
        {
            Studies = [new StudySpec("pilot", new Pilot("tuned", 0.01), cost)],
            MonteCarlo = new MonteCarloSpec(2000),
        };

        var test = DecisionAccount.Of(new DecisionCase(spec)).Journey.Gates[1].Tests[1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(test.Passed, Is.EqualTo(passed), test.Finding);
            Assert.That(test.Finding, Does.StartWith(finding).And.EndsWith(" after its price and the wait"));
        }
    }

    [Test]
    public void Without_a_pilot_there_is_nothing_to_pay() =>
        Assert.That(Of(Open(0.85, 0)).Gates[1].Tests[1].Finding, Is.EqualTo("no pilot is proposed"));

    // Replicas of 0.1 answers a second, 262,800 a month: buying at the golden case's terms pays from 54.3 %.
    [TestCase(160_000, "60.9", true)]
    [TestCase(100_000, "38.1", false)]
    public void Gpus_are_bought_where_they_are_busy_enough(double volume, string busy, bool passed)
    {
        var spec = Spec(OnGpus(new PurchaseSpec(12_500, 0.35, 36, 0.2))) with { Volume = new VolumeSpec(volume) };

        var test = DecisionAccount.Of(new DecisionCase(spec)).Journey.Purchase;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(test.Passed, Is.EqualTo(passed), test.Finding);
            Assert.That(
                test.Finding,
                Does.StartWith($"open would keep them busy {busy} %")
                    .And.EndsWith(" of the time over 36 months; buying pays from 54.3 %")
            );
        }
    }

    [Test]
    public void A_second_replica_halves_how_busy_they_are()
    {
        var spec = Spec(OnGpus(new PurchaseSpec(12_500, 0.35, 36, 0.2))) with { Volume = new VolumeSpec(200_000) };
        var draws = ParameterDraws.Sample(spec);

        // 262,800 x 0.7 is less than 200,000: two replicas.
        Assert.That(PurchaseGate.Utilisation("open", 36, draws), Is.EqualTo(200_000 / (2 * 262_800.0)).Within(1e-12));
    }

    [Test]
    public void Gpus_that_cost_more_to_keep_than_to_rent_are_never_bought()
    {
        var test = Of(OnGpus(new PurchaseSpec(50_000, 2))).Purchase;
        Assert.That(
            (test.Passed, test.Finding),
            Is.EqualTo(
                (
                    (bool?)false,
                    "open would keep them busy 38.1 % of the time over 36 months; buying never pays at these prices"
                )
            )
        );
    }

    [Test]
    public void What_owning_gpus_costs_is_asked_for_where_it_is_not_said()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Of(OnGpus(null)).Purchase.Finding,
                Is.EqualTo(
                    "not known: what owning those of open would cost is not said ('purchase:' under the 'gpu:' of open)"
                )
            );
            Assert.That(Of(Open(0.85, 0)).Purchase.Finding, Is.EqualTo("no option serves on machines of its own"));
            Assert.That(Of(OnGpus(null)).Purchase.Passed, Is.Null);
        }
    }

    [Test]
    public void Machines_are_asked_about_of_an_option_that_is_allowed()
    {
        var away = OnGpus(null) with { Id = "away", Quality = 0.95, DataLeaves = true };
        var spec = Spec(away, OnGpus(null)) with { Constraints = new ConstraintsSpec(DataMustNotLeave: true) };

        var journey = DecisionAccount.Of(new DecisionCase(spec)).Journey;

        Assert.That(journey.Purchase.Finding, Does.Contain("those of open"));
    }

    [Test]
    public void Untried_rungs_are_named_until_they_are_options_and_those_acknowledged_apart()
    {
        var big = new OptionSpec("big", 0.9, OptionKind.FullFinetune, Status: OptionStatus.Proposed)
        {
            LeadMonths = 4,
            PSuccess = 0.8,
        };
        var spec = Spec(big, new OptionSpec("book", 0.6, OptionKind.Rules)) with
        {
            AcknowledgeMissing = [OptionKind.Rag],
        };

        var journey = DecisionAccount.Of(new DecisionCase(spec)).Journey;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                journey.Untried,
                Is.EqualTo([OptionKind.TraditionalMl, OptionKind.Rag, OptionKind.Cascade, OptionKind.Lora])
            );
            Assert.That(journey.Acknowledged, Is.EqualTo([OptionKind.Rag]));
        }
    }

    [TestCase(OptionKind.OpenSelfhost, 1)]
    [TestCase(OptionKind.Lora, 2)]
    [TestCase(OptionKind.Prompt, 0)]
    [TestCase(OptionKind.Rules, 0)]
    public void A_gate_behind_the_incumbent_asks_nothing_more(OptionKind incumbent, int behind)
    {
        var spec = Spec(new OptionSpec("other", 0.85, OptionKind.FullFinetune));
        spec = spec with { Options = spec.Options.SetItem(0, spec.Options[0] with { Kind = incumbent }) };
        var journey = DecisionAccount.Of(new DecisionCase(spec)).Journey;
        GateTest there = new("Is the team there?", "the option in use, hosted, is there already", true);
        Assert.That(journey.Gates.Count(gate => gate.Tests.Contains(there)), Is.EqualTo(behind));
        Assert.That(journey.Gates.Take(behind).Select(gate => gate.Passed), Is.All.True);
    }

    private static Journey Of(params OptionSpec[] others) => DecisionAccount.Of(new DecisionCase(Spec(others))).Journey;

    private static DecisionSpec Spec(params OptionSpec[] others)
    {
        var spec = Examples.Plain(others) with { Realisation = 0.6 };
        return spec with { Options = spec.Options.SetItem(0, spec.Options[0] with { Kind = OptionKind.Prompt }) };
    }

    private static OptionSpec Open(double quality, double fixedPerMonth) =>
        new("open", quality, OptionKind.OpenSelfhost) { FixedPerMonth = fixedPerMonth };

    private static OptionSpec OnGpus(PurchaseSpec? purchase) =>
        Open(0.85, 0) with
        {
            Gpu = new GpuSpec(1.5, 0.1, Purchase: purchase),
        };
}
