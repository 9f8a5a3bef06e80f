using CsCheck;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>What holds of intervals and tests whatever the data.</summary>
public sealed class LawTests
{
    private static readonly Gen<PairedTable> Tables = Gen.Select(
            Gen.Int[0, 60],
            Gen.Int[0, 20],
            Gen.Int[0, 20],
            Gen.Int[1, 60]
        )
        .Select((n11, n10, n01, n00) => new PairedTable(n11, n10, n01, n00));

    private static readonly Gen<double[]> Scores = Gen.Int[-8, 8].Select(i => i / 4.0).Array[3, 40];

    private static readonly Func<long, long, double, Interval>[] Binomial =
    [
        BinomialIntervals.Wald,
        BinomialIntervals.Wilson,
        BinomialIntervals.WilsonContinuityCorrected,
        BinomialIntervals.ClopperPearson,
        BinomialIntervals.AgrestiCoull,
        BinomialIntervals.JeffreysModified,
    ];

    private static readonly Func<PairedTable, double, Interval>[] Paired =
    [
        PairedProportions.Wald,
        PairedProportions.Newcombe,
        PairedProportions.NewcombePlain,
        PairedProportions.Tango,
    ];

    [Test]
    public void Binomial_intervals_hold_the_share_mirror_and_grow_with_the_level()
    {
        Gen.Select(Gen.Long[1, 500], Gen.Double[0, 1], Gen.Int[0, Binomial.Length - 1].Select(i => Binomial[i]))
            .Sample(
                (n, share, method) =>
                {
                    long x = (long)(share * n);
                    var interval = method(x, n, 0.9);
                    var mirror = method(n - x, n, 0.9);
                    var wide = method(x, n, 0.99);
                    return interval.Low <= (double)x / n + 1e-12
                        && (double)x / n <= interval.High + 1e-12
                        && Math.Abs(mirror.Low - (1 - interval.High)) < 1e-9
                        && wide.Low <= interval.Low + 1e-12
                        && interval.High <= wide.High + 1e-12
                        && wide.Low >= 0
                        && wide.High <= 1;
                }
            );
    }

    [Test]
    public void Paired_intervals_hold_the_difference_flip_with_the_models_and_grow_with_the_level()
    {
        Gen.Select(Tables, Gen.Int[0, Paired.Length - 1].Select(i => Paired[i]))
            .Sample(
                (table, method) =>
                {
                    var interval = method(table, 0.9);
                    var flipped = method(table.Swap(), 0.9);
                    var wide = method(table, 0.99);
                    return interval.Low <= table.Difference + 1e-9
                        && table.Difference <= interval.High + 1e-9
                        && Math.Abs(flipped.Low + interval.High) < 1e-9
                        && Math.Abs(flipped.High + interval.Low) < 1e-9
                        && wide.Low <= interval.Low + 1e-12
                        && interval.High <= wide.High + 1e-12;
                }
            );
    }

    [Test]
    public void McNemar_p_is_between_mid_p_and_one_and_blind_to_the_order_of_models()
    {
        Tables.Sample(table =>
            McNemar.MidP(table) <= McNemar.Exact(table)
            && McNemar.Exact(table) <= 1
            && McNemar.MidP(table) > 0
            && McNemar.Exact(table) == McNemar.Exact(table.Swap())
        );
    }

    [Test]
    public void A_score_interval_leaves_out_what_its_test_rejects()
    {
        Tables.Sample(table =>
        {
            var interval = PairedProportions.Tango(table, 0.95);
            double? inside = PairedProportions.TangoScore(table, 0.5 * (interval.Low + interval.High));
            double? low = PairedProportions.TangoScore(table, interval.Low - 1e-6);
            return Math.Abs(inside ?? 0) < 1.96 && (interval.Low <= -1 + 1e-6 || low is null || low > 1.9599);
        });
    }

    [Test]
    public void Tests_of_paired_scores_flip_with_the_models_and_ignore_order()
    {
        Scores.Sample(scores =>
        {
            double[] negative = [.. scores.Select(score => -score)];
            double[] reversed = [.. scores.Reverse()];
            var wilcoxon = WilcoxonSignedRank.Of(scores);
            var flips = SignFlip.Exact(scores)!;
            return IsNear(wilcoxon.PExactGreater, WilcoxonSignedRank.Of(negative).PExactLess)
                && IsNear(wilcoxon.PExact, WilcoxonSignedRank.Of(reversed).PExact)
                && IsNear(flips.PGreater, SignFlip.Exact(negative)!.PLess)
                && IsNear(flips.P, SignFlip.Exact(reversed)!.P)
                && flips.P <= 1
                && IsNear(TTest.OneSample(scores).PGreater, TTest.OneSample(negative).PLess);
        });
    }

    [Test]
    public void Hodges_and_Lehmann_estimate_by_the_median_of_all_pair_means()
    {
        Gen.Double[-50, 50]
            .Array[1, 30]
            .Sample(values =>
            {
                double[] nonZero = [.. values.Where(value => value != 0)];
                double[] means =
                [
                    .. nonZero.SelectMany((first, i) => nonZero.Skip(i).Select(second => (first + second) / 2)),
                ];
                return IsNear(
                    WilcoxonSignedRank.Of(values).HodgesLehmann,
                    means.Length == 0 ? null : Quantiles.Of(means, 0.5)
                );
            });
    }

