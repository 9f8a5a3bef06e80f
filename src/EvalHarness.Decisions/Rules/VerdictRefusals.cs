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
                "say in frontier_error_reduction_per_year, under market:, what share of their errors general models lose a year, even if it is 0"
            );
        }

        foreach (var option in spec.Options.Where(IsCustom))
        {
            if (option.LeadMonths is null)
            {
                yield return Refuse(
                    "no-lead",
                    option.Id,
                    $"say in lead_months how many months it takes until \"{option.Id}\" serves, even if it is 0"
                );
            }

            if (option.PSuccess is null)
            {
                yield return Refuse(
                    "no-success",
                    option.Id,
                    $"say in p_success how likely \"{option.Id}\" is to work out at all, even if it is 1"
                );
            }
        }

        foreach (var rung in Rungs.Missing(spec).Except(spec.AcknowledgeMissing))
        {
            yield return Refuse(
                "missing-rung",
                rung.ToString(),
                $"a big model is proposed and nothing cheaper of the kind {Name(rung)} ({SpecWords.Of(rung)}) stands beside it: add such an option, or write acknowledge_missing: [{Name(rung)}] to leave it out knowingly"
            );
        }

        if (spec.PriceDate is null && HasQuotedPrice(spec))
        {
            yield return Refuse("no-price-date", "", "prices are quoted: say in price_date of which day they are");
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
