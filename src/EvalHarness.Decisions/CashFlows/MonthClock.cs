namespace EvalHarness.Decisions.CashFlows;

/// <summary>What moves with the months alone: discount, volume and prices, by repeated multiplication.</summary>
internal struct MonthClock
{
    private readonly double discountStep;
    private readonly double volumeStep;
    private readonly double apiStep;
    private readonly double gpuStep;

    public MonthClock(double rate, double volume, double growth, double apiYear, double gpuYear)
    {
        discountStep = Math.Pow(1 + rate, -1.0 / 12);
        Discount = Math.Pow(1 + rate, 0.5 / 12);
        volumeStep = Math.Pow(Math.Max(1 + growth, 0.01), 1.0 / 12);
        Volume = volume;
        apiStep = Math.Pow(apiYear, 1.0 / 12);
        ApiFactor = 1;
        gpuStep = Math.Pow(gpuYear, 1.0 / 12);
        GpuFactor = 1;
    }

    public double Discount { get; private set; }

    public double Volume { get; private set; }

    public double ApiFactor { get; private set; }

    public double GpuFactor { get; private set; }

    public static double Perpetuity(double rate, double growth)
    {
        double ratio = Math.Pow((1 + growth) / (1 + rate), 1.0 / 12);
        return ratio < 1 ? ratio / (1 - ratio) : throw Diverges(rate, growth);
    }

    /// <summary>The present value of one unit spread evenly over the middle of so many months.</summary>
    public static double SpreadFactor(double rate, double months)
    {
        int whole = Math.Max(1, (int)Math.Ceiling(months));
        double total = 0;
        for (int month = 1; month <= whole; month++)
        {
            total += Math.Pow(1 + rate, -(month - 0.5) / 12);
        }

        return total / whole;
    }

    public void Advance()
    {
        Discount *= discountStep;
        Volume *= volumeStep;
        ApiFactor *= apiStep;
        GpuFactor *= gpuStep;
    }

    private static ArgumentException Diverges(double rate, double growth) =>
        new(
            FormattableString.Invariant(
                $"an infinite horizon diverges: growth {growth} is not below the discount rate {rate}"
            ),
            nameof(growth)
        );
}
