using System.Collections.Immutable;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Specs;
using static EvalHarness.Decisions.Inputs.ParameterUnit;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The parameters that every option has for itself, declared in the order in which they are drawn and told.</summary>
internal static class OptionParameters
{
    private static readonly ParameterDeclarations<OptionParameter> Declared = new();

    /// <summary>The share of right answers; drawn where it is not said as an uplift, and followed by a slice where a run measured one.</summary>
    public static OptionParameter Quality { get; } =
        Declared.Add(
            new("quality", "quality", Share, "right answers of {0}", _ => null)
            {
                Most = 1,
                MayCross = true,
                Group = ParameterGroup.Qualities,
                ShortName = "uplift",
                Drawn = (spec, option) => StatedQuality(spec, option, isUplift: false),
                Origin = option => ParameterOrigin.Of(option.Quality),
            }
        );

    /// <summary>The gain in quality over another option; drawn where quality is said so.</summary>
    public static OptionParameter Uplift { get; } =
        Declared.Add(
            new("uplift", "quality", Points, "gain of {0} over {1}", _ => null)
            {
                Least = -ParameterKind.Largest,
                Group = ParameterGroup.Qualities,
                Drawn = (spec, option) => StatedQuality(spec, option, isUplift: true),
                Origin = option => ParameterOrigin.Of(option.Quality),
            }
        );

    public static OptionParameter OneOff { get; } =
        Declared.Add(
            new("oneoff", "oneoff", Money, "cost of building {0}", option => option.Oneoff)
            {
                Group = ParameterGroup.Costs,
                ShortName = "oneoff",
            }
        );

    public static OptionParameter Lead { get; } =
        Declared.Add(
            new("lead", "lead_months", Months, "time until the start of {0}", option => option.LeadMonths)
            {
                Group = ParameterGroup.Delivery,
                Drawn = (_, option) => (option.LeadMonths ?? 0.0).Distribution,
            }
        );

    // An uncertain probability of success makes a coin of its mean: only the outcome enters the cash flows.
    public static OptionParameter Success { get; } =
        Declared.Add(
            new("success", "p_success", Chance, "chance that {0} works out", option => option.PSuccess)
            {
                Most = 1,
                Group = ParameterGroup.Delivery,
                ShortName = "success",
                Drawn = (_, option) => new BernoulliDistribution(option.PSuccess?.Distribution.Mean ?? 1),
            }
        );

    public static OptionParameter FixedCost { get; } =
        Declared.Add(
            new("fixed", "fixed_per_month", Money, "running costs of {0} a month", option => option.FixedPerMonth)
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter RetrainCost { get; } =
        Declared.Add(
            new("retrain_cost", "retrain_cost", Money, "retraining of {0}", option => option.RetrainCost)
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter TracksFrontier { get; } =
        Declared.Add(
            new(
                "tracks_frontier",
                "tracks_frontier",
                Share,
                "share of progress inherited by {0}",
                option => option.TracksFrontier
            )
            {
                Group = ParameterGroup.Delivery,
            }
        );

    public static OptionParameter Drift { get; } =
        Declared.Add(
            new("drift", "drift_per_year", Share, "right answers lost a year by {0}", option => option.DriftPerYear)
            {
                Least = -1,
                Group = ParameterGroup.Delivery,
            }
        );

    public static OptionParameter LateShare { get; } =
        Declared.Add(
            new("late_share", "late_share", Share, "late answers of {0}", option => option.LateShare)
            {
                Most = 1,
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter LatencySeconds { get; } =
        Declared.Add(
            new(
                "latency_seconds",
                "latency_seconds",
                Number,
                "seconds to an answer of {0}",
                option => option.LatencySeconds
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter IncidentProbability { get; } =
        Declared.Add(
            new(
                "incident.probability",
                "incident.annual_probability",
                Share,
                "incident of {0} within a year",
                option => option.Incident?.AnnualProbability
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter IncidentLoss { get; } =
        Declared.Add(
            new("incident.loss", "incident.loss", Money, "loss by an incident of {0}", option => option.Incident?.Loss)
            {
                Group = ParameterGroup.Costs,
            }
        );

    /// <summary>All of them. It stands last, for only what is declared above it is among them.</summary>
    public static ImmutableArray<OptionParameter> All { get; } =
    [.. Declared.All, .. ApiParameters.All, .. GpuParameters.All, .. AvailabilityParameters.All];

    private static Distribution? StatedQuality(DecisionSpec spec, OptionSpec option, bool isUplift)
    {
        var quality = option.QualityOver(spec.Incumbent);
        return quality.UpliftOver is not null == isUplift ? quality.Distribution : null;
    }
}
