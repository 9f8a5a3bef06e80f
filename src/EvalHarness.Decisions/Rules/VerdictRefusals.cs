using System.Text.Json;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>What is missing for a verdict that a finance officer could sign.</summary>
internal static class VerdictRefusals
{
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

        foreach (var rung in Rungs.Missing(spec).Except(spec.AcknowledgeMissing))
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

    private static string Name(OptionKind rung) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rung.ToString());

    private static bool IsCustom(OptionSpec option) =>
        option.Status == OptionStatus.Proposed && option.Kind >= OptionKind.Lora;

    private static bool HasQuotedPrice(DecisionSpec spec) =>
        spec.Options.Any(option =>
            new[] { option.Api?.PriceIn, option.Api?.PriceOut, option.Gpu?.PricePerGpuHour, option.Oneoff }.Any(price =>
                price?.Evidence == Provenance.Quoted
            )
        );

    private static Finding Refuse(string code, string subject, string message) =>
        new(FindingSeverity.Refusal, code, subject, message);
}
