using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>The question, the options and all that is known about them: the <c>decision:</c> section.</summary>
/// <param name="Incumbent">The option in use today; every figure is incremental to it.</param>
/// <param name="Volume">How many answers are asked for.</param>
/// <param name="Value">What a right and a wrong answer are worth.</param>
/// <param name="Options">The options, the incumbent among them.</param>
/// <param name="Id">The decision's name.</param>
/// <param name="Question">The question in the words of the one who asks it; empty by default.</param>
/// <param name="Currency">The currency of all money here; USD by default.</param>
/// <param name="PriceDate">The day of the prices; no verdict is given without it where a price is quoted.</param>
/// <param name="HorizonMonths">How many months are counted, 36 by default; <c>infinite</c> needs a terminal growth.</param>
/// <param name="Terminal">What comes after the months that are counted, where the horizon is infinite.</param>
/// <param name="DiscountRate">The annual discount rate, above -1; 0.10 by default. Months are discounted at their middle.</param>
/// <param name="Team">What the team has mastered; not said by default.</param>
/// <param name="Slices">The task mix; none by default: quality is one index.</param>
/// <param name="Realisation">The share of an offline difference in quality that survives online; 1 by default.</param>
/// <param name="Latency">What a late answer costs; nothing by default.</param>
/// <param name="Market">How the outside world moves.</param>
/// <param name="Constraints">What must hold whatever the money says; nothing by default.</param>
/// <param name="Studies">What could be done to know more before deciding; nothing by default.</param>
/// <param name="Policy">When a study is worth its trouble, and when an option is safe enough to go.</param>
/// <param name="MonteCarlo">How many draws are made, and from which seed.</param>
/// <param name="AcknowledgeMissing">The cheaper rungs that are knowingly left out; none by default.</param>
/// <param name="Notes">What else the reader should know, such as whether rates are real or nominal.</param>
[Keyword("decision")]
public sealed record DecisionSpec(
    string Incumbent,
    VolumeSpec Volume,
    ValueSpec Value,
    ImmutableArray<OptionSpec> Options,
    string Id = "decision",
    string Question = "",
    string Currency = "USD",
    DateOnly? PriceDate = null,
    Horizon? HorizonMonths = null,
    TerminalSpec? Terminal = null,
    [Range(-0.9999, double.MaxValue)] Quantity? DiscountRate = null,
    TeamSpec? Team = null,
    ImmutableArray<SliceSpec> Slices = default,
    [Range(0, double.MaxValue)] Quantity? Realisation = null,
    LatencySpec? Latency = null,
    MarketSpec? Market = null,
    ConstraintsSpec? Constraints = null,
    ImmutableArray<StudySpec> Studies = default,
    PolicySpec? Policy = null,
    MonteCarloSpec? MonteCarlo = null,
    ImmutableArray<OptionKind> AcknowledgeMissing = default,
    string? Notes = null
)
{
    /// <summary>Months that are counted one by one before a perpetuity stands for the rest of an infinite horizon.</summary>
    public const int ExplicitMonths = 120;

    /// <summary>How many months are counted.</summary>
    public Horizon HorizonMonths { get; init; } = HorizonMonths ?? new Horizon("36");

    /// <summary>The annual discount rate.</summary>
    public Quantity DiscountRate { get; init; } = DiscountRate ?? 0.10;

    /// <summary>The task mix; empty where quality is one index.</summary>
    public ImmutableArray<SliceSpec> Slices { get; init; } = Slices.IsDefault ? [] : Slices;

    /// <summary>The share of an offline difference in quality that survives online.</summary>
    public Quantity Realisation { get; init; } = Realisation ?? 1.0;

    /// <summary>How the outside world moves.</summary>
    public MarketSpec Market { get; init; } = Market ?? new();

    /// <summary>What must hold whatever the money says.</summary>
    public ConstraintsSpec Constraints { get; init; } = Constraints ?? new();

    /// <summary>What could be done to know more before deciding.</summary>
    public ImmutableArray<StudySpec> Studies { get; init; } = Studies.IsDefault ? [] : Studies;

    /// <summary>When a study is worth its trouble, and when an option is safe enough to go.</summary>
    public PolicySpec Policy { get; init; } = Policy ?? new();

    /// <summary>How many draws are made, and from which seed.</summary>
    public MonteCarloSpec MonteCarlo { get; init; } = MonteCarlo ?? new();

    /// <summary>The cheaper rungs that are knowingly left out.</summary>
    public ImmutableArray<OptionKind> AcknowledgeMissing { get; init; } =
        AcknowledgeMissing.IsDefault ? [] : AcknowledgeMissing;

    /// <summary>The option of that name.</summary>
    /// <param name="id">An option's id.</param>
    public OptionSpec Option(string id) =>
        Options.FirstOrDefault(option => option.Id == id)
        ?? throw new ArgumentException($"no option is named \"{id}\"", nameof(id));

    /// <summary>The place of the option of that name among <see cref="Options"/>.</summary>
    internal int IndexOf(string id) => Options.IndexOf(Option(id));
}
