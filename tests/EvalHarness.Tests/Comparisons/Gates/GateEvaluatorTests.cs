using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Gates;

public sealed class GateEvaluatorTests
{
    private const string OnAccuracy = "task/accuracy";

    [TestCase(0.80, GateVerdict.Pass)]
    [TestCase(0.90, GateVerdict.Inconclusive)]
    [TestCase(0.97, GateVerdict.Fail)]
    public void At_least_passes_fails_or_stays_open_by_the_exact_binomial_test(double bound, GateVerdict verdict)
    {
        var table = GateSetup.Run(200, ("m", i => i % 10 != 0));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, AtLeast: bound));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(verdict));
            Assert.That(result.Test, Is.EqualTo("exact binomial test"));
            // P(Bin(200, bound) >= 180) and P(Bin(200, bound) <= 180).
            Assert.That(result.PassPValue, Is.EqualTo(Tails.BinomialUpper(180, 200, bound)).Within(1e-12));
            Assert.That(result.FailPValue, Is.EqualTo(Tails.BinomialLower(180, 200, bound)).Within(1e-12));
        }
    }

    [TestCase(0.05, GateVerdict.Fail)]
    [TestCase(0.10, GateVerdict.Inconclusive)]
    [TestCase(0.20, GateVerdict.Pass)]
    public void At_most_bounds_the_share_of_an_outcome(double bound, GateVerdict verdict)
    {
        string?[] answers = Enumerable.Range(0, 200).Select(i => i % 10 == 0 ? null : "a").ToArray();
        var table = Board.Of(Enumerable.Repeat("a", 200), [new Accuracy()]).With("m", answers).Table();

        var result = GateSetup.Only(table, new GateSpec("m", Outcome: "unparsable", AtMost: bound));

        Assert.That(result.Verdict, Is.EqualTo(verdict));
    }

    [TestCase(30, 5, GateVerdict.Pass)]
    [TestCase(16, 12, GateVerdict.Inconclusive)]
    [TestCase(5, 30, GateVerdict.Fail)]
    public void Better_than_a_model_counts_the_samples_that_only_one_gets_right(int won, int lost, GateVerdict verdict)
    {
        var table = GateSetup.Run(400, ("m", i => i >= lost), ("other", i => i < lost || i >= lost + won));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, BetterThan: "other"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(verdict));
            Assert.That(result.Estimate!.Value, Is.EqualTo((won - lost) / 400.0).Within(1e-12));
            Assert.That(result.Reference, Is.EqualTo("other"));
        }
    }

    [Test]
    public void Three_samples_won_and_none_lost_prove_nothing()
    {
        var table = GateSetup.Run(400, ("m", _ => true), ("other", i => i >= 3));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, BetterThan: "other"));

        // The score test alone would say p = 0.042; the exact chance is 1/8, its mid-p 1/16.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(result.PassPValue, Is.EqualTo(1 / 16.0).Within(1e-12));
        }
    }

    [TestCase(0.00, GateVerdict.Fail)]
    [TestCase(0.05, GateVerdict.Inconclusive)]
    [TestCase(0.15, GateVerdict.Pass)]
    public void Not_worse_than_allows_a_margin(double margin, GateVerdict verdict)
    {
        var table = GateSetup.Run(300, ("m", i => i >= 25), ("other", i => i < 290));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, NotWorseThan: "other", Margin: margin));

        Assert.That(result.Verdict, Is.EqualTo(verdict));
    }

    [TestCase(0.02, GateVerdict.Inconclusive)]
    [TestCase(0.10, GateVerdict.Pass)]
    public void Within_needs_both_sides(double margin, GateVerdict verdict)
    {
        var table = GateSetup.Run(300, ("m", i => i % 50 != 0), ("other", i => i % 50 != 1));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, Within: "other", Margin: margin));

        Assert.That(result.Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void Within_fails_where_the_models_are_far_apart()
    {
        var table = GateSetup.Run(300, ("m", _ => true), ("other", i => i % 2 == 0));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, Within: "other", Margin: 0.05));

        Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Fail));
    }

    [TestCase("0.5", 0.02, GateVerdict.Pass)]
    [TestCase("0.95", 0.02, GateVerdict.Fail)]
    public void A_number_stands_for_a_model(string number, double margin, GateVerdict verdict)
    {
        var table = GateSetup.Run(300, ("m", i => i % 5 != 0));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, NotWorseThan: number, Margin: margin));

        Assert.That(result.Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void A_metric_that_is_no_mean_is_resampled()
    {
        var table = GateSetup.Run(300, ("m", i => i % 10 != 0), ("other", i => i % 2 == 0));

        var result = GateSetup.Only(table, new GateSpec("m", "task/macro_f1", BetterThan: "other"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(
                result.PassPValue,
                Is.GreaterThan(0).And.LessThan(1e-6),
                "far less than one in 2,000 resamples"
            );
            Assert.That(result.Test, Is.EqualTo("paired bootstrap t test"));
        }
    }

    [Test]
    public void Clusters_leave_less_to_go_by_than_their_samples()
    {
        // 300 samples, but only six independent units, of which each is right or wrong as a whole.
        var whole = GateSetup.Clustered(300, 6, ("m", i => i % 6 != 0));
        var alone = GateSetup.Run(300, ("m", i => i % 6 != 0));
        var gate = new GateSpec("m", OnAccuracy, AtLeast: 0.7);

        Assert.That(
            (GateSetup.Only(alone, gate).Verdict, GateSetup.Only(whole, gate).Verdict),
            Is.EqualTo((GateVerdict.Pass, GateVerdict.Inconclusive))
        );
    }

    [Test]
    public void Models_that_answer_alike_are_alike_within_what_so_many_samples_can_show()
    {
        GateResult Of(int samples) =>
            GateSetup.Only(
                GateSetup.Run(samples, ("m", i => i % 3 != 0), ("twin", i => i % 3 != 0)),
                new GateSpec("m", OnAccuracy, NotWorseThan: "twin", Margin: 0.02)
            );

        Assert.That((Of(30).Verdict, Of(400).Verdict), Is.EqualTo((GateVerdict.Inconclusive, GateVerdict.Pass)));
    }

    [Test]
    public void A_perfect_model_proves_what_its_samples_can_show()
    {
        GateResult Of(double bound) =>
            GateSetup.Only(GateSetup.Run(50, ("m", _ => true)), new GateSpec("m", OnAccuracy, AtLeast: bound));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(0.9).PassPValue, Is.EqualTo(Math.Pow(0.9, 50)).Within(1e-12));
            Assert.That(Of(0.9).Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(Of(0.99).Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(Of(1).Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(Of(1).SamplesNeeded, Is.Null);
            Assert.That(Of(0).Verdict, Is.EqualTo(GateVerdict.Pass));
        }
    }

    [Test]
    public void An_undecided_gate_says_how_many_more_samples_it_needs_and_they_do()
    {
        GateResult Of(int samples) =>
            GateSetup.Only(
                GateSetup.Run(samples, ("m", i => i % 10 != 0)),
                new GateSpec("m", OnAccuracy, AtLeast: 0.87)
            );

        var first = Of(100);
        int needed = (int)first.SamplesNeeded!.Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(needed, Is.InRange(300, 1_500));
            Assert.That(Of(100 + needed).Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(GateText.Describe(first), Does.Contain($"About {needed:N0} more samples"));
        }
    }

    [Test]
    public void Holm_over_the_gates_takes_what_one_gate_alone_would_get()
    {
        var table = GateSetup.Run(100, ("m", i => i % 10 != 0));
        var gate = new GateSpec("m", OnAccuracy, AtLeast: 0.83);
        GateSpec[] others =
        [
            .. Enumerable.Range(0, 9).Select(i => new GateSpec("m", OnAccuracy, AtLeast: 0.899 + (i * 0.0001))),
        ];

        var alone = GateSetup.Only(table, gate);
        var among = GateEvaluator.Evaluate(table.With([gate, .. others]))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone.Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(among.Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(among.PassPValue, Is.EqualTo(10 * alone.PassPValue!.Value).Within(1e-12));
            Assert.That(among.Family, Is.EqualTo(10));
        }
    }
}
