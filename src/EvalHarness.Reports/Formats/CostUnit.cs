namespace EvalHarness.Reports.Formats;

/// <summary>For how many answers money is told, so that digits stand before the point.</summary>
/// <param name="Answers">One answer, a thousand or a million.</param>
public sealed record CostUnit(int Answers)
{
    /// <summary>The unit in a sentence.</summary>
    internal string Words =>
        Answers switch
        {
            1 => "an answer",
            1_000 => "1,000 answers",
            _ => "a million answers",
        };

    /// <summary>The unit in the head of a column.</summary>
    internal string Title =>
        Answers switch
        {
            1 => "$ / answer",
            1_000 => "$ / 1,000",
            _ => "$ / million",
        };

    /// <summary>The smallest unit that makes the typical cost at least a dollar.</summary>
    /// <param name="per1000Usd">Costs of 1,000 answers in US dollars; unknown and free ones do not count.</param>
    internal static CostUnit For(IEnumerable<decimal?> per1000Usd)
    {
        decimal[] paid = [.. per1000Usd.OfType<decimal>().Where(usd => usd > 0).Order()];
        decimal typical = paid.Length == 0 ? 1 : paid[paid.Length / 2];
        return new(
            typical switch
            {
                >= 1_000 => 1,
                >= 1 => 1_000,
                _ => 1_000_000,
            }
        );
    }

    /// <summary>A cost in the unit.</summary>
    /// <param name="per1000Usd">US dollars for 1,000 answers; null when unknown.</param>
    internal decimal? Of(decimal? per1000Usd) => per1000Usd * Answers / 1_000;
}
