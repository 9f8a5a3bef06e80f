namespace EvalHarness.Comparisons.Findings;

/// <summary>For how many answers money is told, so that digits stand before the point.</summary>
/// <param name="Answers">One answer, a thousand or a million.</param>
public sealed record CostUnit(int Answers)
{
    /// <summary>Decimals of every cost of the column, two by default.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>The unit in a sentence.</summary>
    public string Words =>
        Answers switch
        {
            1 => "an answer",
            1_000 => "1,000 answers",
            _ => "a million answers",
        };

    /// <summary>The unit in the head of a column.</summary>
    public string Title =>
        Answers switch
        {
            1 => "$ / answer",
            1_000 => "$ / 1,000",
            _ => "$ / million",
        };

    /// <summary>The unit in the head of a column where room is short.</summary>
    public string ShortTitle =>
        Answers switch
        {
            1 => "$ each",
            1_000 => "$/1,000",
            _ => "$/M",
        };

    /// <summary>The smallest unit that makes the typical cost at least a dollar.</summary>
    /// <param name="per1000Usd">Costs of 1,000 answers in US dollars; unknown and free ones do not count.</param>
    public static CostUnit For(IEnumerable<decimal?> per1000Usd)
    {
        ArgumentNullException.ThrowIfNull(per1000Usd);
        decimal[] paid = [.. per1000Usd.OfType<decimal>().Where(usd => usd > 0).Order()];
        decimal typical = paid.Length == 0 ? 1 : paid[paid.Length / 2];
        var unit = new CostUnit(
            typical switch
            {
                >= 1_000 => 1,
                >= 1 => 1_000,
                _ => 1_000_000,
            }
        );
        return unit with { Decimals = MoneyDigits.Of(paid.Select(usd => unit.Of(usd))) };
    }

    /// <summary>A cost in the unit.</summary>
    /// <param name="per1000Usd">US dollars for 1,000 answers; null when unknown.</param>
    public decimal? Of(decimal? per1000Usd) => per1000Usd * Answers / 1_000;

    /// <summary>A cost in the unit with the decimals of its column and no sign: 0 is free, a dash is unknown, and what rounds to nothing is less than the last digit.</summary>
    /// <param name="per1000Usd">US dollars for 1,000 answers; null when unknown.</param>
    public string Show(decimal? per1000Usd) =>
        Of(per1000Usd) switch
        {
            null => "–",
            0 => "0",
            var cost => MoneyDigits.Show(cost.Value, Decimals),
        };
}
