using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What must hold whatever the money says; each has a shadow price.</summary>
/// <param name="DataMustNotLeave">Whether data must stay in the house.</param>
/// <param name="MinQuality">Quality that must be reached with a probability; none by default.</param>
/// <param name="MaxVendorShare">The largest share of the volume that a vendor may serve, by vendor; none by default.</param>
/// <param name="BudgetOneoffMax">The largest expected one-off; none by default.</param>
/// <param name="Regions">The only places that data may be sent to, for example <c>EU</c>: an option whose terms name another breaks it, one of which nothing is said is warned of. No bound by default.</param>
[Keyword("constraints")]
public sealed record ConstraintsSpec(
    bool DataMustNotLeave = false,
    ImmutableArray<MinimumQuality> MinQuality = default,
    [Range(0, 1)] IReadOnlyDictionary<string, double>? MaxVendorShare = null,
    [Range(0, double.MaxValue)] double? BudgetOneoffMax = null,
    ImmutableArray<string> Regions = default
)
{
    /// <summary>Quality that must be reached with a probability.</summary>
    public ImmutableArray<MinimumQuality> MinQuality { get; init; } = MinQuality.IsDefault ? [] : MinQuality;

    /// <summary>The only places that data may be sent to; empty where there is no bound.</summary>
    public ImmutableArray<string> Regions { get; init; } = Regions.IsDefault ? [] : Regions;

    /// <summary>The largest share of the volume that a vendor may serve, by vendor.</summary>
    public IReadOnlyDictionary<string, double> MaxVendorShare { get; init; } =
        MaxVendorShare ?? new Dictionary<string, double>();
}
