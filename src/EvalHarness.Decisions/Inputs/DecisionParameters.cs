using System.Collections.Immutable;
using static EvalHarness.Decisions.Inputs.ParameterUnit;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The parameters that a decision has once, declared in the order in which they are drawn and told.</summary>
internal static class DecisionParameters
{
    // A share of a year that is never the whole: what is left must stay above nothing.
    private const double AlmostAll = 0.9999;

    private static readonly ParameterDeclarations<DecisionParameter> Declared = new();

    public static DecisionParameter Volume { get; } =
        Declared.Add(
            new("volume.v0", "volume.v0_per_month", Number, "answers a month", spec => spec.Volume.V0PerMonth)
            {
                Group = ParameterGroup.Volume,
                ShortName = "volume",
            }
        );

    public static DecisionParameter Growth { get; } =
        Declared.Add(
            new(
                "volume.growth",
                "volume.growth_per_year",
                Share,
                "growth of volume a year",
                spec => spec.Volume.GrowthPerYear
            )
            {
                Least = -1,
                Most = ParameterKind.Fastest,
                MayCross = true,
                Group = ParameterGroup.Volume,
                ShortName = "growth",
            }
        );

    public static DecisionParameter PerCorrect { get; } =
        Declared.Add(
            new(
                "value.per_correct",
                "value.per_correct",
                Money,
                "worth of a right answer",
                spec => spec.Value.PerCorrect
            )
            {
                Least = -ParameterKind.Largest,
                Group = ParameterGroup.ValueOfAnswers,
                ShortName = "per_correct",
                SharedName = "stake",
            }
        );

    public static DecisionParameter PerError { get; } =
        Declared.Add(
            new("value.per_error", "value.per_error", Money, "loss by a wrong answer", spec => spec.Value.PerError)
            {
                Least = -ParameterKind.Largest,
                Group = ParameterGroup.ValueOfAnswers,
                ShortName = "per_error",
                SharedName = "stake",
            }
        );

    public static DecisionParameter Realisation { get; } =
        Declared.Add(
            new(
                "realisation",
                "realisation",
                Share,
                "share of a gain that survives in daily use",
                spec => spec.Realisation
            )
        );

    public static DecisionParameter ApiDecline { get; } =
        Declared.Add(
            new(
                "market.api_decline",
                "market.api_price_decline_per_year",
                Share,
                "fall of token prices a year",
                spec => spec.Market.ApiPriceDeclinePerYear
            )
            {
                Least = -ParameterKind.Fastest,
                Most = AlmostAll,
                Group = ParameterGroup.Market,
            }
        );

    public static DecisionParameter GpuDecline { get; } =
        Declared.Add(
            new(
                "market.gpu_decline",
                "market.gpu_price_decline_per_year",
                Share,
                "fall of GPU prices a year",
                spec => spec.Market.GpuPriceDeclinePerYear
            )
            {
                Least = -ParameterKind.Fastest,
                Most = AlmostAll,
                Group = ParameterGroup.Market,
            }
        );

    public static DecisionParameter Frontier { get; } =
        Declared.Add(
            new(
                "market.frontier",
                "market.frontier_error_reduction_per_year",
                Share,
                "errors that general models lose a year",
                spec => spec.Market.FrontierErrorReductionPerYear
            )
            {
                Most = AlmostAll,
                Group = ParameterGroup.Market,
                ShortName = "frontier",
            }
        );

    public static DecisionParameter TokenGrowth { get; } =
        Declared.Add(
            new(
                "market.token_growth",
                "market.token_growth_per_year",
                Share,
                "growth of tokens an answer a year",
                spec => spec.Market.TokenGrowthPerYear
            )
            {
                Least = -AlmostAll,
                Most = ParameterKind.Fastest,
                Group = ParameterGroup.Market,
            }
        );

    public static DecisionParameter ErrorFloor { get; } =
        Declared.Add(
            new(
                "market.error_floor",
                "market.error_floor",
                Share,
                "error nobody gets rid of",
                spec => spec.Market.ErrorFloor
            )
            {
                Most = AlmostAll,
                Group = ParameterGroup.Market,
            }
        );

    public static DecisionParameter LatePenalty { get; } =
        Declared.Add(
            new(
                "latency.penalty",
                "latency.penalty_per_breach",
                Money,
                "price of a late answer",
                spec => spec.Latency?.PenaltyPerBreach
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static DecisionParameter WaitingPrice { get; } =
        Declared.Add(
            new(
                "latency.price_per_second",
                "latency.price_per_second",
                Money,
                "price of a second of waiting",
                spec => spec.Latency?.PricePerSecond
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static DecisionParameter DiscountRate { get; } =
        Declared.Add(
            new("discount_rate", "discount_rate", Share, "discount rate a year", spec => spec.DiscountRate)
            {
                Least = -AlmostAll,
                Most = ParameterKind.Fastest,
                ShortName = "discount",
            }
        );

    /// <summary>All of them. It stands last, for only what is declared above it is among them.</summary>
    public static ImmutableArray<DecisionParameter> All { get; } = [.. Declared.All, .. StaffParameters.All];
}