    [Test]
    public void Sign_flips_by_enumeration_on_a_lattice_and_at_random_agree()
    {
        Gen.Int[-30, 30]
            .Array[5, 14]
            .Sample(
                whole =>
                {
                    double[] lattice = [.. whole.Select(value => value / 10.0)];
                    // A factor without a short decimal drives the same values through the enumeration.
                    double[] scaled = [.. lattice.Select(value => value / Math.PI)];
                    var exact = SignFlip.Exact(lattice)!;
                    var random = SignFlipResampling.Test(lattice, 4000, 3, 1);
                    return IsNear(exact.P, SignFlip.Exact(scaled)!.P)
                        && IsNear(exact.PGreater, SignFlip.Exact(scaled)!.PGreater)
                        && Math.Abs(exact.P - random.P) < 6 * Math.Sqrt(0.25 / 4000);
                },
                iter: 50
            );
    }

    [Test]
    public void Sign_flips_of_right_and_wrong_answers_are_the_exact_McNemar_test()
    {
        Tables.Sample(
            table =>
            {
                double[] differences =
                [
                    .. Enumerable.Repeat(1.0, (int)table.N10),
                    .. Enumerable.Repeat(-1.0, (int)table.N01),
                    .. Enumerable.Repeat(0.0, (int)(table.N11 + table.N00)),
                ];
                return IsNear(SignFlip.Exact(differences)!.P, McNemar.Exact(table));
            },
            iter: 60
        );
    }

    [Test]
    public void Adjusted_p_keep_their_order_and_lie_between_p_and_Bonferroni()
    {
        Gen.Double[0, 1]
            .Array[1, 12]
            .Sample(p =>
            {
                double[] bonferroni = MultipleComparisons.Bonferroni(p);
                double[] holm = MultipleComparisons.Holm(p);
                double[] hochberg = MultipleComparisons.Hochberg(p);
                double[] hommel = MultipleComparisons.Hommel(p);
                double[] bh = MultipleComparisons.BenjaminiHochberg(p);
                return Enumerable
                    .Range(0, p.Length)
                    .All(i =>
                        p[i] <= bh[i] + 1e-12
                        && bh[i] <= hommel[i] + 1e-12
                        && hommel[i] <= hochberg[i] + 1e-12
                        && hochberg[i] <= holm[i] + 1e-12
                        && holm[i] <= bonferroni[i] + 1e-12
                    );
            });
    }

    [Test]
    public void Relabelling_clusters_changes_no_standard_error()
    {
        Gen.Select(Scores, Gen.Int[1, 6])
            .Sample(
                (scores, count) =>
                {
                    int[] clusters = [.. scores.Select((_, i) => i % count)];
                    int[] relabelled = [.. clusters.Select(cluster => count - 1 - cluster)];
                    var first = StandardErrors.Clustered(scores, clusters);
                    var second = StandardErrors.Clustered(scores, relabelled);
                    return IsNear(first.Cr0, second.Cr0) && IsNear(first.Miller, second.Miller);
                }
            );
    }

    [Test]
    public void Quantiles_rise_with_the_share_and_stay_within_the_values()
    {
        Gen.Select(Scores, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Enum<QuantileType>())
            .Sample(
                (scores, p, q, type) =>
                {
                    double low = Quantiles.Of(scores, Math.Min(p, q), type);
                    double high = Quantiles.Of(scores, Math.Max(p, q), type);
                    return scores.Min() <= low && low <= high && high <= scores.Max();
                }
            );
    }

    [Test]
    public void Equivalence_is_what_the_interval_at_twice_the_error_says()
    {
        Gen.Select(Scores, Gen.Double[0.01, 3])
            .Sample(
                (scores, margin) =>
                {
                    double[] zeros = new double[scores.Length];
                    var test = Equivalence.PairedT(scores, zeros, -margin, margin);
                    return test.IsEquivalent(0.05) is not { } verdict
                        || Math.Abs(test.P!.Value - 0.05) < 1e-9
                        || verdict == (test.Interval!.Value.Low > -margin && test.Interval.Value.High < margin);
                }
            );
    }

    [Test]
    public void Sample_sizes_reach_their_power_and_no_sooner()
    {
        Gen.Select(Gen.Double[0.05, 1.5], Gen.Double[0.3, 0.95], Gen.Enum<TTestDesign>())
            .Sample(
                (delta, power, design) =>
                {
                    double n = MeanPower.SizeOfTTest(delta, 1, design, power);
                    return n == 2 || Math.Abs(MeanPower.OfTTest(n, delta, 1, design) - power) < 1e-6;
                },
                iter: 40
            );
    }

    [Test]
    public void Detectable_differences_invert_the_power()
    {
        Gen.Select(Gen.Int[50, 5000], Gen.Double[0.05, 0.6])
            .Sample(
                (n, discordant) =>
                    McNemarPower.DetectableDifference(n, discordant) is not { } difference
                    || Math.Abs(
                        McNemarPower.OfConnor(n, 0.5 * (discordant + difference), 0.5 * (discordant - difference)) - 0.8
                    ) < 1e-9
            );
    }

    private static bool IsNear(double? first, double? second) =>
        first is null ? second is null : second is { } other && Math.Abs(first.Value - other) <= 1e-9;
}
