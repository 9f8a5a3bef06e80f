using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class ComparerTests
{
    private static readonly IMetric[] Metrics = [new Accuracy(), new MacroF1()];

    /// <summary>Hundred samples of three labels in turn.</summary>
    private static readonly string[] Targets = [.. Enumerable.Range(0, 120).Select(i => "abc"[i % 3].ToString())];

    private static string?[] Right(Func<int, bool> isRight) =>
        [
            .. Targets.Select(
                (target, i) =>
                    isRight(i) ? target
                    : target == "a" ? "b"
                    : "a"
            ),
        ];

    private static Board Two(CompareSpec? compare = null, Func<int, string?>? cluster = null) =>
        Board
            .Of(Targets, Metrics, compare, cluster)
            .With("strong", Right(i => i % 10 != 0), ModelKind.Custom)
            .With("weak", Right(i => i % 2 == 0));

    [Test]
    public void Independent_right_or_wrong_gets_Wilson_and_McNemar_mid_p()
    {
        var accuracy = Comparer.Compare(Two().Table()).Tasks[0].Headline;
        var pair = accuracy.Pairs.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(accuracy.Leaderboard[0].Estimate.Method, Is.EqualTo("Wilson score interval"));
            // E. B. Wilson's formula for 108 of 120 at z = 1.959963984540054, computed in Python's floats.
            Assert.That(accuracy.Leaderboard[0].Estimate.Low, Is.EqualTo(0.833318258891048).Within(1e-13));
            Assert.That(accuracy.Leaderboard[0].Estimate.High, Is.EqualTo(0.941866407973989).Within(1e-13));
            // 2 P(X <= 12) - P(X = 12) of Bin(72, 1/2) in Python's fractions.
            Assert.That(pair.PValue, Is.EqualTo(4.802196531399105e-9).Within(1e-20));
            Assert.That((pair.OnlyFirstRight, pair.OnlySecondRight), Is.EqualTo((60L, 12L)));
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.Better));
        }
    }

    [Test]
    public void The_interval_of_a_difference_ends_at_the_largest_that_is_possible()
    {
        // All right against all wrong, but for one of forty clusters.
        var board = Board
            .Of(Targets, Metrics, null, i => $"g{i / 3}")
            .With("m", Right(i => i / 3 != 7))
            .With("n", Right(_ => false));

        var difference = Comparer.Compare(board.Table()).Tasks[0].Headline.Find("m", "n")!.Difference;

        Assert.That(
            (difference.Value, difference.High, difference.Low < 0.95),
            Is.EqualTo((39 / 40.0, 1.0, true)).Within(1e-12)
        );
    }

    [Test]
    public void Clusters_widen_the_interval_and_leave_one_degree_of_freedom_less_than_there_are()
    {
        var alone = Comparer.Compare(Two().Table()).Tasks[0].Headline.Leaderboard[1].Estimate;
        // Twelve blocks of ten of equal fate: there is no spread within a block and much between them.
        var blocks = Board
            .Of(Targets, Metrics, null, i => $"g{i / 10}")
            .With("m", Right(i => i / 10 % 2 == 0))
            .With("n", Right(_ => true));
        var accuracy = Comparer.Compare(blocks.Table()).Tasks[0].Headline;
        var clustered = accuracy.Leaderboard[1].Estimate;
        var pair = accuracy.Find("n", "m")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(clustered.Value, Is.EqualTo(0.5).And.EqualTo(alone.Value));
            Assert.That(clustered.High - clustered.Low, Is.GreaterThan(2 * (alone.High - alone.Low)!));
            Assert.That(clustered.Clusters, Is.EqualTo(12));
            Assert.That(clustered.Note, Does.Contain("only 12 clusters"));
            // By hand: residuals sum to 5 or -5 a block, so the variance is 12/11 * 12 * 25 / 120^2, that of eleven trials;
            // t(0.975, 11) = 2.200985160, and Wilson's half-width around 1/2 is t/2 / sqrt(n + t^2).
            double error = Math.Sqrt(12 / 11.0 * 300 / (120 * 120));
            Assert.That(clustered.StandardError, Is.EqualTo(error).Within(1e-12));
            double half = 0.5 * 2.200985160 / Math.Sqrt(11 + (2.200985160 * 2.200985160));
            Assert.That(clustered.Low, Is.EqualTo(0.5 - half).Within(1e-9));
            Assert.That(pair.DegreesOfFreedom, Is.EqualTo(11));
            Assert.That(pair.Statistic, Is.EqualTo(Math.Sqrt(11)).Within(1e-12));
            // Twice the tail of t(11) beyond the root of 11, by Simpson's rule over its density in Python.
            Assert.That(pair.PValue, Is.EqualTo(0.006872303308928).Within(1e-12));
        }
    }

    [Test]
    public void A_metric_that_is_no_mean_gets_BCa_intervals_and_a_paired_bootstrap_t_test()
    {
        var f1 = Comparer.Compare(Two().Table()).Tasks[0].Metrics[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(f1.Leaderboard[0].Estimate.Method, Is.EqualTo("BCa bootstrap"));
            Assert.That(f1.Leaderboard[0].Estimate.Resamples, Is.EqualTo(2_000));
            Assert.That(f1.Leaderboard[0].Estimate.Seed, Is.EqualTo(7));
            Assert.That(f1.Pairs[0].Test, Is.EqualTo("Paired bootstrap t test"));
            Assert.That(
                f1.Pairs[0].PValue,
                Is.GreaterThan(0).And.LessThan(1e-6),
                "far less than one in 2,000 resamples"
            );
        }
    }

    [Test]
    public void An_undecided_pair_says_how_many_more_samples_it_needs_and_a_decided_one_does_not()
    {
        var board = Two().With("almost strong", Right(i => i % 10 != 0 && i % 30 != 1));
        var accuracy = Comparer.Compare(board.Table()).Tasks[0].Headline;
        var close = accuracy.Find("strong", "almost strong")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(close.Verdict, Is.EqualTo(PairVerdict.Undecided));
            Assert.That(close.SamplesNeeded, Is.Positive);
            Assert.That(close.MinimalDetectable, Is.GreaterThan(close.Difference.Value!));
            Assert.That(accuracy.Find("strong", "weak")!.SamplesNeeded, Is.Null);
            Assert.That(accuracy.TieGroups, Is.EqualTo(new[] { new TieGroup(0, 1), new TieGroup(2, 2) }));
        }
    }

    [Test]
    public void A_pair_that_only_the_correction_keeps_open_needs_more_samples_than_none()
    {
        // Eleven won and one lost: p = 0.0034 alone, 0.055 after Holm over the 16 pairs with the best model.
        var board = Board
            .Of(Targets, [new Accuracy()])
            .With("ahead", Right(i => i >= 20 || i is < 11))
            .With("behind", Right(i => i >= 20 || i is 12));
        for (int other = 0; other < 15; other++)
        {
            int shift = other % 7;
            board.With($"like {other}", Right(i => i >= 20 || (i >= 2 + shift && i < 7 + shift)));
        }

        var pair = Comparer.Compare(board.Table()).Tasks[0].Headline.Find("ahead", "behind")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.PValue, Is.LessThan(0.05));
            Assert.That(pair.AdjustedPValue, Is.GreaterThan(0.05));
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.Undecided));
            Assert.That(pair.SamplesNeeded, Is.Positive);
        }
    }

    [Test]
    public void Failed_requests_leave_both_sides_of_a_pair_and_block_the_verdict_when_they_are_many()
    {
        string?[] answers = Right(i => i % 10 != 0);
        answers[5] = "failed";
        answers[6] = "failed";
        var task = Comparer.Compare(Two().With("shaky", answers).Table());
        var pair = task.Tasks[0].Headline.Find("shaky", "weak")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.LeftOut, Is.EqualTo(2));
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(pair.Reason, Is.EqualTo(new PairReason.Incomplete("shaky")));
            Assert.That(NoteText.Of(task), Has.Some.Contains("1.7 % of the requests to shaky"));
        }
    }

    [Test]
    public void Unusable_answers_count_as_wrong_and_bound_the_value()
    {
        string?[] answers = Right(_ => true);
        for (int i = 0; i < 12; i++)
        {
            answers[i] = null;
        }

        var row = Comparer
            .Compare(Two().With("vague", answers).Table())
            .Tasks[0]
            .Headline.Leaderboard.Single(r => r.Model == "vague");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Estimate.Value, Is.EqualTo(0.9).Within(1e-15));
            Assert.That(row.WorstCase, Is.EqualTo(0.9).Within(1e-15));
            Assert.That(row.BestCase, Is.EqualTo(1));
        }
    }

    [Test]
    public void Different_protocols_are_tested_only_when_the_suite_says_so()
    {
        var apart = Two().With("prompted", Right(i => i % 3 != 0), protocol: "4-shot");
        var together = Two(new CompareSpec(Resamples: 500, AcrossProtocols: true))
            .With("prompted", Right(i => i % 3 != 0), protocol: "4-shot");
        var refused = Comparer.Compare(apart.Table()).Tasks[0].Headline.Find("prompted", "weak")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(PairText.Why(refused), Does.Contain("4-shot").And.Contain("zero-shot"));
            Assert.That(refused.PValue, Is.Null);
            Assert.That(
                Comparer.Compare(together.Table()).Tasks[0].Headline.Find("prompted", "weak")!.Verdict,
                Is.EqualTo(PairVerdict.Better)
            );
        }
    }

    [Test]
    public void The_declared_family_is_corrected_as_declared_and_every_other_pair_by_Holm_over_its_leaderboard()
    {
        var compare = new CompareSpec("weak", ["strong"], ["task/accuracy"], Resamples: 500);
        var board = Two(compare).With("third", Right(i => i % 3 != 0));
        var comparison = Comparer.Compare(board.Table());
        var accuracy = comparison.Tasks[0].Headline;
        var declared = accuracy.Find("strong", "weak")!;
        var other = accuracy.Find("strong", "third")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(declared.InFamily, Is.True);
            Assert.That(declared.AdjustedPValue, Is.EqualTo(declared.PValue));
            Assert.That(other.InFamily, Is.False);
            Assert.That(other.AdjustedPValue, Is.GreaterThan(other.PValue!));
            Assert.That(
                MethodText.Pairs(comparison, comparison.Tasks[0], accuracy),
                Does.Contain("The 1 declared comparison needs no correction")
            );
        }
    }

    [Test]
    public void Repeats_are_averaged_within_a_sample_before_samples_are_compared()
    {
        var board = Board.Of(Targets.Take(30), Metrics, epochs: 2);
        string?[] once = Right(i => i % 2 == 0).Take(30).SelectMany(answer => new[] { answer, answer }).ToArray();
        string[] mixed = Targets
            .Take(30)
            .SelectMany((target, i) => new[] { target, i % 3 == 0 ? target : "z" })
            .ToArray();
        var accuracy = Comparer.Compare(board.With("once", once).With("mixed", mixed).Table()).Tasks[0].Headline;
        var estimate = accuracy.Leaderboard.Single(row => row.Model == "once").Estimate;
        using (Assert.EnterMultipleScope())
        {
            // Sixty cells of thirty samples: pseudo-replication would say n = 60.
            Assert.That(estimate.N, Is.EqualTo(30));
            Assert.That(estimate.Method, Is.EqualTo("score interval with effective n"));
            Assert.That(accuracy.Leaderboard[0].Estimate.Value, Is.EqualTo(2.0 / 3).Within(1e-12));
        }
    }

    [Test]
    public void The_order_of_models_changes_no_number()
    {
        var first = Two().With("third", Right(i => i % 3 != 0));
        var second = Board
            .Of(Targets, Metrics)
            .With("third", Right(i => i % 3 != 0))
            .With("weak", Right(i => i % 2 == 0))
            .With("strong", Right(i => i % 10 != 0), ModelKind.Custom);
        var (a, b) = (Comparer.Compare(first.Table()).Tasks[0], Comparer.Compare(second.Table()).Tasks[0]);
        using (Assert.EnterMultipleScope())
        {
            for (int metric = 0; metric < a.Metrics.Length; metric++)
            {
                Assert.That(
                    b.Metrics[metric].Leaderboard.Select(row => row.Model),
                    Is.EqualTo(a.Metrics[metric].Leaderboard.Select(row => row.Model))
                );
                var (x, y) = (a.Metrics[metric].Find("strong", "weak")!, b.Metrics[metric].Find("strong", "weak")!);
                Assert.That(y.Difference.Low, Is.EqualTo(x.Difference.Low).Within(1e-12));
                Assert.That(y.PValue, Is.EqualTo(x.PValue));
            }
        }
    }

    [Test]
    public void Two_models_that_answer_alike_are_no_proof_of_equality()
    {
        var board = Board
            .Of(Targets, [new Accuracy()], null, i => $"g{i / 4}")
            .With("x", Right(i => i % 3 == 0))
            .With("y", Right(i => i % 3 == 0));
        var pair = Comparer.Compare(board.Table()).Tasks[0].Headline.Pairs.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Difference.Value, Is.Zero);
            Assert.That(pair.PValue, Is.EqualTo(1));
            Assert.That(pair.Difference.High - pair.Difference.Low, Is.GreaterThan(0.05));
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.Undecided));
        }
    }

    [Test]
    public void All_right_in_every_cluster_is_no_certainty()
    {
        var board = Board
            .Of(Targets, [new Accuracy()], null, i => $"g{i / 4}")
            .With("x", Right(_ => true))
            .With("y", Right(i => i % 3 == 0));
        var estimate = Comparer.Compare(board.Table()).Tasks[0].Headline.Leaderboard[0].Estimate;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Value, Is.EqualTo(1));
            // Wilson's lower limit for thirty of thirty, n / (n + t^2), with t(0.975, 29) = 2.045229642132703.
            Assert.That(estimate.Low, Is.EqualTo(30 / (30 + (2.045229642132703 * 2.045229642132703))).Within(1e-12));
        }
    }

    [Test]
    public void A_pair_seen_from_the_other_side_is_its_mirror()
    {
        var pair = Comparer.Compare(Two().Table()).Tasks[0].Headline.Pairs.Single();
        var swapped = pair.Swap();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(swapped.Difference.Value, Is.EqualTo(-pair.Difference.Value));
            Assert.That(swapped.Difference.Low, Is.EqualTo(-pair.Difference.High));
            Assert.That(swapped.Verdict, Is.EqualTo(PairVerdict.Worse));
            Assert.That(swapped.NotWorse, Is.EqualTo(pair.NotBetter));
            Assert.That(swapped.Swap(), Is.EqualTo(pair));
        }
    }

    [Test]
    public void Slices_hold_every_sample_once_and_name_the_small_ones()
    {
        var board = Board.Of(Targets.Take(59), Metrics).With("weak", [.. Right(i => i % 2 == 0).Take(59)]);
        var slices = Comparer.Compare(board.Table()).Tasks[0].Headline.Slices;
        using (Assert.EnterMultipleScope())
        {
            // Thirty even places and 29 odd ones: fewer than thirty are a hint and no more.
            Assert.That(
                slices.Select(slice => (slice.Value, slice.Samples, slice.IsSmall)),
                Is.EqualTo([("even", 30, false), ("odd", 29, true)])
            );
            Assert.That(
                slices.Single(slice => slice.Value == "odd").Rows.Single(row => row.Model == "weak").Estimate.Value,
                Is.Zero
            );
        }
    }
}
