using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class AxisTests
{
    [TestCase(new[] { 33.0, 84.8 }, new[] { 20.0, 40, 60, 80, 100 })]
    [TestCase(new[] { 0.0, 1 }, new[] { 0.0, 0.5, 1 })]
    [TestCase(new[] { -0.31, 0.22 }, new[] { -0.4, -0.2, 0, 0.2, 0.4 })]
    public void Ticks_are_round_and_enclose_all_values(double[] values, double[] ticks) =>
        Assert.That(Axis.Over(values).Ticks, Is.EqualTo(ticks).Within(1e-9));

    [TestCase(new double[0])]
    [TestCase(new[] { 7.0 })]
    [TestCase(new[] { 7.0, 7, double.NaN })]
    public void No_value_or_one_still_makes_an_axis(double[] values)
    {
        var axis = Axis.Over(values);
        Assert.That(axis.High, Is.GreaterThan(axis.Low));
    }

    [Test]
    public void A_value_beyond_the_end_stands_at_the_end()
    {
        var axis = Axis.Over([0, 100]);
        Assert.That(axis.At(250), Is.EqualTo(axis.At(100)).And.EqualTo("97%"));
    }

    /// <summary>A team's own metric may say that it is a share and give a count.</summary>
    [TestCase(1000, 1000)]
    [TestCase(-40, 250)]
    public void Values_beyond_the_limits_stand_on_the_axis_all_the_same(double low, double high)
    {
        var axis = Axis.Over([low, high], (0, 100));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((axis.Low <= low, axis.High >= high), Is.EqualTo((true, true)));
            Assert.That(axis.Ticks, Is.Not.Empty);
        }
    }
}
