using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Information;

/// <summary>
/// The choice between an incumbent and a challenger that are scored on the same samples: wins, losses and ties with a
/// Dirichlet prior, by exact enumeration of what n more pairs may show.
/// </summary>
/// <param name="Wins">The prior count of samples that only the challenger gets right.</param>
/// <param name="Losses">The prior count of samples that only the incumbent gets right.</param>
/// <param name="Ties">The prior count of the others.</param>
/// <param name="PerPoint">The value of a difference of one.</param>
/// <param name="Cost">The cost of the challenger.</param>
public sealed record PairedChoice(double Wins, double Losses, double Ties, double PerPoint, double Cost)
{
    private double Size => Wins + Losses + Ties;

    /// <summary>The expected net benefit of the challenger.</summary>
    public double Mean => (PerPoint * (Wins - Losses) / Size) - Cost;

    /// <summary>The expected value of n more pairs, in O(n²).</summary>
    /// <param name="n">The number of further pairs, at least 0; none is worth nothing.</param>
    public double Evsi(int n)
    {
        var total = default(CompensatedSum);
        double constant = LogSpace.LogGamma(n + 1.0) + LogSpace.LogGamma(Size) - LogSpace.LogGamma(Size + n);
        double[] win = Terms(Wins, n);
        double[] loss = Terms(Losses, n);
        double[] tie = Terms(Ties, n);
        for (int w = 0; w <= n; w++)
        {
            for (int l = 0; l <= n - w; l++)
            {
                double value = (PerPoint * (Wins + w - Losses - l) / (Size + n)) - Cost;
                if (value > 0)
                {
                    total.Add(value * Math.Exp(constant + win[w] + loss[l] + tie[n - w - l]));
                }
            }
        }

        return n == 0 ? 0 : Math.Max(0, total.Value - Math.Max(0, Mean));
    }

    private static double[] Terms(double prior, int n) =>
        [
            .. Enumerable
                .Range(0, n + 1)
                .Select(x => LogSpace.LogGamma(prior + x) - LogSpace.LogGamma(prior) - LogSpace.LogGamma(x + 1.0)),
        ];
}
