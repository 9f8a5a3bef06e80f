using System.Collections.Immutable;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>The probability of being the best buy at one price of a right answer.</summary>
/// <param name="WillingnessToPay">The price that is paid for one more right answer.</param>
/// <param name="PBest">The probability of being best, by option (the acceptability curve).</param>
/// <param name="Best">The option of the highest expected net benefit.</param>
/// <param name="Frontier">Its probability of being best (the acceptability frontier), which need not be the highest.</param>
/// <param name="Evpi">The expected value of perfect information at this price.</param>
public sealed record Acceptability(
    double WillingnessToPay,
    ImmutableArray<double> PBest,
    int Best,
    double Frontier,
    double Evpi
)
{
    /// <summary>The curve: net benefit is price times effect minus cost.</summary>
    /// <remarks>E. Fenwick, K. Claxton, M. Sculpher, "Representing uncertainty: the role of cost-effectiveness acceptability curves", Health Economics 10 (2001), doi:10.1002/hec.635.</remarks>
    /// <param name="cost">Cost by option and draw.</param>
    /// <param name="effect">Right answers by option and draw.</param>
    /// <param name="willingnessToPay">The prices to look at.</param>
    internal static ImmutableArray<Acceptability> Curve(
        double[][] cost,
        double[][] effect,
        IEnumerable<double> willingnessToPay
    )
    {
        double[] prices = [.. willingnessToPay];
        var rows = new Acceptability[prices.Length];
        // A worker computes every price in the same columns: fresh ones would cost more than what is written to them.
        Parallel.For(
            0,
            rows.Length,
            () => Array.ConvertAll(cost, column => new double[column.Length]),
            (i, _, netBenefit) =>
            {
                for (int option = 0; option < cost.Length; option++)
                {
                    NetBenefit(prices[i], cost[option], effect[option], netBenefit[option]);
                }

                var odds = OptionOdds.Of(netBenefit);
                rows[i] = new(prices[i], odds.PBest, odds.Best, odds.PBest[odds.Best], odds.Evpi);
                return netBenefit;
            },
            _ => { }
        );
        return [.. rows];
    }

    private static void NetBenefit(double price, double[] cost, double[] effect, double[] netBenefit)
    {
        for (int i = 0; i < netBenefit.Length; i++)
        {
            netBenefit[i] = (price * effect[i]) - cost[i];
        }
    }
}
