using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Tests.Statistics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>A reference that the data choose, and the brackets and ranks that follow from the same decisions.</summary>
public sealed class ChosenReferenceTests
{
    private static Comparison Compare(CompareSpec compare, params (string Name, int Every, ModelKind Kind)[] models)
    {
        var board = Board.Of(Enumerable.Repeat("a", 120), [new Accuracy()], compare);
        foreach (var (name, every, kind) in models)
        {
            board.With(name, [.. Enumerable.Range(0, 120).Select(i => i % every == 0 ? "b" : "a")], kind);
        }

        return Comparer.Compare(board.Table());
    }

    private static readonly (string, int, ModelKind)[] Four =
    [
        ("one", 2, ModelKind.General),
        ("two", 3, ModelKind.General),
        ("three", 5, ModelKind.Custom),
        ("four", 7, ModelKind.Custom),
    ];

    [Test]
    public void A_declared_baseline_has_the_family_of_its_own_comparisons()
    {
        var family = Compare(new CompareSpec("one", ["all"]), Four).Family;
        Assert.That(family, Is.EqualTo(new FamilyCorrection(Correction.Holm, Correction.Holm, 3)));
    }

    [Test]
    public void The_only_general_model_is_no_choice_of_the_data()
    {
        var family = Compare(new CompareSpec(), [Four[0], .. Four[2..]]).Family;
        Assert.That(family, Is.EqualTo(new FamilyCorrection(Correction.Holm, Correction.Holm, 2)));
    }

    [Test]
    public void Several_general_models_are_all_in_the_family_of_the_candidates()
    {
        var comparison = Compare(new CompareSpec(), Four);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                comparison.Family,
                Is.EqualTo(new FamilyCorrection(Correction.Holm, Correction.Holm, 4) { ChosenReferences = 1 })
            );
            Assert.That(
                CorrectionText.Sentence(comparison.Family),
                Does.Contain("the data chose it").And.Contain("all 4 are corrected by Holm")
            );
        }
    }

    [Test]
    public void Models_of_one_kind_have_all_pairs_in_the_family()
    {
        var comparison = Compare(
            new CompareSpec(Candidates: ["all"]),
            [.. Four.Select(one => (one.Item1, one.Item2, ModelKind.General))]
        );
        double[] p = [.. comparison.Tasks[0].Headline.Pairs.Select(pair => pair.PValue!.Value)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(comparison.Family.Size, Is.EqualTo(6));
            Assert.That(comparison.Tasks[0].Headline.Pairs.Select(pair => pair.InFamily), Has.All.True);
            Assert.That(
                comparison.Tasks[0].Headline.Pairs.Select(pair => pair.AdjustedPValue),
                Is.EqualTo(EvalHarness.Statistics.Tests.MultipleComparisons.Holm(p)).Within(1e-15)
            );
        }
    }

    [Test]
    public void Joint_flips_cover_every_pair_that_the_choice_could_have_led_to()
    {
        var compare = new CompareSpec(Candidates: ["all"], Correction: Correction.MaxT, Resamples: 2_000);
        var family = Compare(compare, [.. Four.Select(one => (one.Item1, one.Item2, ModelKind.General))]).Family;
        Assert.That(family.Applied, Is.EqualTo(Correction.MaxT));
        Assert.That(family.Size, Is.EqualTo(6));
    }

    [Test]
    [Category("Simulation")]
    public void Equal_models_are_rarely_worse_than_the_one_that_happens_to_lead([Values(2, 5, 20)] int models)
    {
        const int experiments = 400;
        double wrong = Simulation.Share(
            experiments,
            31,
            source =>
                Draw(ref source, models, 80).Pairs.Any(pair => pair.Verdict is PairVerdict.Better or PairVerdict.Worse)
        );
        Assert.That(wrong, Is.LessThanOrEqualTo(0.05 + Simulation.Error(0.05, experiments)));
    }

    /// <summary>Right or wrong answers of models of some quality, on samples of different difficulty.</summary>
    private static MetricComparison Draw(ref RandomSource source, int models, int samples, double step = 0)
    {
        var rows = new List<ScoreRow>(models * samples);
        for (int sample = 0; sample < samples; sample++)
        {
            double ease = 0.5 + (0.4 * source.NextDouble());
            for (int model = 0; model < models; model++)
            {
                int score = source.NextDouble() < ease - (step * model) ? 1 : 0;
                rows.Add(new ScoreRow($"{sample}", $"m{model}", score, default));
            }
        }

        var compare = new CompareSpec(Candidates: ["all"], Resamples: 100);
        return Comparer.Compare(ScoreRows.Tabulate("simulated", rows, compare)).Tasks[0].Headline;
    }

    [Test]
    public void A_rank_interval_holds_every_place_of_a_bracket_that_its_model_stands_in()
    {
        var source = new RandomSource(5, 0);
        int told = 0;
        for (int experiment = 0; experiment < 40; experiment++)
        {
            var metric = Draw(ref source, 7, 60 + (10 * experiment), 0.06);
            for (int place = 0; place < metric.Leaderboard.Length; place++)
            {
                var row = metric.Leaderboard[place];
                var (best, worst) = row.RankInterval!.Value;
                told += worst - best < metric.Leaderboard.Length - 1 ? 1 : 0;
                Assert.That(row.Rank, Is.InRange(best, worst));
                foreach (var group in metric.TieGroups.Where(group => group.First <= place && place <= group.Last))
                {
                    Assert.That(best, Is.LessThanOrEqualTo(group.First + 1));
                    Assert.That(worst, Is.GreaterThanOrEqualTo(group.Last + 1));
                }
            }
        }

        Assert.That(told, Is.GreaterThan(100), "else nothing was decided, and any interval holds");
    }

    /// <summary>True ranks 1 to 7 are all held at once in at least 95 % of experiments.</summary>
    [Test]
    [Category("Simulation")]
    public void Rank_intervals_hold_all_true_ranks_at_once()
    {
        const int experiments = 300;
        double held = Simulation.Share(
            experiments,
            32,
            source =>
                Draw(ref source, 7, 300, 0.04)
                    .Leaderboard.All(row =>
                    {
                        int rank = 1 + int.Parse(row.Model[1..], System.Globalization.CultureInfo.InvariantCulture);
                        return row.RankInterval!.Value.Best <= rank && rank <= row.RankInterval.Value.Worst;
                    })
        );
        Assert.That(held, Is.GreaterThanOrEqualTo(0.95 - Simulation.Error(0.95, experiments)));
    }

    [Test]
    public void The_report_says_where_ranks_and_chances_come_from()
    {
        var comparison = Compare(new CompareSpec("one", ["all"], Resamples: 700), Four);
        var row = comparison.Tasks[0].Headline.Leaderboard[0];
        string said = MethodText.Ranks(comparison.Tasks[0], comparison.Tasks[0].Headline);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.RankResamples, Is.EqualTo(700), "as many as the suite says");
            Assert.That(said, Does.Contain("Mogstad").And.Contain("share of 700 joint resamples of the samples"));
            Assert.That(
                comparison.Tasks[0].Headline.Leaderboard.Sum(one => one.ProbabilityBest),
                Is.EqualTo(1).Within(1e-9)
            );
        }
    }
}
