using System.Globalization;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Journeys;

/// <summary>Whether an option's GPUs would be in use for long enough to be bought.</summary>
/// <remarks>
/// In use is the mean share, over the draws and the months of ownership, of what the replicas of the option could answer:
/// volume over replicas times answers a second. It is held against <see cref="GpuPurchase.BreakEvenUtilisation"/> at the
/// mean rent and discount rate.
/// </remarks>
internal static class PurchaseGate
{
    private const string Question = "Would machines of our own be busy enough to pay?";

    /// <summary>The test for the best of the options that serve on GPUs of their own, of those that are allowed where one is.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="draws">The parameters.</param>
    public static GateTest Of(DecisionResult result, ParameterDraws draws)
    {
        var option = result
            .Options.OrderByDescending(one => one.IsFeasible)
            .ThenByDescending(one => one.Npv)
            .Select(one => result.Spec.Option(one.Id))
            .FirstOrDefault(one => one.Gpu is not null);
        if (option is null)
        {
            return new(Question, "no option serves on machines of its own", null);
        }

        return option.Gpu!.Purchase is { } terms
            ? Test(option.Id, terms, draws)
            : new(
                Question,
                $"not known: what owning those of {option.Id} would cost is not said ('purchase:' under the 'gpu:' of {option.Id})",
                null
            );
    }

    private static GateTest Test(string id, PurchaseSpec terms, ParameterDraws draws)
    {
        double rent = draws[GpuParameters.Price, id].Mean;
        if (rent <= 0)
        {
            return new(Question, $"{id} rents its machines for nothing", false);
        }

        double used = Utilisation(id, terms.Months, draws);
        double needed = new GpuPurchase(
            terms.Capex,
            terms.ResidualShare,
            terms.Months,
            rent,
            terms.OpexPerHour,
            draws[DecisionParameters.DiscountRate].Mean
        ).BreakEvenUtilisation;
        string says = needed > 1 ? "buying never pays at these prices" : Say($"buying pays from {100 * needed:0.0} %");
        return new(
            Question,
            Say($"{id} would keep them busy {100 * used:0.0} % of the time over {terms.Months} months; {says}"),
            used > needed
        );
    }

    /// <summary>The mean share of the option's capacity that its volume uses.</summary>
    /// <param name="id">The option's id.</param>
    /// <param name="months">The months looked at, from the first.</param>
    /// <param name="draws">The parameters.</param>
    internal static double Utilisation(string id, int months, ParameterDraws draws)
    {
        var v0 = draws[DecisionParameters.Volume];
        var growth = draws[DecisionParameters.Growth];
        var share = draws[GpuParameters.VolumeShare, id];
        var rps = draws[GpuParameters.Rps, id];
        var target = draws[GpuParameters.Utilisation, id];
        var peak = draws[GpuParameters.Peak, id];
        var minimum = draws[GpuParameters.MinReplicas, id];
        double[] means = new double[draws.Draws];
        for (int i = 0; i < means.Length; i++)
        {
            double monthly = Math.Pow(Math.Max(1 + growth[i], 0.01), 1 / 12.0);
            double volume = v0[i] * share[i];
            double capacity = rps[i] * GpuSpec.SecondsPerMonth;
            double sum = 0;
            for (int month = 1; month <= months; month++)
            {
                volume *= monthly;
                double needed = Math.Ceiling((volume * peak[i] / (capacity * target[i])) - 1e-9);
                double replicas = Math.Max(minimum[i], needed);
                sum += replicas > 0 ? volume / (capacity * replicas) : 0;
            }

            means[i] = sum / months;
        }

        return CompensatedSum.Mean(means);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
