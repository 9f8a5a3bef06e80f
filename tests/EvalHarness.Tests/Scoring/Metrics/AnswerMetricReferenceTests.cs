using System.Globalization;
using System.Text.Json;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Golden;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Metrics of labels, numbers, times and money against scikit-learn, SciPy and NumPy, and against their definitions.</summary>
public sealed class AnswerMetricReferenceTests
{
    private static IEnumerable<TestCaseData> Kappas() => Named("09_agreement_correlation.json", "cohen_kappa");

    private static IEnumerable<TestCaseData> Pairs() => Named("09_agreement_correlation.json", "correlation");

    private static IEnumerable<TestCaseData> Times() => Named("21_quantiles.json", "quantiles");

    private static IEnumerable<TestCaseData> Matches() => Named("13_numeric_answers.json", "numeric_match");

    private static IEnumerable<TestCaseData> Finals() => Named("13_numeric_answers.json", "extract_final_number");

    private static IEnumerable<TestCaseData> Rounded() =>
        Named("13_numeric_answers.json", "match_rounded_to_prediction_decimals");

    [TestCaseSource(nameof(Kappas))]
    public void Kappa_equals_that_of_scikit_learn(JsonElement input, JsonElement expected)
    {
        ScoredSample[] samples = [.. input.Labels("a").Zip(input.Labels("b"), (answer, gold) => Sample(answer, gold))];
        using (Assert.EnterMultipleScope())
        {
            Agree(KappaWeights.None, "kappa");
            Agree(KappaWeights.Linear, "kappa_linear");
            Agree(KappaWeights.Quadratic, "kappa_quadratic");
        }

        void Agree(KappaWeights weights, string field) =>
            Assert.That(
                Value(new Kappa(weights).Over([.. input.Labels("labels")]), samples) ?? double.NaN,
                Is.EqualTo(expected.Number(field)).Within(1e-12),
                field
            );
    }

    [TestCaseSource(nameof(Pairs))]
    public void Correlations_equal_those_of_scipy(JsonElement input, JsonElement expected)
    {
        ScoredSample[] samples =
        [
            .. input
                .Numbers("x")
                .Zip(input.Numbers("y"), (x, y) => Sample(x.ToString("R", Invariant), y.ToString("R", Invariant))),
        ];
        using (Assert.EnterMultipleScope())
        {
            Agree(CorrelationKind.Pearson, "pearson_r");
            Agree(CorrelationKind.Spearman, "spearman_rho");
            Agree(CorrelationKind.Kendall, "kendall_tau_b");
        }

        void Agree(CorrelationKind kind, string field) =>
            Assert.That(
                Value(new RankCorrelation(kind), samples) ?? double.NaN,
                Is.EqualTo(expected.Number(field)).Within(1e-11),
                field
            );
    }

    [TestCaseSource(nameof(Times))]
    public void Latency_equals_the_quantile_of_numpy(JsonElement input, JsonElement expected)
    {
        // Ten million ticks to a second: five decimals are exact, and a time span may be negative as these numbers are.
        ScoredSample[] samples =
        [
            .. input.Numbers("x").Select(x => Sample("x", "x") with { Latency = TimeSpan.FromSeconds(x) }),
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (double p in input.Numbers("p"))
            {
                string field = $"p{p.ToString(Invariant)}";
                Assert.That(
                    Value(new Latency(p), samples),
                    Is.EqualTo(expected.GetProperty(field).Number("type7")).Within(1e-9),
                    field
                );
            }
        }
    }

    /// <summary>numpy.nanmean([1, 0.5, 0, nan, 0.25]).</summary>
    [Test]
    public void A_judged_score_is_the_mean_of_the_answers_that_have_a_verdict()
    {
        ScoredSample Judged(double? score) =>
            Sample("x", "x") with
            {
                Verdicts = new Dictionary<string, double?> { ["quality"] = score },
            };

        Assert.That(
            Value(new Judged("quality"), Judged(1), Judged(0.5), Judged(0), Judged(null), Judged(0.25)),
            Is.EqualTo(0.4375)
        );
    }

    /// <summary>numpy.nanmean([4, 2, nan, 3]).</summary>
    [Test]
    public void What_an_evaluator_says_is_averaged_over_the_responses_that_it_scored()
    {
        ScoredSample Evaluated(double? value) =>
            Sample("x", "x") with
            {
                Evaluated = value is { } known
                    ? new Dictionary<string, double> { ["Fluency"] = known }
                    : new Dictionary<string, double>(),
            };

        Assert.That(
            Value(new EvaluatorMetric("Team", "Fluency"), Evaluated(4), Evaluated(2), Evaluated(null), Evaluated(3)),
            Is.EqualTo(3)
        );
    }

