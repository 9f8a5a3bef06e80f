using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>Present and future values of equal or growing payments, one a period, to about 1e-15 at any rate however small.</summary>
/// <remarks>S. A. Ross, R. W. Westerfield, J. Jaffe, "Corporate Finance", McGraw-Hill, chapter "Discounted cash flow valuation".</remarks>
public static class Annuity
{
    /// <summary>The present value of one unit per period.</summary>
    /// <param name="rate">The rate per period, above -1.</param>
    /// <param name="periods">The number of periods, at least 0; whole or not.</param>
    /// <param name="due">Whether payments are made at the start of each period.</param>
    public static double Factor(double rate, double periods, bool due = false)
    {
        Guard(rate, periods);
        // 1 - (1 + r)^-n loses at a small rate the digits that the division by it blows up.
        double factor = rate == 0 ? periods : -LogSpace.Expm1(-periods * LogSpace.Log1p(rate)) / rate;
        return due ? factor * (1 + rate) : factor;
    }

    /// <summary>The value of one unit per period at the end of the last one.</summary>
    /// <param name="rate">The rate per period, above -1.</param>
    /// <param name="periods">The number of periods, at least 0; whole or not.</param>
    /// <param name="due">Whether payments are made at the start of each period.</param>
    public static double FutureFactor(double rate, double periods, bool due = false)
    {
        Guard(rate, periods);
        double factor = rate == 0 ? periods : LogSpace.Expm1(periods * LogSpace.Log1p(rate)) / rate;
        return due ? factor * (1 + rate) : factor;
    }

    /// <summary>The present value of payments that grow at a constant rate.</summary>
    /// <param name="first">The first payment, at the end of the first period.</param>
    /// <param name="rate">The discount rate per period, above -1.</param>
    /// <param name="growth">The growth per period, at least -1.</param>
    /// <param name="periods">The number of periods; null is for ever.</param>
    /// <exception cref="ArgumentException">An infinite stream that does not grow slower than it is discounted diverges.</exception>
    public static double Growing(double first, double rate, double growth, double? periods)
    {
        Guard(rate, periods ?? 0);
        if (!double.IsFinite(first) || !(growth >= -1) || !double.IsFinite(growth))
        {
            throw new ArgumentOutOfRangeException(
                nameof(growth),
                FormattableString.Invariant(
                    $"growth must be at least -1 and payments finite, were {growth} and {first}"
                )
            );
        }

        if (periods is not { } n)
        {
            return rate > growth && rate > 0
                ? first / (rate - growth)
                : throw new ArgumentException(
                    FormattableString.Invariant($"the value diverges: growth {growth}, discount rate {rate}"),
                    nameof(growth)
                );
        }

        double gap = (growth - rate) / (1 + rate);
        return n == 0 ? 0
            : gap == 0 ? first * n / (1 + rate)
            : first / (1 + rate) * LogSpace.Expm1(n * LogSpace.Log1p(gap)) / gap;
    }

    private static void Guard(double rate, double periods)
    {
        if (!(rate > -1) || !(periods >= 0) || !double.IsFinite(rate) || !double.IsFinite(periods))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rate),
                FormattableString.Invariant(
                    $"rate must be above -1 and periods at least 0, both finite, were {rate} and {periods}"
                )
            );
        }
    }
}
