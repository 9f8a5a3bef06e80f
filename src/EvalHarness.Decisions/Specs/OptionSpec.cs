using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>One way of doing the work.</summary>
/// <param name="Id">The option's name.</param>
/// <param name="Quality">The share of right answers at launch, in [0, 1]; the rung's prior over the incumbent by default.</param>
/// <param name="Kind">The rung of the ladder; not said by default.</param>
/// <param name="Mastery">What a team must have mastered to run it; the rung's usual level by default.</param>
/// <param name="Status">Whether it runs already or is an idea; <c>existing</c> by default.</param>
/// <param name="Oneoff">The money spent once, all of it sunk when the option fails; 0 by default.</param>
/// <param name="Spend">When the one-off is paid; <c>upfront</c> by default.</param>
/// <param name="LeadMonths">Months until it serves; 0 by default, but to be said of what is to be built.</param>
/// <param name="PSuccess">The probability that it works at all; 1 by default, but to be said of what is to be built.</param>
/// <param name="Fallback">The option that serves until launch and after a failure; the incumbent by default.</param>
/// <param name="Api">What is bought per token; nothing by default.</param>
/// <param name="Gpu">What is rented per GPU-hour; nothing by default.</param>
/// <param name="FixedPerMonth">People, licences and machines a month, whatever the volume; 0 by default.</param>
/// <param name="RetrainEveryMonths">Months between two trainings; 0, the default, never trains again.</param>
/// <param name="RetrainCost">The cost of one training after the first; 0 by default.</param>
/// <param name="TracksFrontier">The share of the frontier's progress that it inherits at each rebase; 0 by default.</param>
/// <param name="Continuous">Whether it moves with the frontier all the time rather than at each training.</param>
/// <param name="DriftPerYear">Error gained in a year without training, as a fraction; 0 by default.</param>
/// <param name="DataLeaves">Whether data leave the house; as its terms say by default. What nobody says counts as staying, and is warned of where data must not leave.</param>
/// <param name="Vendor">Who sells it; nobody by default.</param>
/// <param name="LateShare">The share of answers later than the latency objective; 0 by default.</param>
/// <param name="LatencySeconds">The mean time to an answer; 0 by default.</param>
/// <param name="Incident">A rare and costly event; none by default.</param>
/// <param name="Sunk">Money already spent on it: shown, never counted.</param>
/// <param name="Availability">How much of the time it answers, and what it costs when it does not; always by default.</param>
/// <param name="License">Its license, as an SPDX id or with source and date: shown, never counted; unknown by default, in a suite that of its model.</param>
/// <param name="Terms">Its terms of use: shown, and held against <c>constraints</c>; unknown by default, in a suite those of its model.</param>
[Keyword("option")]
public sealed record OptionSpec(
    string Id,
    [Range(0, 1)] QualitySpec? Quality = null,
    OptionKind? Kind = null,
    Mastery? Mastery = null,
    OptionStatus Status = OptionStatus.Existing,
    [Range(0, double.MaxValue)] Quantity? Oneoff = null,
    Spend Spend = Spend.Upfront,
    [Range(0, double.MaxValue)] Quantity? LeadMonths = null,
    [KeyName("p_success"), Range(0, 1)] Quantity? PSuccess = null,
    string? Fallback = null,
    ApiSpec? Api = null,
    GpuSpec? Gpu = null,
    [Range(0, double.MaxValue)] Quantity? FixedPerMonth = null,
    [Range(0, int.MaxValue)] int RetrainEveryMonths = 0,
    [Range(0, double.MaxValue)] Quantity? RetrainCost = null,
    [Range(0, double.MaxValue)] Quantity? TracksFrontier = null,
    bool Continuous = false,
    Quantity? DriftPerYear = null,
    bool? DataLeaves = null,
    string? Vendor = null,
    [Range(0, 1)] Quantity? LateShare = null,
    [Range(0, double.MaxValue)] Quantity? LatencySeconds = null,
    IncidentSpec? Incident = null,
    [Range(0, double.MaxValue)] double Sunk = 0,
    AvailabilitySpec? Availability = null,
    License? License = null,
    TermsOfUse? Terms = null
)
{
    /// <summary>Whether data leave the house: as said of the option, else of its terms; unknown where neither says.</summary>
    public YesNo Leaving =>
        DataLeaves switch
        {
            true => YesNo.Yes,
            false => YesNo.No,
            null => Terms?.DataLeaves ?? YesNo.Unknown,
        };

    /// <summary>What is known about its quality, or what its rung usually adds to the incumbent where nothing is.</summary>
    internal QualitySpec QualityOver(string incumbent) => Quality ?? QualitySpec.Prior(Kind, incumbent);

    /// <summary>The money spent once.</summary>
    public Quantity Oneoff { get; init; } = Oneoff ?? 0.0;

    /// <summary>People, licences and machines a month, whatever the volume.</summary>
    public Quantity FixedPerMonth { get; init; } = FixedPerMonth ?? 0.0;

    /// <summary>The cost of one training after the first.</summary>
    public Quantity RetrainCost { get; init; } = RetrainCost ?? 0.0;

    /// <summary>The share of the frontier's progress that it inherits at each rebase.</summary>
    public Quantity TracksFrontier { get; init; } = TracksFrontier ?? 0.0;

    /// <summary>Error gained in a year without training, as a fraction.</summary>
    public Quantity DriftPerYear { get; init; } = DriftPerYear ?? 0.0;

    /// <summary>The share of answers later than the latency objective.</summary>
    public Quantity LateShare { get; init; } = LateShare ?? 0.0;

    /// <summary>The mean time to an answer.</summary>
    public Quantity LatencySeconds { get; init; } = LatencySeconds ?? 0.0;
}
