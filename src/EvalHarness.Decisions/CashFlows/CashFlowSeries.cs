using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>Present values of plain payments.</summary>
public static class CashFlowSeries
{
    /// <summary>The net present value of one payment per period, the first of them today.</summary>
    /// <param name="flows">The payments, one a period: positive comes in, negative goes out.</param>
    /// <param name="rate">The discount rate per period, above -1.</param>
    public static double NetPresentValue(ReadOnlySpan<double> flows, double rate)
    {
        GuardRate(rate);
        var total = default(CompensatedSum);
        double factor = 1;
        foreach (double flow in flows)
        {
            total.Add(flow * factor);
            factor /= 1 + rate;
        }

        return total.Value;
    }

    /// <summary>The factor on a payment in the middle of a month.</summary>
    /// <param name="annualRate">The annual discount rate, above -1.</param>
    /// <param name="month">The month, from 1: it is discounted by half a month less than its number.</param>
    public static double MidMonthFactor(double annualRate, int month)
    {
        GuardRate(annualRate);
        return Math.Pow(1 + annualRate, -(month - 0.5) / 12);
    }

    /// <summary>The present value of one unit in the middle of each month.</summary>
    /// <param name="annualRate">The annual discount rate, above -1.</param>
    /// <param name="months">The number of months, at least 0.</param>
    public static double MidMonthAnnuity(double annualRate, int months)
    {
        var total = default(CompensatedSum);
        for (int month = 1; month <= months; month++)
        {
            total.Add(MidMonthFactor(annualRate, month));
        }

        return total.Value;
    }

    /// <summary>All rates above -1 at which the net present value is zero, growing; empty where there is none.</summary>
    /// <param name="flows">The payments, the first of them today.</param>
    public static ImmutableArray<double> InternalRates(ReadOnlySpan<double> flows) =>
        [.. PolynomialRoots.Positive(flows).Select(discount => (1 / discount) - 1).Where(rate => rate > -1).Order()];

    /// <summary>The internal rate of return; null unless exactly one exists.</summary>
    /// <param name="flows">The payments, the first of them today.</param>
    public static double? InternalRate(ReadOnlySpan<double> flows) => InternalRates(flows) is [var only] ? only : null;

    /// <summary>The time at which the sum of payments, discounted at a rate, first reaches zero from below.</summary>
    /// <param name="flows">The payments, the first of them today.</param>
    /// <param name="rate">The discount rate per period; 0 does not discount.</param>
    /// <returns>Periods, interpolated inside one; null where nothing is ever owed or it is never paid back.</returns>
    public static double? Payback(ReadOnlySpan<double> flows, double rate = 0)
    {
        GuardRate(rate);
        double sum = 0;
        for (int period = 0; period < flows.Length; period++)
        {
            double flow = flows[period] * Math.Pow(1 + rate, -period);
            if (sum < 0 && sum + flow >= 0)
            {
                return period - 1 + (-sum / flow);
            }

            sum += flow;
        }

        return null;
    }

    private static void GuardRate(double rate)
    {
        if (!(rate > -1) || !double.IsFinite(rate))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "the discount rate must be above -1");
        }
    }
}
