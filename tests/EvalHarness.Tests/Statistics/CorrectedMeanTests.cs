using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>A judge's mean corrected by a few labels of people: its value, its error, and its coverage.</summary>
public sealed class CorrectedMeanTests
{
    private const int Samples = 400;
    private const int ClusterSize = 8;

    [TestCase(1UL, 0.7)]
    [TestCase(2UL, 0.95)]
    [TestCase(3UL, 0.4)]
    public void It_is_the_tuned_prediction_powered_mean_over_labelled_and_unlabelled(ulong seed, double accuracy)
    {
        var source = new RandomSource(seed, 0);
        double[] labels = Draw(60, ref source, 0.5);
        double[] labelled = Judged(labels, ref source, accuracy);
        double[] unlabelled = Judged(Draw(340, ref source, 0.5), ref source, accuracy);
        LabelledSums[] items =
        [
            .. labels.Zip(labelled, (label, score) => LabelledSums.Of(score, label)),
            .. unlabelled.Select(score => LabelledSums.Of(score, null)),
        ];

        var tuned = PredictionPowered.Tuned(labels, labelled, unlabelled);
        var corrected = CorrectedMean.Of(items, Each(items.Length))!;

        using (Assert.EnterMultipleScope())
        {
            // The same formula, summed in another order.
            Assert.That(corrected.Value, Is.EqualTo(tuned.Value).Within(1e-12));
            Assert.That(Total(items).Lambda, Is.EqualTo(tuned.Lambda * 400 / 340).Within(1e-12));
            // Both estimate the variance of the same estimate, by other sums and other divisors.
            Assert.That(corrected.Tails()!.Error, Is.EqualTo(tuned.StandardError).Within(8).Percent);
        }
    }

    [Test]
    public void Without_labels_there_is_nothing_to_correct_by() =>
        Assert.That(CorrectedMean.Of([LabelledSums.Of(1, null), LabelledSums.Of(0, null)], [0, 1]), Is.Null);

