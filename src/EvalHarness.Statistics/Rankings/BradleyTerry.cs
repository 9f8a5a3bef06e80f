using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Strengths of models from paired comparisons by maximum likelihood. Source: Bradley and Terry, "Rank analysis of
/// incomplete block designs", 1952, 10.2307/2334029; existence: Ford 1957, 10.2307/2308513. A tie is half a win for each
/// side, a quasi-likelihood with dispersion 1. Newton's method. Held against evalica 0.4.2 and R BradleyTerry2 1.1-2.
/// </summary>
/// <param name="Strengths">Log strengths that sum to zero, in the order of the models.</param>
/// <param name="StandardErrors">Of each strength minus that of the first model; 0 for the first.</param>
/// <param name="LogLikelihood">Log-likelihood at the strengths.</param>
public sealed record BradleyTerry(
    IReadOnlyList<double> Strengths,
    IReadOnlyList<double> StandardErrors,
    double LogLikelihood
)
{
    private const int MostSteps = 100;

    /// <summary>
    /// Strengths from a square matrix of wins, row-major: how often the row's model beat the column's, a tie counting half
    /// on both sides. Null where the estimate does not exist: unless every model can be reached from every other along
    /// wins, some strength is infinite or the models fall into groups that were never compared.
    /// </summary>
    public static BradleyTerry? Fit(ReadOnlySpan<double> wins, int models)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(models, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(wins.Length, models * models, nameof(wins));
        Require.Values(wins, nameof(wins));
        if (!WinGraph.IsStronglyConnected(wins, models))
        {
            return null;
        }
        double[] strengths = new double[models];
        double likelihood = LogLikelihoodAt(wins, strengths);
        for (int step = 0; step < MostSteps && models > 1; step++)
        {
            double[] move = Cholesky.Of(Information(wins, strengths)).Solve(Gradient(wins, strengths));
            double largest = 0;
            double[] moved = strengths;
            double reached = double.NegativeInfinity;
            for (double length = 1; length > 1e-6 && reached < likelihood - (1e-12 * Math.Abs(likelihood)); length /= 2)
            {
                moved = Shifted(strengths, move, length);
                reached = LogLikelihoodAt(wins, moved);
                largest = move.Max(Math.Abs) * length;
            }
            strengths = moved;
            likelihood = reached;
            if (largest < 1e-12)
            {
                break;
            }
        }
        double mean = strengths.Average();
        double[] errors = Errors(Information(wins, strengths));
        return new BradleyTerry(Array.ConvertAll(strengths, strength => strength - mean), errors, likelihood);
    }

    /// <summary>Probability that the model of that row beats the other.</summary>
    public double WinProbability(int model, int other) => 1 / (1 + Math.Exp(Strengths[other] - Strengths[model]));

    /// <summary>The strengths on the scale of Elo ratings with mean 1500: 400 points are odds of 10 to 1.</summary>
    public double[] EloScale() => [.. Strengths.Select(strength => 1500 + (400 / Math.Log(10) * strength))];

    /// <summary>Indices of the models, strongest first; equal ones (to 1e-9) in their order.</summary>
    public int[] BestFirst() =>
        [.. Enumerable.Range(0, Strengths.Count).OrderByDescending(i => Math.Round(Strengths[i], 9))];

    private static double[] Shifted(double[] strengths, double[] move, double length)
    {
        double[] moved = [.. strengths];
        for (int i = 1; i < moved.Length; i++)
        {
            moved[i] += length * move[i - 1];
        }
        return moved;
    }

    // The first model is held at 0; rows and columns are those of the others.
    private static double[] Gradient(ReadOnlySpan<double> wins, double[] strengths)
    {
        int n = strengths.Length;
        double[] gradient = new double[n - 1];
        for (int i = 1; i < n; i++)
        {
            double sum = 0;
            for (int j = 0; j < n; j++)
            {
                double games = wins[(i * n) + j] + wins[(j * n) + i];
                sum += j == i || games == 0 ? 0 : wins[(i * n) + j] - (games * Chance(strengths[i] - strengths[j]));
            }
            gradient[i - 1] = sum;
        }
        return gradient;
    }

    private static SquareMatrix Information(ReadOnlySpan<double> wins, double[] strengths)
    {
        int n = strengths.Length;
        var information = new SquareMatrix(n - 1);
        for (int i = 1; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double games = wins[(i * n) + j] + wins[(j * n) + i];
                if (i == j || games == 0)
                {
                    continue;
                }
                double chance = Chance(strengths[i] - strengths[j]);
                double weight = games * chance * (1 - chance);
                information[i - 1, i - 1] += weight;
                if (j > 0)
                {
                    information[i - 1, j - 1] -= weight;
                }
            }
        }
        return information;
    }

    // Roots of the diagonal of the inverse, after a 0 for the model that is held.
    private static double[] Errors(SquareMatrix information)
    {
        var factor = Cholesky.Of(information);
        double[] errors = new double[information.Size + 1];
        for (int i = 0; i < information.Size; i++)
        {
            double[] unit = new double[information.Size];
            unit[i] = 1;
            errors[i + 1] = Math.Sqrt(factor.Solve(unit)[i]);
        }
        return errors;
    }

    private static double LogLikelihoodAt(ReadOnlySpan<double> wins, double[] strengths)
    {
        int n = strengths.Length;
        double sum = 0;
        for (int cell = 0; cell < wins.Length; cell++)
        {
            (int i, int j) = Math.DivRem(cell, n);
            double gap = strengths[j] - strengths[i];
            // log(1 + e^gap) without overflow
            sum -=
                wins[cell] > 0 && i != j
                    ? wins[cell] * (Math.Max(gap, 0) + LogSpace.Log1p(Math.Exp(-Math.Abs(gap))))
                    : 0;
        }
        return sum;
    }

    private static double Chance(double gap) => 1 / (1 + Math.Exp(-gap));
}
