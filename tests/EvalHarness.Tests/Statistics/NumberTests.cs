using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Sequential;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>What is no finite number is refused at once, where it would go on for ever or end in a number that means nothing.</summary>
public sealed class NumberTests
{
    private static readonly PairedTable Table = new(30, 5, 3, 12);

    public static IEnumerable<TestCaseData> Calls() =>
        [
            Call("the incomplete beta function", x => IncompleteBeta.Tails(x, 1 - x, 2, 3)),
            Call("its parameters", x => IncompleteBeta.Tails(0.5, 0.5, 2, x)),
            Call("its quantile", x => IncompleteBeta.Quantile(x, 1 - x, 2, 3)),
            Call("Student's distribution", x => Tails.StudentUpper(x, 5)),
            Call("its degrees of freedom", x => Tails.StudentCritical(0.95, x)),
            Call("the chi-squared distribution", x => Tails.ChiSquaredUpper(x, 3)),
            Call("a binomial tail", x => Tails.BinomialLower(3, 8, x)),
            Call("Tango's score", x => PairedProportions.TangoScore(Table, x)),
            Call("an equivalence margin", x => Equivalence.Tango(Table, x)),
            Call("a paired posterior", x => BayesianComparisons.Paired(1, 2, x, 4)),
            Call("a control's mean", x => ControlVariate.Of([1, 2], [1, 3], x)),
            Call("a number of items", x => NeymanAllocation.Of([0.5, 0.5], [1, 2], x)),
            Call("a weight of predictions", x => PredictionPowered.Fixed([1, 0], [1, 1], [0, 1], x)),
            Call("a predicted value", x => PredictionPowered.Fixed([1, 0], [1, x], [0, 1], 0.5)),
            Call("a difference for its half-width", x => McNemarPower.SizeForHalfWidth(0.1, 0.2, x)),
            Call("a true difference", x => MeanPower.OfMean(10, x, 1)),
            Call("evidence", x => SequentialMcNemar.AnytimeP(x)),
        ];

    [TestCaseSource(nameof(Calls))]
    public void What_is_no_number_is_refused(Action<double> call) =>
        Assert.That(() => call(double.NaN), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Infinite_counts_are_refused() =>
        Assert.That(
            () => BayesianComparisons.Paired(1, 2, double.PositiveInfinity, 4),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("secondOnly must be at least 0")
        );

    // 40-digit mpmath.
    [TestCase(1e-10, 9.9999999995e-11)]
    [TestCase(-3e-17, -3e-17)]
    [TestCase(0.1, 0.09531017980432486)]
    [TestCase(-0.9999, -9.210340371976294)]
    [TestCase(1e300, 690.7755278982137)]
    [TestCase(-1, double.NegativeInfinity)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity)]
    public void Logarithms_near_one_keep_their_digits(double x, double expected) =>
        Assert.That(LogSpace.Log1p(x), Is.EqualTo(expected).Within(1e-13).Percent);

    [TestCase(1e-10, 1.00000000005e-10)]
    [TestCase(-3e-17, -3e-17)]
    [TestCase(0.1, 0.10517091807564763)]
    [TestCase(-1, -0.6321205588285577)]
    [TestCase(-800, -1)]
    [TestCase(5, 147.4131591025766)]
    public void Powers_near_one_keep_their_digits(double x, double expected) =>
        Assert.That(LogSpace.Expm1(x), Is.EqualTo(expected).Within(1e-13).Percent);

    [Test]
    public void Tiny_p_values_keep_their_digits_when_joined() =>
        Assert.That(MultipleComparisons.Sidak([1e-20, 0.5])[0], Is.EqualTo(2e-20).Within(1e-12).Percent);

    private static TestCaseData Call(string name, Func<double, object?> call)
    {
        Action<double> ignoring = x => call(x);
        return new TestCaseData(ignoring).SetArgDisplayNames(name);
    }
}
