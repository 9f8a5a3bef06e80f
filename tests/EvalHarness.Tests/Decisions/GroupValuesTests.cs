using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class GroupValuesTests
{
    private const int Draws = 20_000;

    // Net benefit 1 + 2X + Y - 1.5Z + W against 0, all standard normal: knowing a group leaves the sum of its squared
    // weights of variance, and is worth s·L(1/s).
    [TestCase("XY", 5.0)]
    [TestCase("XZ", 6.25)]
    [TestCase("XYZ", 7.25)]
    [TestCase("YZW", 4.25)]
    [TestCase("XYZW", 8.25)]
    public void Normal_parameters_with_a_linear_net_benefit_are_worth_their_closed_form(string group, double variance)
    {
        double[] benefit = Sum(1, ('X', 2), ('Y', 1), ('Z', -1.5), ('W', 1));
        double found = InformationValue.OfGroup([.. group.Select(Normal)], [new double[Draws], benefit]);
        // Four Monte Carlo standard errors of the draws themselves.
        Assert.That(found, Is.EqualTo(new NormalChoice(1, Math.Sqrt(variance)).Evpi).Within(0.04));
    }

    [Test]
    public void Correlated_parameters_are_not_counted_twice()
    {
        double[] x = Normal('X');
        double[] mixed = [.. x.Zip(Normal('Y'), (a, b) => (0.8 * a) + (0.6 * b))];
        double[] benefit = [.. x.Zip(mixed, (a, b) => 1 + a + b)];
        // Var(X + M) with correlation 0.8 is 3.6.
        double found = InformationValue.OfGroup([x, mixed], [new double[Draws], benefit]);
        Assert.That(found, Is.EqualTo(new NormalChoice(1, Math.Sqrt(3.6)).Evpi).Within(0.03));
    }

    [Test]
    public void What_matters_only_together_is_found_together()
    {
        double[] benefit = [.. Normal('X').Zip(Normal('Y'), (x, y) => (x * y) - 0.2)];
        double[][] choice = [new double[Draws], benefit];
        double evpi = OptionOdds.Of(choice).Evpi;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(InformationValue.OfSignal(Normal('X'), choice), Is.LessThan(0.05 * evpi));
            Assert.That(InformationValue.OfGroup([Normal('X'), Normal('Y')], choice), Is.GreaterThan(0.95 * evpi));
            Assert.That(
                InformationValue.OfGroup([Normal('X'), Normal('Y'), Normal('Z')], choice),
                Is.GreaterThan(0.95 * evpi)
            );
        }
    }

    [Test]
    public void A_coin_and_a_number_are_fitted_as_they_are()
    {
        // 3·C·(1 + X) - 2 with a fair coin C: of the heads the sign is known, the tails are known to lose.
        var stream = new RandomCounter(7, "C");
        double[] coin = [.. Enumerable.Range(0, Draws).Select(i => stream[i] < 0.5 ? 1.0 : 0)];
        double[] benefit = [.. coin.Zip(Normal('X'), (c, x) => (3 * c * (1 + x)) - 2)];
        double found = InformationValue.OfGroup([coin, Normal('X')], [new double[Draws], benefit]);
        double heads = new NormalChoice(1, 3).Evpi + 1;
        Assert.That(found, Is.EqualTo(0.5 * heads).Within(0.04));
    }

    [Test]
    public void Noise_is_worth_little_and_what_never_varies_nothing()
    {
        double[][] choice = [new double[Draws], Sum(1, ('X', 2))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(InformationValue.OfGroup([Normal('Y'), Normal('Z'), Normal('W')], choice), Is.LessThan(0.01));
            Assert.That(InformationValue.OfGroup([new double[Draws], new double[Draws]], choice), Is.Zero);
        }
    }

    [Test]
    public void Groups_of_the_worked_example_lie_between_their_best_member_and_everything()
    {
        var result = DecisionAnalysis.Analyse(Examples.Worked("example-S3", 4000));
        var alone = result.Parameters.ToDictionary(one => one.Name, one => one.Evppi);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                result.Groups.Select(group => group.Name),
                Is.EquivalentTo(new[] { "qualities", "value of answers", "volume", "market", "costs", "delivery" })
            );
            foreach (var group in result.Groups)
            {
                Assert.That(
                    group.Evppi,
                    Is.InRange(group.Parameters.Max(name => alone[name]), result.Evpi),
                    group.Name
                );
            }

            Assert.That(result.Groups[0].Name, Is.EqualTo("qualities"));
            Assert.That(result.Groups[0].IsDistinguishable, Is.True);
            Assert.That(result.Groups[0].Evppi, Is.GreaterThan(1.3 * alone.Values.Max()));
            Assert.That(
                result.Groups.Single(group => group.Name == "value of answers").Evppi,
                Is.LessThan(0.05 * result.Evpi)
            );
        }
    }

    private static double[] Normal(char name)
    {
        var stream = new RandomCounter(7, name.ToString());
        return [.. Enumerable.Range(0, Draws).Select(i => UnitNormal.Quantile(stream[i]))];
    }

    private static double[] Sum(double constant, params (char Name, double Weight)[] terms)
    {
        double[] sum = [.. Enumerable.Repeat(constant, Draws)];
        foreach ((char name, double weight) in terms)
        {
            double[] normal = Normal(name);
            for (int i = 0; i < Draws; i++)
            {
                sum[i] += weight * normal[i];
            }
        }

        return sum;
    }
}
