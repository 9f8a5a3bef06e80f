using EvalHarness.Comparisons.Joins;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Suites;
using EvalHarness.Tests.Comparisons;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class MeasuredDecisionTests
{
    private static readonly string[] Truth = ["fraud", "fraud", "fraud", "fraud", "ok", "ok", "ok", "ok", "ok", "ok"];
    private static readonly string?[] First = ["fraud", "fraud", "ok", null, "ok", "ok", "ok", "ok", "fraud", null];
    private static readonly string?[] Second = ["fraud", "fraud", "fraud", "ok", "ok", "ok", "fraud", "ok", "ok", "ok"];
    private static readonly double[] Confidence = [0.9, 0.8, 0.7, 0.2, 0.9, 0.6, 0.7, 0.8, 0.3, 0.1];

    [Test]
    public void A_matrix_of_utilities_prices_the_answers_of_the_run_at_the_prevalence_of_production()
    {
        double[] drawn = Draws(
            "value: { classes: [fraud, ok], utility: [[1, -5, -0.2], [-0.5, 0.2, -0.2]], prevalence: { fraud: 0.02, ok: 0.98 } }"
        );
        Assert.That(drawn, Has.Length.EqualTo(200));
        for (int draw = 0; draw < drawn.Length; draw++)
        {
            // By hand: of the four frauds two are found, one is passed, one has no answer; of the six others four are
            // passed, one is stopped, one has no answer.
            double[] w = Weights(draw);
            double fraud = ((w[0] + w[1]) - (5 * w[2]) - (0.2 * w[3])) / (w[0] + w[1] + w[2] + w[3]);
            double ok = ((0.2 * (w[4] + w[5] + w[6] + w[7])) - (0.5 * w[8]) - (0.2 * w[9])) / w[4..].Sum();
            double worth = (0.02 * fraud) + (0.98 * ok);
            (double best, double worst) = ((0.02 * 1) + (0.98 * 0.2), (0.02 * -5) + (0.98 * -0.5));
            Assert.That(drawn[draw], Is.EqualTo((worth - worst) / (best - worst)).Within(1e-12), $"draw {draw}");
        }
    }

    [Test]
    public void Without_a_column_for_abstaining_no_answer_is_as_bad_as_the_wrong_one()
    {
        double[] silent = Draws(
            "value: { classes: [fraud, ok], utility: [[1, -5], [-0.5, 0.2]], prevalence: { fraud: 0.5, ok: 0.5 } }"
        );
        double[] w = Weights(7);
        double fraud = ((w[0] + w[1]) - (5 * (w[2] + w[3]))) / (w[0] + w[1] + w[2] + w[3]);
        double ok = ((0.2 * (w[4] + w[5] + w[6] + w[7])) - (0.5 * (w[8] + w[9]))) / w[4..].Sum();
        Assert.That(silent[7], Is.EqualTo(((fraud + ok) + 5.5) / 6.7).Within(1e-12));
    }

    [Test]
    public void Right_or_wrong_at_the_prevalence_of_the_test_set_is_accuracy()
    {
        double[] drawn = Draws(
            "value: { classes: [fraud, ok], utility: [[1, 0], [0, 1]], prevalence: { fraud: 0.4, ok: 0.6 } }",
            20_000
        );
        double deviation = Moments.Of(drawn).StandardError!.Value;
        Assert.That(drawn.Average(), Is.EqualTo(0.6).Within(4 * deviation));
    }

    [Test]
    public void Money_of_the_matrix_is_money_of_its_utilities()
    {
        // Utilities that are money: NPV is the volume times the difference in expected utility.
        var account = Account(
            "value: { classes: [fraud, ok], utility: [[1, -5, -0.2], [-0.5, 0.2, -0.2]], prevalence: { fraud: 0.02, ok: 0.98 } }"
        );
        (double best, double worst) = (0.02 + (0.98 * 0.2), -0.1 - 0.49);
        double answers = 1000 * CashFlowSeries.MidMonthAnnuity(0.10, 12);
        double gain =
            account.Inputs.Single(input => input.Name == "quality.second").Mean
            - account.Inputs.Single(input => input.Name == "quality.first").Mean;
        double npv = account.Result.Options.Single(option => option.Id == "second").Npv;
        Assert.That(npv, Is.EqualTo(answers * (best - worst) * gain).Within(1e-6 * Math.Abs(npv)));
    }

    [Test]
    public void Slices_have_their_own_confusions()
    {
        const string slices = "slices: [{ id: even, weight: 1 }, { id: odd, weight: 3 }]";
        var draws = Qualities(
            "value: { classes: [fraud, ok], utility: [[1, 0], [0, 1]], prevalence: { fraud: 0.5, ok: 0.5 } }\n"
                + slices,
            200
        );
        for (int draw = 0; draw < 5; draw++)
        {
            double[] w =
            [
                .. Enumerable
                    .Range(0, 5)
                    .Select(j => -Math.Log(new RandomCounter(20_230_330, $"suite/task/even/5.{j}")[draw])),
            ];
            // Even samples: fraud found, fraud passed; three others, of which the last is stopped.
            double expected = ((w[0] / (w[0] + w[1])) + ((w[2] + w[3]) / (w[2] + w[3] + w[4]))) / 2;
            Assert.That(draws["quality.first.even"][draw], Is.EqualTo(expected).Within(1e-12));
        }
    }

    [TestCase(
        "value: { classes: [fruad, ok], utility: [[1, 0], [0, 1]], prevalence: { fruad: 0.5, ok: 0.5 } }",
        "d.yaml:7:20: class 'fruad', which no sample of run run has; expected one of its classes; did you mean 'fraud'?"
    )]
    [TestCase(
        "value: { per_correct: 1, per_error: 1 }\nslices: [{ id: task, run_metric: acuracy }]",
        "d.yaml:8:34: metric 'acuracy', which run run did not measure in 'task'; expected one of its metrics; did you mean 'accuracy'?"
    )]
    [TestCase(
        "value: { per_correct: 1, per_error: 1 }\nslices: [{ id: task, run_metric: brier }]",
        "d.yaml:8:34: metric 'brier', where less is better; expected a metric that rises with quality"
    )]
    [TestCase(
        "value: { per_correct: 1, per_error: 1 }\nslices: [{ id: task, run_metric: mcc }]",
        "d.yaml:8:34: metric 'mcc', which lies in [-1, 1]; expected a metric that lies in [0, 1]"
    )]
    [TestCase(
        "value: { per_correct: 1, per_error: 1 }\nslices: [{ id: evem }]",
        "d.yaml:8:10: 'evem', which is no task or slice of run run; expected one of its tasks or slices; did you mean 'even'?"
    )]
    public void What_the_run_cannot_say_is_one_line(string value, string line) =>
        Assert.That(() => Account(value), Throws.TypeOf<DocumentException>().With.Message.EqualTo(line));

    [Test]
    public void Metrics_of_the_whole_set_are_drawn_with_the_weights_of_all_the_others()
    {
        double[] drawn = Qualities(
            "value: { per_correct: 1, per_error: 1 }\nslices: [{ id: task, run_metric: auroc }]",
            200
        )["quality.first.task"];
        for (int draw = 0; draw < 5; draw++)
        {
            double[] w = Weights(draw, "suite/task/task/10");
            bool[] right = [.. First.Select((answer, i) => answer == Truth[i])];
            (double wins, double pairs) = (0, 0);
            for (int i = 0; i < w.Length; i++)
            {
                for (int j = 0; j < w.Length; j++)
                {
                    double pair = right[i] && !right[j] ? w[i] * w[j] : 0;
                    pairs += pair;
                    wins +=
                        Confidence[i] > Confidence[j] ? pair
                        : Confidence[i] == Confidence[j] ? pair / 2
                        : 0;
                }
            }

            Assert.That(drawn[draw], Is.EqualTo(wins / pairs).Within(1e-12));
        }
    }

    [Test]
    public void The_mean_of_an_error_is_drawn_as_the_share_without_it()
    {
        const string value = "value: { per_correct: 1, per_error: 1 }\nslices: [{ id: task, run_metric: ";
        double[] without = Qualities(value + "error_rate }]", 200)["quality.first.task"];
        double[] right = Qualities(value + "accuracy }]", 200)["quality.first.task"];
        Assert.That(without, Is.EqualTo(right).Within(1e-12));
    }

    [Test]
    public void Options_measured_from_the_same_answers_leave_nothing_to_regret_or_learn()
    {
        RunEvidence run = new(Board(First, First).Table());
        var result = DecisionAccount
            .Of(
                Measurements.Attach(
                    Case(
                        "value: { per_correct: 1, per_error: 1 }\nstudies: [{ id: more, type: paired_eval, options: [first, second], n: [100] }]",
                        500
                    ),
                    run,
                    _ => null
                )
            )
            .Result;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Evpi, Is.Zero);
            Assert.That(result.Options.Select(option => option.ExpectedRegret), Is.All.Zero);
            Assert.That(result.Options.Select(option => option.PBest), Is.All.EqualTo(0.5));
            Assert.That(result.Studies[0].Evsi, Is.Zero);
            Assert.That(result.Verdict!.Action, Is.EqualTo(VerdictAction.Stop));
        }
    }

    [TestCase("", 0.006)]
    [TestCase(", cost_per_item: 0.5", 0.5)]
    [TestCase(", cost: 100", 0)]
    public void A_study_without_a_cost_costs_what_judging_its_samples_did(string cost, double perItem)
    {
        var run = new RunEvidence(Board(First, Second).Judged(0, 0.002).Judged(1, 0.004).Table());

        var measured = Measurements.Attach(
            Case(
                $"value: {{ per_correct: 1, per_error: 1 }}\nstudies: [{{ id: more, type: paired_eval, options: [first, second], n: [100]{cost} }}]",
                100
            ),
            run,
            _ => null
        );

        Assert.That(measured.Measured!.Spec.Studies[0].CostPerItem, Is.EqualTo(perItem).Within(1e-12));
    }

    private static double[] Weights(int draw, string samples = "suite/task//10") =>
        [.. Enumerable.Range(0, 10).Select(j => -Math.Log(new RandomCounter(20_230_330, $"{samples}.{j}")[draw]))];

    private static double[] Draws(string value, int draws = 200) => Qualities(value, draws)["quality.first"];

    private static IReadOnlyDictionary<string, double[]> Qualities(string value, int draws)
    {
        return Case(value, draws).Measured!.Draws;
    }

    private static DecisionAccount Account(string value) => DecisionAccount.Of(Case(value, 200));

    private static DecisionCase Case(string value, int draws)
    {
        string text = $$"""
            incumbent: first
            volume: { v0_per_month: 1000 }
            options:
              - { id: first, quality: { from_runs: [latest], protocol_sd: 0 } }
              - { id: second, quality: { from_runs: [latest], protocol_sd: 0 } }
            market: { frontier_error_reduction_per_year: 0 }
            {{value}}
            monte_carlo: { draws: {{draws}}, seed: 20230330 }
            horizon_months: 12
            """;
        var section = YamlComposer.Compose(text, "d.yaml", new FaultCollector())!;
        return Measurements.Attach(
            DecisionCase.Of(section, SuiteCatalog.With(), _ => null),
            new RunEvidence(Board(First, Second).Table()),
            _ => null
        );
    }

    private static Board Board(string?[] first, string?[] second) =>
        Comparisons
            .Board.Of(Truth, [new Accuracy(), new ErrorRate(), new Mcc()])
            .Weighing(new Auroc(), new BrierScore())
            .With("first", first, confidence: Confidence)
            .With("second", second, confidence: Confidence);

    private sealed record ErrorRate : IMetric
    {
        public string Name => "error_rate";

        public int Width => 2;

        public bool IsBinary => true;

        public bool HigherIsBetter => false;

        public void Observe(in ScoredSample sample, Span<double> statistics)
        {
            statistics[0] = sample.Targets.Contains(sample.Answer ?? "") ? 0 : 1;
            statistics[1] = 1;
        }

        public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
    }
}
