namespace EvalHarness.Cascades;

/// <summary>A point of a cascade's curve beside what its calls could have bought.</summary>
/// <param name="Point">The point of the curve.</param>
/// <param name="Oracle">The quality if as many calls had gone where they help most.</param>
/// <param name="Random">The quality if they had gone to samples drawn by chance.</param>
public sealed record CascadeLine(CascadePoint Point, double Oracle, double Random)
{
    /// <summary>The quality where the order of calls was learnt on other samples; null of a cascade.</summary>
    public double? HeldOut { get; init; }
}
