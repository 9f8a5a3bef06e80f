namespace EvalHarness.Decisions.CashFlows;

/// <summary>Present values of what is paid late, over months or for ever.</summary>
internal static class Discounting
{
    /// <summary>The present value, a month ahead, of one unit a month for ever.</summary>
    public static double Perpetuity(double rate, double growth)
    {
        double ratio = Math.Pow((1 + growth) / (1 + rate), 1.0 / 12);
        return ratio < 1 ? ratio / (1 - ratio) : throw Diverges(rate, growth);
    }

    /// <summary>The present value of one unit spread evenly over the middle of so many months; of none, 1.</summary>
    public static double SpreadFactor(double rate, double months)
    {
        if (!(months > 0))
        {
            return 1;
        }

        int whole = Math.Max(1, (int)Math.Ceiling(months));
        double total = 0;
        for (int month = 1; month <= whole; month++)
        {
            total += Math.Pow(1 + rate, -(month - 0.5) / 12);
        }

        return total / whole;
    }

    private static ArgumentException Diverges(double rate, double growth) =>
        new(
            FormattableString.Invariant(
                $"an infinite horizon diverges: growth {growth} is not below the discount rate {rate}"
            ),
            nameof(growth)
        );
}
