using EvalHarness.Curves;
using EvalHarness.Decisions.Specs;
using NUnit.Framework;

namespace EvalHarness.Tests.Curves;

public sealed class CurveForecastTests
{
    private static readonly LearningCurveSpec Curve = new(
        [50, 100, 200, 400, 800],
        [600, 660, 710, 750, 780],
        [1000, 1000, 1000, 1000, 1000],
        800
    );

    [Test]
    public void Points_are_the_measured_sizes_and_then_up_to_sixteen_times_the_largest()
    {
        var forecast = CurveForecast.Of(Curve, 0.85);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                forecast.Points.Select(point => point.Size),
                Is.EqualTo([50, 100, 200, 400, 800, 1600, 3200, 6400, 12800])
            );
            Assert.That(forecast.Points.Count(point => point.Measured is null), Is.EqualTo(4));
            Assert.That(forecast.Points.All(point => point.Low <= point.Mean && point.Mean <= point.High));
            Assert.That(
                forecast.Points[^1].High - forecast.Points[^1].Low,
                Is.GreaterThan(forecast.Points[3].High - forecast.Points[3].Low)
            );
        }
    }

    [Test]
    public void More_certainty_takes_more_rows()
    {
        var needed = CurveForecast.Of(Curve, 0.8).Needed;

        Assert.That(needed[0].Size, Is.LessThan(needed[1].Size!.Value).And.GreaterThan(800));
    }

    [Test]
    public void Without_a_target_nothing_is_said_to_be_needed()
    {
        var forecast = CurveForecast.Of(Curve, null);

        Assert.That((forecast.Needed.Length, forecast.Points[0].Reaches), Is.EqualTo((0, (double?)null)));
    }

    [Test]
    public void Two_sizes_have_a_band_and_no_best_fit() =>
        Assert.That(CurveForecast.Of(new LearningCurveSpec([50, 100], [60, 70], [100, 100], 100), 0.9).Fit, Is.Null);

    [TestCase(3, true)]
    [TestCase(4, false)]
    public void Fewer_than_four_sizes_are_underdetermined(int sizes, bool expected)
    {
        var few = new LearningCurveSpec(Curve.Sizes[..sizes], Curve.Correct[..sizes], Curve.Total[..sizes], 800);

        Assert.That(CurveForecast.Of(few, 0.9).IsUnderdetermined, Is.EqualTo(expected));
    }

    [Test]
    public void The_rows_needed_are_told_for_one_chance_in_four_even_odds_and_three_in_four()
    {
        var forecast = CurveForecast.Of(Curve, 0.8);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(forecast.Needed.Select(need => need.Probability), Is.EqualTo([0.25, 0.5, 0.75]));
            Assert.That(forecast.Farthest, Is.EqualTo(12_800));
            foreach (var need in forecast.Needed)
            {
                // The smallest on a grid of forty a decade: enough there, and not one step before.
                Assert.That(
                    forecast.Posterior.Reaches(need.Size!.Value, 0.2),
                    Is.GreaterThanOrEqualTo(need.Probability)
                );
                Assert.That(
                    forecast.Posterior.Reaches(need.Size.Value / Math.Pow(10, 1 / 40.0), 0.2),
                    Is.LessThan(need.Probability)
                );
            }
        }
    }

    [TestCase(0, 0)]
    [TestCase(100, 100)]
    [TestCase(0, 100)]
    [TestCase(100, 0)]
    public void All_right_all_wrong_or_worse_with_more_rows_stays_between_none_and_all(double few, double many)
    {
        var forecast = CurveForecast.Of(
            new LearningCurveSpec([50, 100, 200], [few, few, many], [100, 100, 100], 200),
            0.5
        );

        Assert.That(
            forecast.Points.SelectMany(point => new[] { point.Low, point.Mean, point.High }),
            Is.All.InRange(0.0, 1.0)
        );
    }
}
