using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>Which options satisfy the constraints.</summary>
internal static class Feasibility
{
    /// <summary>The constraints that each option breaks, in words; empty where it breaks none.</summary>
    public static ImmutableArray<ImmutableArray<string>> Broken(DecisionSpec spec, ParameterDraws draws) =>
        [.. spec.Options.Select(option => Broken(spec, option, draws).ToImmutableArray())];

    /// <summary>Every constraint alone, in words: what dropping it would allow is its shadow price.</summary>
    public static IEnumerable<(string Name, ConstraintsSpec Without)> Each(ConstraintsSpec limits, string currency)
    {
        if (limits.DataMustNotLeave)
        {
            yield return ("data must not leave the house", limits with { DataMustNotLeave = false });
        }

        if (!limits.Regions.IsEmpty)
        {
            yield return ($"data may go to {string.Join(" and ", limits.Regions)} only", limits with { Regions = [] });
        }

        foreach (var minimum in limits.MinQuality)
        {
            string name = FormattableString.Invariant(
                $"at least {100 * minimum.Value:0.##} % right answers{In(minimum)}"
            );
            yield return (name, limits with { MinQuality = limits.MinQuality.Remove(minimum) });
        }

        foreach ((string vendor, double share) in limits.MaxVendorShare)
        {
            string name = FormattableString.Invariant($"at most {100 * share:0.##} % of the answers by {vendor}");
            yield return (
                name,
                limits with
                {
                    MaxVendorShare = limits.MaxVendorShare.Where(one => one.Key != vendor).ToDictionary(),
                }
            );
        }

        if (limits.BudgetOneoffMax is { } budget)
        {
            string name = $"at most {BigMoney.Of(budget, currency)} to build it";
            yield return (name, limits with { BudgetOneoffMax = null });
        }
    }

    private static IEnumerable<string> Broken(DecisionSpec spec, OptionSpec option, ParameterDraws draws)
    {
        var limits = spec.Constraints;
        if (limits.DataMustNotLeave && option.Leaving == YesNo.Yes)
        {
            yield return "data would leave the house";
        }

        string[] beyond =
        [
            .. (option.Leaving == YesNo.No ? null : option.Terms?.Regions)?.Where(place => !IsWithin(limits, place))
                ?? [],
        ];
        if (!limits.Regions.IsEmpty && beyond.Length > 0)
        {
            yield return $"data may go to {string.Join(" and ", beyond)}";
        }

        foreach (var minimum in limits.MinQuality)
        {
            double reached = Probability(option, minimum, draws);
            if (reached < minimum.Probability)
            {
                yield return FormattableString.Invariant(
                    $"it reaches {100 * minimum.Value:0.##} % right answers{In(minimum)} in {100 * reached:0.#} of 100 futures; {100 * minimum.Probability:0.#} are asked for"
                );
            }
        }

        double share = option.Api is null ? 1 : draws[ApiParameters.VolumeShare, option.Id].Mean;
        if (option.Vendor is { } vendor && limits.MaxVendorShare.TryGetValue(vendor, out double most) && share > most)
        {
            yield return FormattableString.Invariant(
                $"{vendor} would serve {100 * share:0.#} % of the answers; {100 * most:0.##} % are allowed"
            );
        }

        double oneOff = StaffInputs.OneOff(spec, option, draws).Mean;
        if (oneOff > limits.BudgetOneoffMax)
        {
            yield return $"it costs {BigMoney.Of(oneOff, spec.Currency)} to build; {BigMoney.Of(limits.BudgetOneoffMax!.Value, spec.Currency)} are allowed";
        }
    }

    private static string In(MinimumQuality minimum) => minimum.Slice is { } slice ? $" in {slice}" : "";

    private static bool IsWithin(ConstraintsSpec limits, string place) =>
        limits.Regions.Contains(place, StringComparer.OrdinalIgnoreCase);

    private static double Probability(OptionSpec option, MinimumQuality minimum, ParameterDraws draws)
    {
        string whole = OptionParameters.Quality.Of(option.Id);
        string part = OptionParameters.Quality.Of(option.Id, minimum.Slice);
        var quality = draws[minimum.Slice is not null && draws.Contains(part) ? part : whole];
        int reached = 0;
        for (int i = 0; i < draws.Draws; i++)
        {
            reached += quality[i] >= minimum.Value ? 1 : 0;
        }

        return (double)reached / draws.Draws;
    }
}
