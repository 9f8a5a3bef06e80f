using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How a table tells costs: for so many answers that the largest has digits before the point, all with as many decimals.</summary>
/// <param name="Answers">The number of answers: 1,000 or 1,000,000.</param>
/// <param name="Decimals">Decimals of each cost.</param>
public readonly record struct CostUnit(int Answers, int Decimals)
{
    /// <summary>The unit that suits the costs of some models.</summary>
    /// <param name="models">The models; those of unknown cost do not count.</param>
    public static CostUnit Of(ImmutableArray<ModelSummary> models)
    {
        decimal most = models.Max(model => model.CostPer1000Usd) ?? 0;
        int answers = most is > 0 and < 0.1m ? 1_000_000 : 1_000;
        return new CostUnit(
            answers,
            (most * (answers / 1_000)) switch
            {
                >= 100 => 0,
                >= 1 => 2,
                _ => 3,
            }
        );
    }

    /// <summary>The unit as the head of a column: <c>$/1,000</c> or <c>$/M</c>.</summary>
    public string Title => Answers == 1_000_000 ? "$/M" : "$/1,000";

    /// <summary>The unit in words: <c>a million answers</c>.</summary>
    public string Words => Answers == 1_000_000 ? "a million answers" : "1,000 answers";

    /// <summary>A cost in this unit, in US dollars without a sign: 0 is free, and what rounds to nothing is less than the least shown.</summary>
    /// <param name="per1000Usd">What 1,000 answers cost; null where it is unknown, which is a dash.</param>
    public string Show(decimal? per1000Usd)
    {
        if (per1000Usd * (Answers / 1_000) is not { } cost)
        {
            return "–";
        }

        string format = "N" + Decimals.ToString(CultureInfo.InvariantCulture);
        decimal least = new(1, 0, 0, isNegative: false, (byte)Decimals);
        return cost == 0 ? "0"
            : cost < least / 2 ? "< " + least.ToString(CultureInfo.InvariantCulture)
            : cost.ToString(format, CultureInfo.InvariantCulture);
    }
}
