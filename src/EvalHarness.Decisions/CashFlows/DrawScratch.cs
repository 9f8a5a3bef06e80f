namespace EvalHarness.Decisions.CashFlows;

/// <summary>The options and running totals of the draw at hand: one per thread.</summary>
internal sealed class DrawScratch(int options)
{
    public CashFlowOption[] Options { get; } = new CashFlowOption[options];

    public double[] Effect { get; } = new double[options];

    public double[] Cost { get; } = new double[options];

    /// <summary>Discounted money ahead of the incumbent so far.</summary>
    public double[] Ahead { get; } = new double[options];

    public int[] Payback { get; } = new int[options];

    public double Volume { get; set; }

    public void Clear()
    {
        Volume = 0;
        Array.Clear(Effect);
        Array.Clear(Cost);
        Array.Clear(Ahead);
    }
}
