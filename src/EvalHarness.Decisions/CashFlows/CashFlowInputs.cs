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
    private readonly Parameter[] api;
    private readonly Parameter[] gpu;
    private readonly double delay;

    public CashFlowInputs(DecisionSpec spec, OptionSpec option, ParameterDraws draws, double delayMonths)
    {
        string id = option.Id;
        quality = draws[$"quality.{id}"];
        oneOff = draws[$"oneoff.{id}"];
        lead = draws[$"lead.{id}"];
        success = draws[$"success.{id}"];
        fixedCost = draws[$"fixed.{id}"];
        retrainCost = draws[$"retrain_cost.{id}"];
        tracks = draws[$"tracks_frontier.{id}"];
        drift = draws[$"drift.{id}"];
        late = draws[$"late_share.{id}"];
        seconds = draws[$"latency_seconds.{id}"];
        incidentProbability = Or(draws, $"incident.probability.{id}", None);
        incidentLoss = Or(draws, $"incident.loss.{id}", None);
        string cached = option.Api?.PriceCached is null ? "price_in" : "price_cached";
        api = option.Api is null
            ? []
            : Find(
                draws,
                id,
                "api",
                "tokens_in",
                "tokens_out",
                "price_in",
                "price_out",
                "cached_share",
                cached,
                "retry_rate",
                "share"
            );
        gpu = option.Gpu is null
            ? []
            : Find(draws, id, "gpu", "price", "per_replica", "rps", "utilisation", "peak", "min_replicas", "share");
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
        if (api.Length > 0)
        {
            into.ApiPrice =
                api[7][draw]
                * ApiSpec.PricePerAnswer(
                    api[0][draw],
                    api[1][draw],
                    api[2][draw],
                    api[3][draw],
                    api[4][draw],
                    api[5][draw],
                    api[6][draw]
                );
        }

        if (gpu.Length > 0)
        {
            into.GpuPrice = gpu[1][draw] * gpu[0][draw] * GpuSpec.HoursPerMonth;
            into.GpuNeed = gpu[6][draw] * gpu[4][draw] / GpuSpec.SecondsPerMonth / (gpu[2][draw] * gpu[3][draw]);
            into.GpuMinimum = gpu[5][draw];
        }
    }

    private static Parameter Or(ParameterDraws draws, string name, Parameter otherwise) =>
        draws.Contains(name) ? draws[name] : otherwise;

    private static Parameter[] Find(ParameterDraws draws, string id, string group, params string[] names) =>
        [.. names.Select(name => draws[$"{group}.{name}.{id}"])];
}
