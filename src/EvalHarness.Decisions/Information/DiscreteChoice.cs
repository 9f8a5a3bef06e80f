using System.Collections.Immutable;

namespace EvalHarness.Decisions.Information;

/// <summary>The choice between actions whose payoffs depend on a few states of the world.</summary>
/// <param name="Expected">The expected payoff of each action.</param>
/// <param name="Best">The action of the highest expected payoff; the first of equals.</param>
/// <param name="Evpi">The expected value of knowing the state.</param>
/// <param name="Evsi">The expected value of the signal; null where there is none.</param>
public sealed record DiscreteChoice(ImmutableArray<double> Expected, int Best, double Evpi, double? Evsi)
{
    /// <summary>The value of choosing now.</summary>
    public double ValueNow => Expected[Best];

    /// <summary>Weighs every action in every state.</summary>
    /// <param name="payoffs">Payoff by action and state.</param>
    /// <param name="prior">The probability of each state.</param>
    /// <param name="likelihood">The probability of each signal (row) in each state; null where there is no signal.</param>
    public static DiscreteChoice Of(double[][] payoffs, double[] prior, double[][]? likelihood = null)
    {
        ArgumentNullException.ThrowIfNull(payoffs);
        double[] expected = Array.ConvertAll(payoffs, row => Dot(row, prior));
        int best = Array.IndexOf(expected, expected.Max());
        double perfect = prior.Select((p, state) => p * payoffs.Max(row => row[state])).Sum();
        double? informed = likelihood?.Sum(signal =>
        {
            double[] joint = [.. signal.Zip(prior, (chance, p) => chance * p)];
            return payoffs.Max(row => Dot(row, joint));
        });
        return new([.. expected], best, perfect - expected[best], informed - expected[best]);
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
