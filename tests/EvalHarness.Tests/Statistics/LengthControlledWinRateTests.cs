using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Rankings;
using EvalHarness.Statistics.Regression;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class LengthControlledWinRateTests
{
    private const int Resamples = 1_000;

    [TestCase(0.5)]
    [TestCase(0.8)]
    public void A_judge_that_takes_the_longer_answer_prefers_nobody_at_equal_lengths(double longer)
    {
        var random = new RandomSource(3, 0);
        var (preferences, differences) = (new double[400], new double[400]);
        for (int i = 0; i < preferences.Length; i++)
        {
            differences[i] = (random.NextDouble() < longer ? 1 : -1) * (1 + Math.Floor(200 * random.NextDouble()));
            preferences[i] = differences[i] > 0 ? 1 : 0;
        }

        var rate = Of(preferences, differences)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(preferences.Average(), Is.EqualTo(longer).Within(0.06), "the raw rate is that of being longer");
            Assert.That(rate.Interval!.Value.Low, Is.LessThan(0.5));
            Assert.That(rate.Interval.Value.High, Is.GreaterThan(0.5));
            Assert.That(rate.Slope, Is.GreaterThan(3));
        }
    }

    [Test]
    public void What_is_preferred_for_itself_stays_preferred_at_equal_lengths()
    {
        var random = new RandomSource(5, 0);
        var (preferences, differences) = (new double[20_000], new double[20_000]);
        double truth = 1 / (1 + Math.Exp(-0.7));
        for (int i = 0; i < preferences.Length; i++)
        {
            // The sum of twelve uniforms less six is near enough to normal, with deviation 1.
            double normal = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
            differences[i] = 30 * (normal + 1);
            double odds = 0.7 + (1.2 * Math.Tanh(differences[i] / 30));
            preferences[i] = random.NextDouble() < 1 / (1 + Math.Exp(-odds)) ? 1 : 0;
        }

        var rate = Of(preferences, differences)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rate.Rate, Is.EqualTo(truth).Within(0.02), "four standard errors");
            Assert.That(rate.Slope, Is.EqualTo(1.2).Within(0.15));
            Assert.That(rate.Interval!.Value.Low, Is.LessThan(truth));
            Assert.That(rate.Interval.Value.High, Is.GreaterThan(truth));
            Assert.That(preferences.Average(), Is.GreaterThan(truth + 0.05));
        }
    }

    [Test]
    public void From_the_other_side_the_rate_is_the_rest()
    {
        double[] preferences = [1, 0.5, 0, 1, 0.75, 0.25, 1, 0, 0.5, 1, 1, 0];
        double[] differences = [3, -2, -9, 5, 1, -4, 8, 2, -1, 6, -3, 4];

        var one = Of(preferences, differences)!;
        var other = Of(Array.ConvertAll(preferences, p => 1 - p), Array.ConvertAll(differences, d => -d))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Rate, Is.EqualTo(1 - one.Rate).Within(1e-9));
            Assert.That(other.Slope, Is.EqualTo(one.Slope).Within(1e-7));
            Assert.That(other.Interval!.Value.Low, Is.EqualTo(1 - one.Interval!.Value.High).Within(1e-7));
        }
    }

    [Test]
    public void Nothing_is_said_where_lengths_do_not_differ_or_differ_to_one_side_only()
    {
        double[] preferences = [1, 0, 1, 1, 0, 1, 0, 1, 1, 0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(preferences, new double[10]), Is.Null);
            Assert.That(Of(preferences, [.. Enumerable.Range(1, 10).Select(i => (double)i)]), Is.Null);
            Assert.That(Of(preferences, [-1, -2, -3, -4, 1, 2, 3, 4, 5, 6]), Is.Null, "four are fewer than five");
            Assert.That(Of(preferences, [-1, -2, -3, -4, 0, 2, 3, 4, 5, 6]), Is.Not.Null);
            Assert.That(Of([], []), Is.Null);
        }
    }

    [Test]
    public void Of_one_cluster_there_is_a_rate_and_no_interval()
    {
        var rate = LengthControlledWinRate.Of(
            [1, 0, 1, 1, 0, 1, 0, 1, 1, 0],
            [-1, -2, -3, -4, -5, 2, 3, 4, 5, 6],
            new int[10],
            1,
            Resamples,
            1
        );
        Assert.That((rate is not null, rate?.Interval), Is.EqualTo((true, (object?)null)));
    }

    [Test]
    public void With_two_places_the_penalty_adds_half_a_success_and_half_a_failure_to_each()
    {
        // Jeffreys' penalty of a saturated logistic model: Firth (1993), section 3.
        var fit = FirthLogit.Fit([0, 1], [10, 8], [7, 8])!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fit.Intercept, Is.EqualTo(Math.Log(7.5 / 3.5)).Within(1e-8));
            Assert.That(fit.Intercept + fit.Slope, Is.EqualTo(Math.Log(8.5 / 0.5)).Within(1e-8));
        }
    }

    private static LengthControlledWinRate? Of(double[] preferences, double[] differences) =>
        LengthControlledWinRate.Of(
            preferences,
            differences,
            [.. Enumerable.Range(0, preferences.Length)],
            preferences.Length,
            Resamples,
            1
        );
}