    [Test]
    public void All_labelled_is_the_mean_of_the_labels()
    {
        LabelledSums[] items = [.. Enumerable.Range(0, 40).Select(i => LabelledSums.Of(1, i % 4 == 0 ? 1 : 0))];

        var corrected = CorrectedMean.Of(items, Each(40))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(corrected.Value, Is.EqualTo(0.25).Within(1e-12));
            // The standard error of a mean with divisor n - 1: sqrt(0.1875 / 39).
            Assert.That(corrected.Tails()!.Error, Is.EqualTo(Math.Sqrt(0.1875 / 39)).Within(1e-12));
        }
    }

    [Test]
    public void A_judge_of_one_grade_leaves_the_mean_of_the_labels()
    {
        LabelledSums[] items =
        [
            .. Enumerable.Range(0, 100).Select(i => LabelledSums.Of(0.1, i < 30 ? i % 2 : (double?)null)),
        ];

        Assert.That(CorrectedMean.Of(items, Each(100))!.Value, Is.EqualTo(0.5).Within(1e-12));
    }

    [Test]
    public void Thirty_labels_that_agree_do_not_prove_a_perfect_judge()
    {
        LabelledSums[] items =
        [
            .. Enumerable.Range(0, 3_000).Select(i => LabelledSums.Of(i % 2, i < 30 ? i % 2 : (double?)null)),
        ];

        var tails = CorrectedMean.Of(items, Each(3_000))!.Tails()!;

        // 0 of 30 disagreements leave up to 1 - 0.025^(1/30) = 0.116 of them.
        Assert.That(tails.Interval(0.95).High - tails.Mean, Is.EqualTo(0.116).Within(0.005));
    }

    [Test]
    public void Swapping_two_models_flips_the_sign_and_keeps_the_error()
    {
        var source = new RandomSource(7, 0);
        var (first, clusters) = Model(ref source, 0.6, 0.9, 0.3, 50);
        var (second, _) = Model(ref source, 0.5, 0.8, 0.1, 50);
        var (a, b) = (CorrectedMean.Of(first, clusters)!, CorrectedMean.Of(second, clusters)!);

        var (one, other) = (a.Minus(b).Tails()!, b.Minus(a).Tails()!);

        Assert.That((one.Mean, one.Error), Is.EqualTo((-other.Mean, other.Error)));
    }

    [Test]
    [Category("Simulation")]
    public void With_fifty_labels_of_clustered_answers_the_interval_covers_what_people_would_say_and_that_of_the_judge_does_not()
    {
        const int experiments = 4_000;
        bool Covers(RandomSource source, bool isCorrected)
        {
            var (items, clusters) = Model(ref source, 0.6, 0.9, 0.35, 50);
            if (isCorrected)
            {
                return CorrectedMean.Of(items, clusters)!.Tails()!.Interval(0.95).Contains(0.6);
            }

            double[] scores = [.. items.Select(item => item.Scores)];
            var raw = ClusterRobustMean.Of(scores, clusters)!;
            var error = raw.Errors[(int)raw.Preferred];
            double half = Tails.StudentCritical(0.95, error.DegreesOfFreedom!.Value) * error.StandardError!.Value;
            return Math.Abs(raw.Mean - 0.6) <= half;
        }

        double corrected = Simulation.Share(experiments, 41, source => Covers(source, isCorrected: true));
        double raw = Simulation.Share(experiments, 41, source => Covers(source, isCorrected: false));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(corrected, Is.InRange(0.94 - Simulation.Error(0.95, experiments), 0.98));
            Assert.That(raw, Is.LessThan(0.3));
        }
    }

    [Test]
    [Category("Simulation")]
    public void A_difference_is_covered_where_the_judge_favours_one_of_the_two()
    {
        const int experiments = 4_000;
        bool Covers(RandomSource source, bool sameSamples)
        {
            var (first, clusters) = Model(ref source, 0.6, 0.95, 0.4, 50);
            var (second, _) = Model(ref source, 0.6, 0.85, 0.1, 50, sameSamples ? 0 : 200);
            return CorrectedMean
                .Of(first, clusters)!
                .Minus(CorrectedMean.Of(second, clusters)!)
                .Tails()!
                .Interval(0.95)
                .Contains(0);
        }

        using (Assert.EnterMultipleScope())
        {
            foreach (bool same in (bool[])[true, false])
            {
                Assert.That(
                    Simulation.Share(experiments, 43, source => Covers(source, same)),
                    Is.InRange(0.94 - Simulation.Error(0.95, experiments), 0.98),
                    same ? "labels on the same samples" : "labels on others"
                );
            }
        }
    }

    /// <summary>
    /// Answers to 400 samples in clusters of 8 that share their fate to some degree; the judge sees a good one as good with one
    /// probability and a bad one with another, and some drawn by chance are labelled.
    /// </summary>
    private static (LabelledSums[] Items, int[] Clusters) Model(
        ref RandomSource source,
        double share,
        double seen,
        double fooled,
        int labels,
        int shift = 0
    )
    {
        int[] clusters = [.. Enumerable.Range(0, Samples).Select(i => i / ClusterSize)];
        double[] effects = new double[Samples / ClusterSize];
        for (int i = 0; i < effects.Length; i++)
        {
            effects[i] = source.NextDouble() < 0.5 ? -0.25 : 0.25;
        }

        int[] order = [.. Enumerable.Range(0, Samples)];
        for (int i = Samples - 1; i > 0; i--)
        {
            int j = (int)(source.NextDouble() * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        var items = new LabelledSums[Samples];
        for (int i = 0; i < Samples; i++)
        {
            double truth = source.NextDouble() < share + effects[clusters[i]] ? 1 : 0;
            double score = source.NextDouble() < (truth > 0 ? seen : fooled) ? 1 : 0;
            items[i] = LabelledSums.Of(score, (order[i] + shift) % Samples < labels ? truth : null);
        }

        return (items, clusters);
    }

    private static LabelledSums Total(LabelledSums[] items) => items.Aggregate((one, other) => one + other);

    private static int[] Each(int count) => [.. Enumerable.Range(0, count)];

    private static double[] Draw(int count, ref RandomSource source, double share)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = source.NextDouble() < share ? 1 : 0;
        }

        return values;
    }

    private static double[] Judged(double[] truth, ref RandomSource source, double accuracy)
    {
        double[] values = new double[truth.Length];
        for (int i = 0; i < truth.Length; i++)
        {
            values[i] = source.NextDouble() < accuracy ? truth[i] : 1 - truth[i];
        }

        return values;
    }
}
