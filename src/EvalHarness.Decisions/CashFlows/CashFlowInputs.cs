using System.Runtime.Intrinsics;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The parameters that one option's cash flows read, found once and read in every draw.</summary>
internal sealed class CashFlowInputs
{
    private static readonly Parameter None = new("none", default, 0);
    private static readonly Parameter Always = new("always", default, 1);

    private readonly Parameter quality;
    private readonly Parameter oneOff;
    private readonly Parameter lead;
    private readonly Parameter success;
    private readonly Parameter fixedCost;
    private readonly Parameter retrainCost;
    private readonly Parameter tracks;
    private readonly Parameter drift;
    private readonly Parameter late;
    private readonly Parameter seconds;
    private readonly Parameter incidentProbability;
    private readonly Parameter incidentLoss;
    private readonly Parameter progressPerMonth;
    private readonly Parameter apiPrice;
    private readonly GpuInputs? gpu;
    private readonly Parameter up = Always;
    private readonly Parameter outageHour = None;
    private readonly Parameter failedAnswer = None;

    public CashFlowInputs(
        DecisionSpec spec,
        OptionSpec option,
        ParameterDraws draws,
        Parameter frontier,
        double delayMonths
    )
    {
        string id = option.Id;
        quality = draws[OptionParameters.Quality, id];
        oneOff = StaffInputs.OneOff(spec, option, draws);
        lead = StaffInputs.Lead(spec, option, draws);
        success = draws[OptionParameters.Success, id];
        fixedCost = StaffInputs.PerMonth(spec, option, draws);
        retrainCost = draws[OptionParameters.RetrainCost, id];
        tracks = draws[OptionParameters.TracksFrontier, id];
        drift = draws[OptionParameters.Drift, id];
        late = draws[OptionParameters.LateShare, id];
        seconds = draws[OptionParameters.LatencySeconds, id];
        incidentProbability = option.Incident is null ? None : draws[OptionParameters.IncidentProbability, id];
        incidentLoss = option.Incident is null ? None : draws[OptionParameters.IncidentLoss, id];
        progressPerMonth = draws.Derived(
            $"progress.{id}",
            draw => tracks[draw] == 0 ? 1 : Math.Pow(1 - frontier[draw], tracks[draw] / 12),
            tracks,
            frontier
        );
        apiPrice = ApiInputs.PricePerAnswer(option, draws);
        gpu = option.Gpu is null ? null : new GpuInputs(option, draws);
        if (option.Availability is { } availability)
        {
            up = draws[AvailabilityParameters.Share, id];
            outageHour = draws[AvailabilityParameters.CostPerHour, id];
            failedAnswer = draws[AvailabilityParameters.CostPerFailed, id];
            Failover = availability.Failover is { } failover ? spec.IndexOf(failover) : null;
        }

        IsIncumbent = id == spec.Incumbent;
        Delay = IsIncumbent ? 0 : delayMonths;
        Continuous = option.Continuous;
        RetrainEvery = option.RetrainEveryMonths;
        SpreadsOneOff = option.Spend == Spend.Linear;
        Fallback = spec.IndexOf(option.Fallback ?? spec.Incumbent);
    }

    public bool IsIncumbent { get; }

    /// <summary>Months by which it starts, and is paid for, later.</summary>
    public double Delay { get; }

    public bool Continuous { get; }

    public int RetrainEvery { get; }

    public bool SpreadsOneOff { get; }

    public int Fallback { get; }

    /// <summary>Whether it may be down.</summary>
    public bool HasOutages => !ReferenceEquals(up, Always);

    /// <summary>The option that answers while it is down; null for none.</summary>
    public int? Failover { get; }

    public bool HasMachines => gpu is not null;

    public void Read(int draw, Vector256<double> penalty, Vector256<double> perSecond, ref CashFlowOption into)
    {
        var one = Vector256<double>.One;
        into = default;
        into.Error = one - Lanes.Share(quality.From(draw));
        into.OneOff = oneOff.From(draw);
        into.Lead = lead.From(draw) + Vector256.Create(Delay);
        into.Works = IsIncumbent
            ? Vector256<double>.AllBitsSet
            : Vector256.GreaterThan(success.From(draw), Vector256<double>.Zero);
        into.FixedCost = fixedCost.From(draw);
        into.RetrainCost = retrainCost.From(draw);
        into.Tracks = tracks.From(draw);
        into.Drift = drift.From(draw);
        into.Waiting = (late.From(draw) * penalty) + (seconds.From(draw) * perSecond);
        into.Incidents = incidentProbability.From(draw) * incidentLoss.From(draw) / 12;
        into.Progress = one;
        into.ProgressPerMonth = progressPerMonth.From(draw);
        into.Trained = one;
        into.ApiPrice = apiPrice.From(draw);
        into.Up = HasOutages ? Lanes.Share(up.From(draw)) : one;
        into.OutageMonth = outageHour.From(draw) * Vector256.Create((double)GpuSpec.HoursPerMonth);
        into.FailedAnswer = failedAnswer.From(draw);
        if (gpu is not null)
        {
            into.GpuPrice = gpu.PricePerMonth(draw);
            into.GpuNeed = gpu.ReplicasPerAnswer(draw);
            into.GpuMinimum = gpu.MinReplicas(draw);
        }
    }
}
