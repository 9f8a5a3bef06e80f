using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The names under which the numbers of a decision are drawn and reported.</summary>
internal static class ParameterSources
{
    public static IEnumerable<ParameterSource> Of(DecisionSpec spec)
    {
        yield return new("volume.v0", spec.Volume.V0PerMonth.Distribution);
        yield return new("volume.growth", spec.Volume.GrowthPerYear.Distribution);
        yield return new("value.per_correct", spec.Value.PerCorrect.Distribution);
        yield return new("value.per_error", spec.Value.PerError.Distribution);
        yield return new("realisation", spec.Realisation.Distribution);
        yield return new("market.api_decline", spec.Market.ApiPriceDeclinePerYear.Distribution);
        yield return new("market.gpu_decline", spec.Market.GpuPriceDeclinePerYear.Distribution);
        yield return new("market.frontier", (spec.Market.FrontierErrorReductionPerYear ?? 0.0).Distribution);
        yield return new("market.token_growth", spec.Market.TokenGrowthPerYear.Distribution);
        yield return new("market.error_floor", spec.Market.ErrorFloor.Distribution);
        yield return new("latency.penalty", (spec.Latency?.PenaltyPerBreach ?? 0.0).Distribution);
        yield return new("latency.price_per_second", (spec.Latency?.PricePerSecond ?? 0.0).Distribution);
        yield return new("discount_rate", spec.DiscountRate.Distribution);
        foreach (var source in spec.Options.SelectMany(option => Of(option, spec)))
        {
            yield return source;
        }
    }

    private static IEnumerable<ParameterSource> Of(OptionSpec option, DecisionSpec spec)
    {
        string id = option.Id;
        var quality = option.QualityOver(spec.Incumbent);
        if (quality.Distribution is { } distribution)
        {
            yield return new(quality.UpliftOver is null ? $"quality.{id}" : $"uplift.{id}", distribution);
        }

        yield return new($"oneoff.{id}", option.Oneoff.Distribution);
        yield return new($"lead.{id}", (option.LeadMonths ?? 0.0).Distribution);
        yield return new($"success.{id}", Success(option.PSuccess));
        yield return new($"fixed.{id}", option.FixedPerMonth.Distribution);
        yield return new($"retrain_cost.{id}", option.RetrainCost.Distribution);
        yield return new($"tracks_frontier.{id}", option.TracksFrontier.Distribution);
        yield return new($"drift.{id}", option.DriftPerYear.Distribution);
        yield return new($"late_share.{id}", option.LateShare.Distribution);
        yield return new($"latency_seconds.{id}", option.LatencySeconds.Distribution);
        if (option.Incident is { } incident)
        {
            yield return new($"incident.probability.{id}", incident.AnnualProbability.Distribution);
            yield return new($"incident.loss.{id}", incident.Loss.Distribution);
        }

        foreach (var source in Of(id, option.Api).Concat(Of(id, option.Gpu)))
        {
            yield return source;
        }
    }

    private static IEnumerable<ParameterSource> Of(string id, ApiSpec? api)
    {
        if (api is null)
        {
            yield break;
        }

        yield return new($"api.tokens_in.{id}", api.TokensIn.Distribution);
        yield return new($"api.tokens_out.{id}", api.TokensOut.Distribution);
        yield return new($"api.price_in.{id}", api.PriceIn.Distribution);
        yield return new($"api.price_out.{id}", api.PriceOut.Distribution);
        yield return new($"api.cached_share.{id}", api.CachedShare.Distribution);
        if (api.PriceCached is { } cached)
        {
            yield return new($"api.price_cached.{id}", cached.Distribution);
        }

        yield return new($"api.retry_rate.{id}", api.RetryRate.Distribution);
        yield return new($"api.share.{id}", api.Share.Distribution);
    }

    private static IEnumerable<ParameterSource> Of(string id, GpuSpec? gpu)
    {
        if (gpu is null)
        {
            yield break;
        }

        yield return new($"gpu.price.{id}", gpu.PricePerGpuHour.Distribution);
        yield return new($"gpu.per_replica.{id}", gpu.GpusPerReplica.Distribution);
        yield return new($"gpu.rps.{id}", gpu.RpsPerReplica.Distribution);
        yield return new($"gpu.utilisation.{id}", gpu.TargetUtilisation.Distribution);
        yield return new($"gpu.peak.{id}", gpu.PeakFactor.Distribution);
        yield return new($"gpu.min_replicas.{id}", gpu.MinReplicas.Distribution);
        yield return new($"gpu.share.{id}", gpu.Share.Distribution);
    }

    // An uncertain probability of success makes a coin of its mean: only the outcome enters the cash flows.
    private static BernoulliDistribution Success(Quantity? probability) => new(probability?.Distribution.Mean ?? 1);
}
