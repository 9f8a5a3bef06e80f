namespace EvalHarness.Decisions.Specs;

/// <summary>How the progress of general models reaches the team.</summary>
public enum MarketMode
{
    /// <summary>Quality moves with the frontier; prices fall slowly.</summary>
    RideFrontier,

    /// <summary>Quality stays; the price of that quality falls fast.</summary>
    HoldQuality,
}
