using CsCheck;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Tests.Comparisons.Gates;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Metrics that are no means: what resamples can tell, and what they cannot.</summary>
public sealed class ReplicateComparatorTests
{
    private static readonly CompareSpec All = new(Candidates: ["all"], Resamples: 1_000);

    private static string[] Classes(int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => i % 2 == 0 ? "a" : "b")];

    private static string Other(string label) => label == "a" ? "b" : "a";

    private static string?[] Answers(string[] targets, Func<int, bool> isRight) =>
        [.. targets.Select((target, i) => isRight(i) ? target : Other(target))];

    private static MetricComparison Compare(Board board) => Comparer.Compare(board.Table()).Tasks[0].Headline;

    private static Estimate Alone(IMetric metric, string[] targets, Func<int, bool> isRight) =>
        Compare(Board.Of(targets, [metric], All).With("m", Answers(targets, isRight))).Leaderboard[0].Estimate;

    [Test]
    public void A_clear_difference_of_macro_F1_is_decided_among_276_pairs([Values(1_000, 10_000)] int resamples)
    {
        string[] targets = Classes(60);
        var board = Board.Of(targets, [new MacroF1()], All with { Resamples = resamples });
        for (int model = 0; model < 24; model++)
        {
            int first = model;
            board.With($"m{model}", Answers(targets, i => first == 0 || i % 10 == first % 10));
        }

        var metric = Compare(board);
        var pairs = metric.Pairs.Where(pair => pair.Model == "m0" || pair.Against == "m0").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metric.Pairs, Has.Length.EqualTo(276));
            Assert.That(pairs, Has.Length.EqualTo(23));
            Assert.That(pairs.Select(pair => pair.Verdict), Has.All.EqualTo(PairVerdict.Better));
            Assert.That(metric.Pairs.Select(pair => pair.PValue), Has.All.GreaterThan(0));
        }
    }

    [Test]
    public void A_few_samples_claim_no_more_than_a_sign_test_of_them_could()
    {
        string[] targets = Classes(4);
        var metric = Compare(
            Board
                .Of(targets, [new MacroF1()], All)
                .With("right", Answers(targets, _ => true))
                .With("wrong", Answers(targets, i => i == 3))
        );
        // Three samples tell the two apart, all for one of them: 2 * 0.5^4 is the least that a mid-p says of that.
        Assert.That(metric.Pairs[0].PValue, Is.GreaterThanOrEqualTo(0.125));
    }

    [TestCase(true, 0.342, 1)]
    [TestCase(false, 0, 0.658)]
    public void Two_of_two_is_no_certainty_for_any_metric(bool isRight, double low, double high)
    {
        string[] targets = Classes(2);
        IMetric[] metrics = [new Accuracy(), new MicroF1(), new WeightedF1(), new BalancedAccuracy(), new MacroF1()];
        using (Assert.EnterMultipleScope())
        {
            foreach (var metric in metrics)
            {
                var estimate = Alone(metric, targets, _ => isRight);
                Assert.That(estimate.Low, Is.EqualTo(low).Within(5e-4), metric.Name);
                Assert.That(estimate.High, Is.EqualTo(high).Within(5e-4), metric.Name);
            }
        }
    }

    [Test]
    public void No_metric_at_an_end_of_its_range_or_without_spread_has_an_interval_of_no_width()
    {
        string[] texts = [.. Enumerable.Range(0, 8).Select(i => $"the firm sold {i} plants to the bank of the town")];
        string[] numbers = [.. Enumerable.Range(1, 8).Select(i => $"{i * i}")];
        using (Assert.EnterMultipleScope())
        {
            Wide(new Mcc(), Classes(8), target => target);
            Wide(new Mcc(), Classes(8), Other);
            Wide(new Mcc(), Classes(8), _ => "a");
            Wide(new Kappa(), Classes(8), target => target);
            Wide(new Bleu(), texts, target => target);
            Wide(new Bleu(), texts, _ => "nothing like it");
            Wide(new WordErrorRate(), texts, target => target);
            Wide(new WordErrorRate(), texts, _ => "");
            WideSet(new RankCorrelation(), numbers, target => target);
            WideSet(new RankCorrelation(CorrelationKind.Pearson), numbers, target => target);
            WideSet(new RankCorrelation(CorrelationKind.Kendall), numbers, target => target);
        }

        static void Wide(IMetric metric, string[] targets, Func<string, string> answer)
        {
            var board = Board.Of(targets, [metric], All).With("m", [.. targets.Select(answer)]);
            Check(Compare(board).Leaderboard[0].Estimate, metric);
        }

        static void WideSet(IWeightedMetric metric, string[] targets, Func<string, string> answer)
        {
            var board = Board.Of(targets, [], All).Weighing(metric).With("m", [.. targets.Select(answer)]);
            Check(Compare(board).Leaderboard[0].Estimate, metric);
        }

        static void Check(Estimate estimate, IMeasure metric)
        {
            Assert.That(estimate.High - estimate.Low, Is.GreaterThan(0.2), metric.Name);
            Assert.That(estimate.Value, Is.InRange(estimate.Low!.Value, estimate.High!.Value), metric.Name);
            Assert.That(estimate.Low, Is.GreaterThanOrEqualTo(metric.Range.Low), metric.Name);
            Assert.That(estimate.High, Is.LessThanOrEqualTo(metric.Range.High + 1e-9), metric.Name);
        }
    }

    /// <summary>At an MCC of 0.9 one answer in twenty is wrong: 0.95^n is at most 0.05 from 59 samples on.</summary>
    [TestCase(8, GateVerdict.Inconclusive)]
    [TestCase(58, GateVerdict.Inconclusive)]
    [TestCase(60, GateVerdict.Pass)]
    public void A_gate_on_perfect_answers_passes_only_where_they_are_enough(int samples, GateVerdict verdict)
    {
        string[] targets = Classes(samples);
        var mcc = Board.Of(targets, [new Mcc()], All).With("m", targets).Table();
        string[] numbers = [.. Enumerable.Range(1, samples).Select(i => $"{i}")];
        var ranks = Board.Of(numbers, [], All).Weighing(new RankCorrelation()).With("m", numbers).Table();
        var results = new[]
        {
            GateSetup.Only(mcc, new GateSpec("m", "task/mcc", AtLeast: 0.9)),
            GateSetup.Only(ranks, new GateSpec("m", "task/spearman", AtLeast: 0.9)),
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Select(result => result.Verdict), Has.All.EqualTo(verdict));
            Assert.That(
                results.Select(result => result.PassPValue),
                Has.All.EqualTo(Math.Pow(0.95, samples)).Within(1e-6)
            );
            Assert.That(
                results.Select(result => result.SamplesNeeded),
                Has.All.EqualTo(verdict == GateVerdict.Pass ? null : 59L - samples),
                "fifty-nine in all"
            );
        }
    }

    [Test]
    public void Perfect_answers_leave_a_rare_class_more_in_doubt_than_the_share_of_all_samples()
    {
        string[] targets = [.. Enumerable.Range(0, 100).Select(i => i % 20 == 0 ? "a" : "b")];
        var macro = Alone(new MacroF1(), targets, _ => true);
        var micro = Alone(new MicroF1(), targets, _ => true);
        Assert.That(macro.Low, Is.LessThan(micro.Low!.Value - 0.1));
    }

    [Test]
    public void Two_models_that_answer_alike_may_still_differ_by_what_their_number_leaves_open()
    {
        string[] targets = Classes(20);
        var pair = Compare(
            Board
                .Of(targets, [new MacroF1()], All)
                .With("m", Answers(targets, i => i % 4 != 0))
                .With("n", Answers(targets, i => i % 4 != 0))
        ).Pairs[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.PValue, Is.EqualTo(1));
            Assert.That(pair.Difference.High, Is.EqualTo(0.161).Within(5e-4), "Wilson's upper limit of 0 in 20");
            Assert.That(pair.Difference.Low, Is.EqualTo(-pair.Difference.High));
            Assert.That(pair.IsEquivalent, Is.False);
        }
    }

    [Test]
    public void Interval_and_test_of_a_difference_say_the_same_of_zero() =>
        Gen.Select(Gen.Int[20, 120], Gen.Int[2, 9], Gen.Int[2, 9], Gen.Int[0, 5])
            .Sample(
                (samples, first, second, shift) =>
                {
                    string[] targets = Classes(samples);
                    var pair = Compare(
                        Board
                            .Of(targets, [new MacroF1()], All)
                            .With("m", Answers(targets, i => i % first != 0))
                            .With("n", Answers(targets, i => (i + shift) % second != 0))
                    ).Pairs[0];
                    return pair.PValue > 0 && (!(pair.PValue <= 0.05 - 1e-9) || pair.Difference.Excludes(0));
                },
                iter: 40,
                threads: 1
            );

    [Test]
    public void The_two_p_of_a_bound_add_up_to_one_or_more_and_move_one_way()
    {
        string[] targets = Classes(40);
        Func<int, bool>[] models = [_ => true, _ => false, i => i % 13 != 0, i => i % 2 == 0, i => i < 2];
        var table = Board.Of(targets, [new Mcc()], All);
        foreach (var (place, isRight) in models.Index())
        {
            table.With($"m{place}", Answers(targets, isRight));
        }

        using (Assert.EnterMultipleScope())
        {
            for (int model = 0; model < models.Length; model++)
            {
                GateResult[] results =
                [
                    .. Enumerable
                        .Range(-19, 39)
                        .Select(i =>
                            GateSetup.Only(table.Table(), new GateSpec($"m{model}", "task/mcc", AtLeast: i / 20.0))
                        ),
                ];
                Assert.That(
                    results.Select(one => one.PassPValue + one.FailPValue),
                    Has.All.GreaterThanOrEqualTo(1 - 1e-9)
                );
                Assert.That(results.Select(one => one.PassPValue), Is.Ordered);
                Assert.That(results.Select(one => -one.FailPValue), Is.Ordered);
            }
        }
    }
}
