namespace EvalHarness.Statistics.Regression;

/// <summary>
/// A logistic line with Jeffreys' penalty, which keeps it finite where the data are separated: D. Firth, "Bias reduction of maximum
/// likelihood estimates" (1993), doi:10.1093/biomet/80.1.27; G. Heinze, M. Schemper, "A solution to the problem of separation in
/// logistic regression" (2002), doi:10.1002/sim.1047. Values may be fractions of a success: a quasi-likelihood.
/// </summary>
/// <param name="Intercept">Log odds at 0.</param>
/// <param name="Slope">Log odds a unit.</param>
internal readonly record struct FirthLogit(double Intercept, double Slope)
{
    private const int MostSteps = 100;
    private const double LongestStep = 5;

    /// <summary>Fits the line to grouped values; null where all places are one, so that there is no slope.</summary>
    /// <param name="places">Place of each group.</param>
    /// <param name="trials">Number of values in each group, 0 or more, not only whole ones.</param>
    /// <param name="successes">Sum of the values of each group, each in [0, 1].</param>
    /// <param name="start">Where the search starts.</param>
    public static FirthLogit? Fit(
        ReadOnlySpan<double> places,
        ReadOnlySpan<double> trials,
        ReadOnlySpan<double> successes,
        FirthLogit start = default
    )
    {
        var at = start;
        if (Information.At(at, places, trials) is not { } information)
        {
            return null;
        }

        double reached = Likelihood(at, places, trials, successes, information);
        for (int step = 0; step < MostSteps; step++)
        {
            var (a, b) = information.Solve(Score(at, places, trials, successes, information));
            double longest = Math.Max(Math.Abs(a), Math.Abs(b));
            double length = Math.Min(1, LongestStep / longest);
            var (moved, here, likelihood) = (at, information, reached);
            for (; length > 1e-6; length /= 2)
            {
                moved = new(at.Intercept + (length * a), at.Slope + (length * b));
                if (Information.At(moved, places, trials) is { } next)
                {
                    here = next;
                    likelihood = Likelihood(moved, places, trials, successes, here);
                    if (likelihood >= reached - (1e-12 * Math.Abs(reached)))
                    {
                        break;
                    }
                }
            }

            (at, information, reached) = (moved, here, likelihood);
            if (longest * length < 1e-9 || length <= 1e-6)
            {
                break;
            }
        }

        return at;
    }

    /// <summary>The chance of a success at a place.</summary>
    public double At(double place) => 1 / (1 + Math.Exp(-Intercept - (Slope * place)));

    private static (double, double) Score(
        FirthLogit at,
        ReadOnlySpan<double> places,
        ReadOnlySpan<double> trials,
        ReadOnlySpan<double> successes,
        in Information information
    )
    {
        var (first, second) = (0.0, 0.0);
        for (int i = 0; i < places.Length; i++)
        {
            double chance = at.At(places[i]);
            double leverage = trials[i] * chance * (1 - chance) * information.InverseAt(places[i]);
            double surplus = successes[i] - (trials[i] * chance) + (leverage * (0.5 - chance));
            first += surplus;
            second += surplus * places[i];
        }

        return (first, second);
    }

    private static double Likelihood(
        FirthLogit at,
        ReadOnlySpan<double> places,
        ReadOnlySpan<double> trials,
        ReadOnlySpan<double> successes,
        in Information information
    )
    {
        double sum = 0.5 * Math.Log(information.Determinant);
        for (int i = 0; i < places.Length; i++)
        {
            double odds = at.Intercept + (at.Slope * places[i]);
            // log(1 + e^odds) without overflow
            sum += (successes[i] * odds) - (trials[i] * (Math.Max(odds, 0) + Math.Log(1 + Math.Exp(-Math.Abs(odds)))));
        }

        return sum;
    }

    /// <summary>The information matrix of both coefficients.</summary>
    private readonly record struct Information(double First, double Cross, double Second)
    {
        public double Determinant => (First * Second) - (Cross * Cross);

        public static Information? At(FirthLogit at, ReadOnlySpan<double> places, ReadOnlySpan<double> trials)
        {
            var (first, cross, second) = (0.0, 0.0, 0.0);
            for (int i = 0; i < places.Length; i++)
            {
                double chance = at.At(places[i]);
                double weight = trials[i] * chance * (1 - chance);
                first += weight;
                cross += weight * places[i];
                second += weight * places[i] * places[i];
            }

            var found = new Information(first, cross, second);
            return found.Determinant > 1e-12 * first * second ? found : null;
        }

        public (double, double) Solve((double First, double Second) right) =>
            (
                ((Second * right.First) - (Cross * right.Second)) / Determinant,
                ((First * right.Second) - (Cross * right.First)) / Determinant
            );

        public double InverseAt(double place) => (Second - (2 * Cross * place) + (First * place * place)) / Determinant;
    }
}
