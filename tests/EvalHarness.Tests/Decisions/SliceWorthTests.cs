using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>What an option gains or loses in one part of the work.</summary>
public sealed class SliceWorthTests
{
    private const double Answers = 100_000;

    [Test]
    public void A_part_is_worth_its_volume_times_the_difference_in_quality_times_the_stake()
    {
        var mix = Analyse(("headlines", 3, 0.3, 0.8), ("figures", 1, 0.6, 0.2));

        double annuity = CashFlowSeries.MidMonthAnnuity(0.10, 36);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                mix.Select(one => (one.Option, one.Slice)),
                Is.EqualTo([("tuned", "headlines"), ("tuned", "figures")])
            );
            Assert.That(mix.Select(one => one.Share), Is.EqualTo([0.75, 0.25]).Within(1e-12));
            Assert.That(mix[0].Npv, Is.EqualTo(Answers * annuity * 0.75 * 0.5 * 2).Within(1e-6).Percent, "gained");
            Assert.That(mix[1].Npv, Is.EqualTo(Answers * annuity * 0.25 * -0.4 * 2).Within(1e-6).Percent, "lost");
            Assert.That(mix.Select(one => one.PWorse), Is.EqualTo([0, 1]));
            Assert.That((mix[1].P5, mix[1].P95), Is.EqualTo((-0.4, -0.4)).Within(1e-12));
        }
    }

    [Test]
    public void The_parts_add_up_to_what_the_whole_difference_in_quality_is_worth()
    {
        var (spec, measured) = Case(("a", 2, 0.5, 0.7), ("b", 1, 0.9, 0.4), ("c", 1, 0.3, 0.3));
        var result = DecisionAnalysis.Analyse(spec, measured);
        foreach (string slice in (string[])["a", "b", "c"])
        {
            measured[$"quality.tuned.{slice}"] = measured[$"quality.hosted.{slice}"];
        }

        static double Npv(DecisionResult one) => one.Options.Single(option => option.Id == "tuned").Npv;
        double whole = Npv(result) - Npv(DecisionAnalysis.Analyse(spec, measured));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Mix.Sum(one => one.Npv), Is.EqualTo(whole).Within(1e-6).Percent);
            Assert.That(result.Mix[2].Npv, Is.Zero.Within(1e-6), "as good as the incumbent");
        }
    }

    [Test]
    public void An_option_of_which_one_part_alone_was_measured_has_no_mix()
    {
        var (spec, measured) = Case(("a", 1, 0.5, 0.7));
        measured["quality.tuned"] = measured["quality.tuned.a"];
        measured.Remove("quality.tuned.a");

        Assert.That(DecisionAnalysis.Analyse(spec, measured).Mix, Is.Empty);
    }

    private static SliceWorth[] Analyse(params (string, double, double, double)[] slices)
    {
        var (spec, measured) = Case(slices);
        return [.. DecisionAnalysis.Analyse(spec, measured).Mix];
    }

    private static (DecisionSpec Spec, Dictionary<string, double[]> Measured) Case(
        params (string Slice, double Weight, double Hosted, double Tuned)[] slices
    )
    {
        var plain = Examples.Plain(new OptionSpec("tuned", new QualitySpec(FromRuns: ["run"])));
        var spec = plain with { Slices = [.. slices.Select(one => new SliceSpec(one.Slice, one.Weight))] };
        double[] Same(double value) => [.. Enumerable.Repeat(value, spec.MonteCarlo.Draws)];
        var measured = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (slice, _, hosted, tuned) in slices)
        {
            measured[$"quality.hosted.{slice}"] = Same(hosted);
            measured[$"quality.tuned.{slice}"] = Same(tuned);
        }

        return (spec, measured);
    }
}
