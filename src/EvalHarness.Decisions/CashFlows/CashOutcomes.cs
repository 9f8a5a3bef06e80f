using System.Collections.Immutable;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>What the cash flows came to, draw by draw; the first index is the option, the second the draw.</summary>
/// <param name="Options">The options' ids, in the order of the first index.</param>
/// <param name="Incumbent">The place of the incumbent among them.</param>
/// <param name="NetBenefit">Discounted net benefit over the horizon.</param>
/// <param name="Effect">Discounted number of right answers (quality-adjusted answers).</param>
/// <param name="Cost">Discounted cost, the one-off included.</param>
/// <param name="Volume">Discounted number of answers, by draw.</param>
/// <param name="PaybackMonth">The month from which the option stays ahead of the incumbent: 0 from the start, a month beyond the horizon never.</param>
internal sealed record CashOutcomes(
    ImmutableArray<string> Options,
    int Incumbent,
    double[][] NetBenefit,
    double[][] Effect,
    double[][] Cost,
    double[] Volume,
    int[][] PaybackMonth
)
{
    /// <summary>The number of draws.</summary>
    public int Draws => Volume.Length;

    /// <summary>Net benefit over that of the incumbent, by option and draw.</summary>
    public double[][] Incremental() =>
        [
            .. NetBenefit.Select(own =>
            {
                double[] difference = new double[own.Length];
                for (int i = 0; i < own.Length; i++)
                {
                    difference[i] = own[i] - NetBenefit[Incumbent][i];
                }

                return difference;
            }),
        ];
}
