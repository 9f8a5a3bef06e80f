using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class PublishedDifferenceTests
{
    private const double Z = 1.959963984540054;

    [Test]
    public void Without_protocol_error_the_limits_are_those_of_Newcombe()
    {
        var pair = PublishedDifference.Compare(Score("a", 0.7, 500, 0), Score("b", 0.6, 400, 0), 0.95);

        var newcombe = new IndependentProportions(350, 500, 240, 400).Newcombe();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Difference.Value, Is.EqualTo(0.1).Within(1e-12));
            Assert.That(pair.Difference.Low, Is.EqualTo(newcombe.Low).Within(1e-12));
            Assert.That(pair.Difference.High, Is.EqualTo(newcombe.High).Within(1e-12));
        }
    }

    [Test]
    public void Protocol_errors_of_both_scores_add_to_the_squares()
    {
        var pair = PublishedDifference.Compare(Score("a", 0.7, 500, 0.03), Score("b", 0.6, 400, 0.04), 0.95);

        var newcombe = new IndependentProportions(350, 500, 240, 400).Newcombe();
        double protocol = Z * 0.05;
        double low = 0.1 - Math.Sqrt(Math.Pow(0.1 - newcombe.Low, 2) + (protocol * protocol));
        Assert.That(pair.Difference.Low, Is.EqualTo(low).Within(1e-9));
    }

    [Test]
    public void The_p_value_is_that_of_Agresti_and_Caffo_with_protocol_variance()
    {
        var pair = PublishedDifference.Compare(Score("a", 0.7, 500, 0.04), Score("b", 0.6, 400, 0.04), 0.95);

        var (p1, p2) = (351 / 502.0, 241 / 402.0);
        double sd = Math.Sqrt((p1 * (1 - p1) / 502) + (p2 * (1 - p2) / 402) + (2 * 0.0016));
        Assert.That(pair.PValue, Is.EqualTo(UnitNormal.TwoSided((p1 - p2) / sd)).Within(1e-12));
    }

    [Test]
    public void More_samples_do_not_shrink_the_protocol_error()
    {
        var pair = PublishedDifference.Compare(
            Score("a", 0.7, 1_000_000_000, 0.04),
            Score("b", 0.6, 1_000_000_000, 0.04),
            0.95
        );

        Assert.That(pair.Difference.High - pair.Difference.Low, Is.EqualTo(2 * Z * 0.04 * Math.Sqrt(2)).Within(1e-4));
    }

    [Test]
    public void Without_a_number_of_samples_there_is_a_difference_and_nothing_else()
    {
        var pair = PublishedDifference.Compare(Score("a", 0.7, null, 0.04), Score("b", 0.6, 400, 0.04), 0.95);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Difference.Value, Is.EqualTo(0.1).Within(1e-12));
            Assert.That(pair.Difference.Low, Is.Null);
            Assert.That(pair.PValue, Is.Null);
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(PairText.Why(pair), Does.Contain("a: the publication does not say how many samples"));
        }
    }

    [Test]
    public void A_score_that_is_no_share_is_not_tested_however_many_samples()
    {
        var pair = PublishedDifference.Compare(
            Score("a", 0.7, 500, 0.04) with
            {
                IsShare = false,
                Metric = "weighted_f1",
            },
            Score("b", 0.6, 400, 0.04),
            0.95
        );

        Assert.That(
            (pair.PValue, PairText.Why(pair)),
            Is.EqualTo(((double?)null, "weighted_f1 is no share of samples, and the samples were not published"))
        );
    }

    [Test]
    public void Other_rows_other_prompts_and_other_studies_are_not_like_for_like()
    {
        var a = Score("a", 0.7, 500, 0.04) with { Study = "x", Split = "test", Protocol = "5-shot" };
        var b = a with { Model = "b", Study = "y", Split = "dev", Protocol = "" };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(a.UnlikeTo(a with { Model = "b" }), Is.Null);
            Assert.That(
                PublishedDifference.Compare(a, b, 0.95).Difference.Note,
                Is.EqualTo("not like for like: studies x and y, other test rows, asked 5-shot and in a way not stated")
            );
        }
    }

    [Test]
    public void Scores_of_nothing_and_everything_right_keep_limits_within_one()
    {
        var pair = PublishedDifference.Compare(Score("a", 1, 10, 0.5), Score("b", 0, 10, 0.5), 0.95);

        Assert.That((pair.Difference.Value, pair.Difference.High), Is.EqualTo((1.0, (double?)1.0)));
    }

    private static PublishedScore Score(string model, double value, long? n, double protocolSd) =>
        new("t", "accuracy", model, value, n, true) { ProtocolSd = protocolSd };
}
