namespace EvalHarness.Decisions.CashFlows;

/// <summary>Two ways of paying for volume: a fixed sum and a price per unit each.</summary>
/// <param name="FixedA">The fixed cost of A per period.</param>
/// <param name="VariableA">The cost of one unit with A.</param>
/// <param name="FixedB">The fixed cost of B per period.</param>
/// <param name="VariableB">The cost of one unit with B.</param>
public sealed record CostLines(double FixedA, double VariableA, double FixedB, double VariableB)
{
    /// <summary>The volume above 0 at which both cost the same; null where there is none.</summary>
    public double? BreakEvenVolume
    {
        get
        {
            double volume = (FixedA - FixedB) / (VariableB - VariableA);
            return double.IsFinite(volume) && volume > 0 ? volume : null;
        }
    }

    /// <summary>Whether A is cheaper at nothing; null where both cost the same.</summary>
    public bool? IsACheaperAtZero => FixedA == FixedB ? null : FixedA < FixedB;

    /// <summary>Whether A is cheaper above the break-even; null where there is none.</summary>
    public bool? IsACheaperAbove => BreakEvenVolume is null ? null : VariableA < VariableB;
}
