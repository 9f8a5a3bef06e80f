using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>How the outcomes of one option spread over the draws, thinned to what a chart can show.</summary>
/// <param name="Id">Id of the option.</param>
/// <param name="Quantiles">Incremental net present value at the 1 % to 99 % points.</param>
/// <param name="Effects">More right answers than the incumbent's, in some of the draws.</param>
/// <param name="Costs">Further cost over the incumbent's, in the same draws.</param>
public sealed record OptionSpread(
    string Id,
    ImmutableArray<double> Quantiles,
    ImmutableArray<double> Effects,
    ImmutableArray<double> Costs
)
{
    private const int MostPoints = 250;

    internal static ImmutableArray<OptionSpread> Of(CashOutcomes outcomes)
    {
        double[][] incremental = outcomes.Incremental();
        int step = Math.Max(1, outcomes.Draws / MostPoints);
        int[] chosen = [.. Enumerable.Range(0, outcomes.Draws).Where(i => i % step == 0).Take(MostPoints)];
        return [.. Enumerable.Range(0, incremental.Length).Select(Spread)];

        OptionSpread Spread(int option)
        {
            double[] sorted = [.. incremental[option]];
            RadixSort.Sort(sorted);
            ImmutableArray<double> Over(double[][] columns) =>
                [.. chosen.Select(i => columns[option][i] - columns[outcomes.Incumbent][i])];
            return new(
                outcomes.Options[option],
                [
                    .. Enumerable
                        .Range(1, 99)
                        .Select(percent => Statistics.Numerics.Quantiles.OfSorted(sorted, percent / 100.0)),
                ],
                Over(outcomes.Effect),
                Over(outcomes.Cost)
            );
        }
    }
}
