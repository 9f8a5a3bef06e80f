using System.Runtime.Intrinsics;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The options and running totals of the draws at hand: one per thread.</summary>
internal sealed class DrawScratch(int options)
{
    public CashFlowOption[] Options { get; } = new CashFlowOption[options];

    public Vector256<double>[] Effect { get; } = new Vector256<double>[options];

    public Vector256<double>[] Cost { get; } = new Vector256<double>[options];

    public Vector256<double>[] NetBenefit { get; } = new Vector256<double>[options];

    /// <summary>Discounted number of answers that nobody gives.</summary>
    public Vector256<double>[] Unanswered { get; } = new Vector256<double>[options];

    /// <summary>Discounted money ahead of the incumbent so far.</summary>
    public Vector256<double>[] Ahead { get; } = new Vector256<double>[options];

    public Vector256<double>[] Payback { get; } = new Vector256<double>[options];

    public Vector256<double> Volume { get; set; }

    public void Clear()
    {
        Volume = Vector256<double>.Zero;
        Array.Clear(Effect);
        Array.Clear(Unanswered);
        Array.Clear(Cost);
        Array.Clear(Ahead);
    }
}
