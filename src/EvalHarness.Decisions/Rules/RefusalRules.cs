using System.Text.Json;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>What is missing for a verdict that a finance officer could sign.</summary>
internal static class RefusalRules
{
    /// <summary>The rungs that a big model must be measured against.</summary>
    public static readonly OptionKind[] CheaperRungs =
    [
        OptionKind.Rules,
        OptionKind.TraditionalMl,
        OptionKind.Prompt,
        OptionKind.Rag,
        OptionKind.Cascade,
        OptionKind.Lora,
    ];

    public static IEnumerable<Finding> Check(DecisionSpec spec)
    {
        if (spec.Options.IsDefaultOrEmpty)
        {
            yield break;
        }

        if (spec.Market.FrontierErrorReductionPerYear is null)
        {
            yield return Refuse(
                "no-frontier",
                "",
                "market.frontier_error_reduction_per_year is missing; 0 may be said, but must be"
            );
        }

        foreach (var option in spec.Options.Where(IsCustom))
        {
            if (option.LeadMonths is null)
            {
                yield return Refuse("no-lead", option.Id, $"\"{option.Id}\" is to be built but has no lead_months");
            }

            if (option.PSuccess is null)
            {
                yield return Refuse("no-success", option.Id, $"\"{option.Id}\" is to be built but has no p_success");
            }
        }

        foreach (var rung in MissingRungs(spec).Except(spec.AcknowledgeMissing))
        {
            yield return Refuse(
                "missing-rung",
                rung.ToString(),
                $"a big model is proposed but no option of kind {Name(rung)} is; add one, or say acknowledge_missing: [{Name(rung)}]"
            );
        }

        if (spec.PriceDate is null && HasQuotedPrice(spec))
        {
            yield return Refuse("no-price-date", "", "prices are quoted but price_date is missing");
        }
    }

    /// <summary>The cheaper rungs that were not tried, where a big model is proposed; a router counts as a cascade.</summary>
    public static IEnumerable<OptionKind> MissingRungs(DecisionSpec spec)
    {
        bool isBig = spec.Options.Any(option =>
            option.Status == OptionStatus.Proposed && option.Kind >= OptionKind.FullFinetune
        );
        if (!isBig)
        {
            return [];
        }

        return CheaperRungs.Where(rung => !IsTried(spec, rung));
    }

    /// <summary>Whether an option stands on a rung; a router counts as a cascade.</summary>
    public static bool IsTried(DecisionSpec spec, OptionKind rung) =>
        spec.Options.Any(option =>
            option.Kind == rung || (rung == OptionKind.Cascade && option.Kind == OptionKind.Router)
        );

    private static string Name(OptionKind rung) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rung.ToString());

    private static bool IsCustom(OptionSpec option) =>
        option.Status == OptionStatus.Proposed && option.Kind >= OptionKind.Lora;

    private static bool HasQuotedPrice(DecisionSpec spec) =>
        spec.Options.Any(option =>
            new[] { option.Api?.PriceIn, option.Api?.PriceOut, option.Gpu?.PricePerGpuHour, option.Oneoff }.Any(price =>
                price?.Evidence == Evidence.Quoted
            )
        );

    private static Finding Refuse(string code, string subject, string message) =>
        new(FindingSeverity.Refusal, code, subject, message);
}
