using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>One input of a decision as a reader checks it: what is assumed, and who says so.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Mean">Its mean over the draws.</param>
/// <param name="P10">Its 10 % point.</param>
/// <param name="P90">Its 90 % point.</param>
/// <param name="Evidence">How it came to be known.</param>
/// <param name="Source">The document, run or person; empty when not said.</param>
/// <param name="Owner">Who answers for it; empty when not said.</param>
/// <param name="Date">The day to which it refers; null when not said.</param>
/// <param name="Basis">Why it is what it is; empty when not said.</param>
/// <param name="RawMean">Its mean before it was shrunk for being one of many; null where it was not.</param>
public sealed record DecisionInput(
    string Name,
    double Mean,
    double P10,
    double P90,
    Evidence Evidence,
    string Source,
    string Owner,
    DateOnly? Date,
    string Basis,
    double? RawMean = null
)
{
    /// <summary>The inputs that say something: uncertain ones, and fixed ones that are not zero or bear a source.</summary>
    internal static ImmutableArray<DecisionInput> Of(DecisionSpec spec, ParameterDraws draws)
    {
        var origins = Origins(spec).ToDictionary(one => one.Name, one => one.Quantity, StringComparer.Ordinal);
        return
        [
            .. draws
                .All.Select(parameter =>
                    Of(parameter, origins.GetValueOrDefault(parameter.Name)) with
                    {
                        RawMean = Raw(parameter, draws.Shrinkage),
                    }
                )
                .Where(input => input.Mean != 0 || input.P10 != input.P90 || input.Source.Length > 0),
        ];
    }

    private static double? Raw(Parameter parameter, ImmutableArray<Shrinkage> shrinkage) =>
        shrinkage.FirstOrDefault(one =>
            parameter.Name == $"uplift.{one.Option}" || parameter.Name == $"quality.{one.Option}"
        )
            is { } by
            ? parameter.Mean - by.Shift
            : null;

    private static DecisionInput Of(Parameter parameter, Origin? origin)
    {
        double[] values = parameter.Values.ToArray();
        Array.Sort(values);
        double At(double p) => values.Length == 0 ? parameter.Constant : Quantiles.OfSorted(values, p);
        return new(
            parameter.Name,
            parameter.Mean,
            At(0.1),
            At(0.9),
            origin?.Evidence ?? Evidence.Assumed,
            origin?.Source ?? "",
            origin?.Owner ?? "",
            origin?.Date,
            origin?.Basis ?? ""
        );
    }

    private static IEnumerable<(string Name, Origin Quantity)> Origins(DecisionSpec spec)
    {
        (string, Quantity?)[] whole =
        [
            ("volume.v0", spec.Volume.V0PerMonth),
            ("volume.growth", spec.Volume.GrowthPerYear),
            ("value.per_correct", spec.Value.PerCorrect),
            ("value.per_error", spec.Value.PerError),
            ("realisation", spec.Realisation),
            ("market.frontier", spec.Market.FrontierErrorReductionPerYear),
            ("market.error_floor", spec.Market.ErrorFloor),
            ("market.api_decline", spec.Market.ApiPriceDeclinePerYear),
            ("market.gpu_decline", spec.Market.GpuPriceDeclinePerYear),
            ("market.token_growth", spec.Market.TokenGrowthPerYear),
            ("latency.penalty", spec.Latency?.PenaltyPerBreach),
            ("latency.price_per_second", spec.Latency?.PricePerSecond),
            ("discount_rate", spec.DiscountRate),
        ];
        return whole
            .Concat(spec.Options.SelectMany(Of))
            .Where(one => one.Item2 is not null)
            .Select(one => (one.Item1, new Origin(one.Item2!)))
            .Concat(
                spec.Options.Where(option => option.Quality is not null)
                    .SelectMany(option =>
                        new[] { "quality", "uplift" }.Select(kind =>
                            ($"{kind}.{option.Id}", new Origin(option.Quality!))
                        )
                    )
            );
    }

    private static IEnumerable<(string, Quantity?)> Of(OptionSpec option) =>
        new (string Kind, Quantity? Value)[]
        {
            ("oneoff", option.Oneoff),
            ("lead", option.LeadMonths),
            ("success", option.PSuccess),
            ("fixed", option.FixedPerMonth),
            ("retrain_cost", option.RetrainCost),
            ("tracks_frontier", option.TracksFrontier),
            ("drift", option.DriftPerYear),
            ("late_share", option.LateShare),
            ("latency_seconds", option.LatencySeconds),
            ("incident.probability", option.Incident?.AnnualProbability),
            ("incident.loss", option.Incident?.Loss),
            ("api.tokens_in", option.Api?.TokensIn),
            ("api.tokens_out", option.Api?.TokensOut),
            ("api.price_in", option.Api?.PriceIn),
            ("api.price_out", option.Api?.PriceOut),
            ("api.price_cached", option.Api?.PriceCached),
            ("api.cached_share", option.Api?.CachedShare),
            ("api.retry_rate", option.Api?.RetryRate),
            ("api.share", option.Api?.Share),
            ("gpu.price", option.Gpu?.PricePerGpuHour),
            ("gpu.per_replica", option.Gpu?.GpusPerReplica),
            ("gpu.rps", option.Gpu?.RpsPerReplica),
            ("gpu.utilisation", option.Gpu?.TargetUtilisation),
            ("gpu.peak", option.Gpu?.PeakFactor),
            ("gpu.min_replicas", option.Gpu?.MinReplicas),
            ("gpu.share", option.Gpu?.Share),
        }.Select(one => ($"{one.Kind}.{option.Id}", one.Value));

    private sealed record Origin(Evidence Evidence, string? Source, string? Owner, DateOnly? Date, string? Basis)
    {
        public Origin(Quantity quantity)
            : this(quantity.Evidence, quantity.Source, quantity.Owner, quantity.Date, quantity.Basis) { }

        public Origin(QualitySpec quality)
            : this(quality.Evidence, quality.Source, quality.Owner, quality.Date, quality.Basis) { }
    }
}