    [Test]
    public void Only_streamed_responses_are_timed_to_their_first_token()
    {
        var streamed = Sample("x", "x") with { FirstToken = TimeSpan.FromSeconds(0.2), TokensPerSecond = 40 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new TimeToFirstToken(), streamed, Sample("x", "x")), Is.EqualTo(0.2));
            Assert.That(Value(new TokensPerSecond(), streamed, Sample("x", "x")), Is.EqualTo(40));
            Assert.That(Value(new TimeToFirstToken(), Sample("x", "x")), Is.Null);
        }
    }

    [Test]
    public void A_sample_without_a_latency_is_left_out()
    {
        var timed = Sample("x", "x") with { Latency = TimeSpan.FromSeconds(3) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new Latency(), timed, Sample("x", "x")), Is.EqualTo(3));
            Assert.That(Value(new Latency(), Sample("x", "x")), Is.Null);
        }
    }

    [TestCaseSource(nameof(Matches))]
    public void Numbers_match_by_the_stated_rules(JsonElement input, JsonElement expected)
    {
        var sample = Sample(input.GetProperty("prediction").GetString(), input.GetProperty("gold").GetString()!);
        double relative = input.Number("rel_tol");
        double absolute = input.Number("abs_tol");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Value(new NumericMatch(relative, absolute), sample),
                Is.EqualTo(expected.GetProperty("strict").GetBoolean() ? 1 : 0)
            );
            Assert.That(
                Value(new NumericMatch(relative, absolute, LenientPercent: true), sample),
                Is.EqualTo(expected.GetProperty("percent_lenient").GetBoolean() ? 1 : 0)
            );
        }
    }

    [TestCaseSource(nameof(Finals))]
    public void The_final_number_of_an_answer_is_matched(JsonElement input, JsonElement expected)
    {
        bool isNumber = expected.TryGetProperty("value", out var value);
        // A percentage is printed as such there; here it is the fraction, so a factor of 100 is allowed.
        var metric = new NumericMatch(1e-12, LenientPercent: true);
        string target = isNumber ? value.GetRawText() : "5";
        Assert.That(Value(metric, Sample(input.GetProperty("text").GetString(), target)), Is.EqualTo(isNumber ? 1 : 0));
    }

    [TestCaseSource(nameof(Rounded))]
    public void A_number_rounded_as_the_answer_shows_it_matches_where_asked(JsonElement input, JsonElement expected)
    {
        var sample = Sample(input.GetProperty("prediction").GetString(), input.GetProperty("gold").GetRawText());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Value(new NumericMatch(Rounded: true), sample),
                Is.EqualTo(expected.GetProperty("match").GetBoolean() ? 1 : 0)
            );
            Assert.That(Value(new NumericMatch(), sample), Is.Zero);
        }
    }

    [TestCase("Paris", "Paris", false, false, 1)]
    [TestCase(" Paris \n", "Paris", false, false, 1)]
    [TestCase("New  York", "New York", false, false, 1)]
    [TestCase("paris", "Paris", false, false, 0)]
    [TestCase("paris", "Paris", true, false, 1)]
    [TestCase("Paris.", "Paris", false, false, 0)]
    [TestCase("Paris.", "Paris", false, true, 1)]
    [TestCase("paris!", "Paris", true, true, 1)]
    [TestCase("Paris, France", "Paris", true, true, 0)]
    [TestCase("", "Paris", true, true, 0)]
    public void Exact_match_is_letter_for_letter_but_for_space(
        string answer,
        string target,
        bool ignoreCase,
        bool ignorePunctuation,
        double expected
    ) =>
        Assert.That(
            Value(new ExactMatch(ignoreCase, ignorePunctuation), Sample(answer, "Rome", target)),
            Is.EqualTo(expected)
        );

    [TestCase("The capital is Paris.", "Paris", true, true, 1)]
    [TestCase("the capital is paris", "Paris", true, true, 1)]
    [TestCase("the capital is paris", "Paris", false, true, 0)]
    [TestCase("a Parisian cafe", "Paris", true, true, 0)]
    [TestCase("a Parisian cafe", "Paris", true, false, 1)]
    [TestCase("Parisians love Paris", "Paris", true, true, 1)]
    [TestCase("42%", "42", true, true, 1)]
    [TestCase("1423", "42", true, true, 0)]
    [TestCase("London", "Paris", true, true, 0)]
    [TestCase("anything", "", true, true, 0)]
    public void A_target_is_contained_as_whole_words_unless_asked_otherwise(
        string answer,
        string target,
        bool ignoreCase,
        bool wholeWords,
        double expected
    ) => Assert.That(Value(new ContainsTarget(ignoreCase, wholeWords), Sample(answer, target)), Is.EqualTo(expected));

    [Test]
    public void Shares_of_many_samples_count_each_once()
    {
        ScoredSample[] samples = [Sample("a", "a"), Sample("a b", "a"), Sample("1", "1"), Sample(null, "a")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new ExactMatch(), samples), Is.EqualTo(2 / 4.0));
            Assert.That(Value(new ContainsTarget(), samples), Is.EqualTo(3 / 4.0));
            Assert.That(Value(new NumericMatch(), samples), Is.EqualTo(1 / 4.0));
        }
    }

    [Test]
    public void Cost_is_the_mean_price_and_unknown_where_any_price_is()
    {
        ScoredSample[] priced =
        [
            .. new[] { 0.01m, 0.02m, 0.06m }.Select(cost => Sample("x", "x") with { CostUsd = cost }),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new Cost(), priced), Is.EqualTo(0.03).Within(1e-15));
            Assert.That(Value(new Cost(), [.. priced, Sample("x", "x")]), Is.Null);
            Assert.That(Value(new Cost(), Sample("x", "x") with { CostUsd = 0 }), Is.Zero);
        }
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;
}
