using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>Which option is best, how surely, and what certainty would be worth.</summary>
/// <param name="Mean">Mean net benefit by option.</param>
/// <param name="Best">The option of the highest mean; the first of equals.</param>
/// <param name="PBest">The share of draws in which each option is best; ties are split.</param>
/// <param name="ExpectedRegret">What is lost on average by choosing each option rather than the best one of each draw.</param>
/// <param name="Evpi">The expected value of perfect information: the regret of the best option.</param>
/// <param name="EvpiStandardError">Its Monte Carlo standard error.</param>
internal sealed record OptionOdds(
    ImmutableArray<double> Mean,
    int Best,
    ImmutableArray<double> PBest,
    ImmutableArray<double> ExpectedRegret,
    double Evpi,
    double EvpiStandardError
)
{
    /// <summary>The odds over all draws.</summary>
    /// <param name="netBenefit">Net benefit by option and draw, at least one of each.</param>
    public static OptionOdds Of(double[][] netBenefit)
    {
        ArgumentNullException.ThrowIfNull(netBenefit);
        int draws = netBenefit.Length == 0 ? 0 : netBenefit[0].Length;
        ArgumentOutOfRangeException.ThrowIfZero(draws);
        double[] mean = Array.ConvertAll(netBenefit, column => CompensatedSum.Mean(column));
        int best = Array.IndexOf(mean, mean.Max());
        double[] shares = new double[netBenefit.Length];
        var regret = new CompensatedSum[netBenefit.Length];
        double[] loss = new double[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            (double top, int ties) = Top(netBenefit, draw);
            loss[draw] = top - netBenefit[best][draw];
            for (int option = 0; option < netBenefit.Length; option++)
            {
                double behind = top - netBenefit[option][draw];
                shares[option] += behind == 0 ? 1.0 / ties : 0;
                regret[option].Add(behind);
            }
        }

        return new(
            [.. mean],
            best,
            [.. shares.Select(share => share / draws)],
            [.. regret.Select(total => total.Value / draws)],
            CompensatedSum.Mean(loss),
            Moments.OfDraws(loss).StandardError ?? 0
        );
    }

    private static (double Top, int Ties) Top(double[][] netBenefit, int draw)
    {
        (double top, int ties) = (double.NegativeInfinity, 0);
        foreach (double[] option in netBenefit)
        {
            double value = option[draw];
            (top, ties) =
                value > top ? (value, 1)
                : value == top ? (top, ties + 1)
                : (top, ties);
        }

        return (top, ties);
    }
}
