using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The parameters that one option's cash flows read, found once and read in every draw.</summary>
internal sealed class CashFlowInputs
{
    private static readonly Parameter None = new("none", default, 0);

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
    private readonly ApiInputs? api;
    private readonly GpuInputs? gpu;
    private readonly double delay;

    public CashFlowInputs(DecisionSpec spec, OptionSpec option, ParameterDraws draws, double delayMonths)
    {
        string id = option.Id;
        quality = draws[OptionParameters.Quality, id];
        oneOff = draws[OptionParameters.OneOff, id];
        lead = draws[OptionParameters.Lead, id];
        success = draws[OptionParameters.Success, id];
        fixedCost = draws[OptionParameters.FixedCost, id];
        retrainCost = draws[OptionParameters.RetrainCost, id];
        tracks = draws[OptionParameters.TracksFrontier, id];
        drift = draws[OptionParameters.Drift, id];
        late = draws[OptionParameters.LateShare, id];
        seconds = draws[OptionParameters.LatencySeconds, id];
        incidentProbability = option.Incident is null ? None : draws[OptionParameters.IncidentProbability, id];
        incidentLoss = option.Incident is null ? None : draws[OptionParameters.IncidentLoss, id];
        api = option.Api is null ? null : new ApiInputs(option, draws);
        gpu = option.Gpu is null ? null : new GpuInputs(option, draws);
        IsIncumbent = id == spec.Incumbent;
        delay = IsIncumbent ? 0 : delayMonths;
        Continuous = option.Continuous;
        RetrainEvery = option.RetrainEveryMonths;
        SpreadsOneOff = option.Spend == Spend.Linear;
        Fallback = spec.IndexOf(option.Fallback ?? spec.Incumbent);
    }

    public bool IsIncumbent { get; }

    public bool Continuous { get; }

    public int RetrainEvery { get; }

    public bool SpreadsOneOff { get; }

    public int Fallback { get; }

    public void Read(int draw, double frontier, double penalty, double perSecond, ref CashFlowOption into)
    {
        into = default;
        into.Error = 1 - Math.Clamp(quality[draw], 0, 1);
        into.OneOff = oneOff[draw];
        into.Delay = delay;
        into.Lead = lead[draw] + delay;
        into.Works = IsIncumbent || success[draw] > 0;
        into.FixedCost = fixedCost[draw];
        into.RetrainCost = retrainCost[draw];
        into.Tracks = tracks[draw];
        into.Drift = drift[draw];
        into.Waiting = (late[draw] * penalty) + (seconds[draw] * perSecond);
        into.Incidents = incidentProbability[draw] * incidentLoss[draw] / 12;
        into.Progress = 1;
        into.ProgressPerMonth = into.Tracks == 0 ? 1 : Math.Pow(1 - frontier, into.Tracks / 12);
        into.Trained = 1;
        into.ApiPrice = api?.PricePerAnswer(draw) ?? 0;
        if (gpu is not null)
        {
            into.GpuPrice = gpu.PricePerMonth(draw);
            into.GpuNeed = gpu.ReplicasPerAnswer(draw);
            into.GpuMinimum = gpu.MinReplicas(draw);
        }
    }
}
