namespace EvalHarness.Comparisons.Gates;

/// <summary>The unit of what a gate measures.</summary>
public enum GateUnit
{
    /// <summary>A number without a unit.</summary>
    Plain,

    /// <summary>A share in [0, 1], shown in per cent; differences in points.</summary>
    Share,

    /// <summary>US dollars an answer.</summary>
    Usd,

    /// <summary>Seconds until an answer.</summary>
    Seconds,
}
