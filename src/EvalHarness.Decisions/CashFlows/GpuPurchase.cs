using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>Buying a GPU against renting it by the hour only while it is used.</summary>
/// <param name="Capex">The purchase price of the GPU, paid today.</param>
/// <param name="ResidualShare">The share of it that is got back at the end.</param>
/// <param name="Months">The months of ownership, at least 1.</param>
/// <param name="RentPerHour">The rent per hour of use.</param>
/// <param name="OpexPerHour">Power, space and care per hour of ownership, used or not.</param>
/// <param name="AnnualRate">The annual discount rate, above -1; months are discounted at their middle.</param>
public sealed record GpuPurchase(
    double Capex,
    double ResidualShare,
    int Months,
    double RentPerHour,
    double OpexPerHour,
    double AnnualRate
)
{
    /// <summary>The share of hours in use above which buying is cheaper; above 1 it never is.</summary>
    public double BreakEvenUtilisation
    {
        get
        {
            double hours = GpuSpec.HoursPerMonth * CashFlowSeries.MidMonthAnnuity(AnnualRate, Months);
            double residual = Capex * ResidualShare * Math.Pow(1 + AnnualRate, -Months / 12.0);
            return (Capex - residual + (OpexPerHour * hours)) / (RentPerHour * hours);
        }
    }
}
