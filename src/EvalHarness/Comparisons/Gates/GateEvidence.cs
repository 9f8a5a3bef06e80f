using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Gates;

/// <summary>What the data say about one number: a value with its interval, and one-sided tests against any bound.</summary>
/// <param name="Estimate">The value with its interval.</param>
/// <param name="Test">Name of the test.</param>
/// <remarks>
/// The two p-values of a bound always add up to 1 or more, and grow with the bound they test against: a stricter bound
/// never turns a failure into a pass.
/// </remarks>
internal abstract record GateEvidence(Estimate Estimate, string Test)
{
    /// <summary>Smallest and largest value possible.</summary>
    public (double Low, double High) Range { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>p of the hypothesis that the true value is at most the bound.</summary>
    public abstract double Above(double bound);

    /// <summary>p of the hypothesis that the true value is at least the bound.</summary>
    public abstract double Below(double bound);

    /// <summary>
    /// Samples in all that show the value beyond a bound, if it stays as it is; null where no number does. By the standard error
    /// where the test has no better, else by the p-value.
    /// </summary>
    /// <param name="bound">The bound.</param>
    /// <param name="isAbove">Whether the value is to be shown above it.</param>
    /// <param name="alpha">One-sided error rate.</param>
    /// <param name="power">Power wanted.</param>
    public virtual double? Needed(double bound, bool isAbove, double alpha, double power)
    {
        double wanted = UnitNormal.Quantile(1 - alpha) + UnitNormal.Quantile(power);
        double gap = (Estimate.Value ?? bound) - bound;
        if (gap > 0 != isAbove || gap == 0)
        {
            return null;
        }

        double seen = Estimate.StandardError is > 0 and { } error
            ? Math.Abs(gap) / error
            : -UnitNormal.Quantile(Math.Min(0.5, isAbove ? Above(bound) : Below(bound)));
        return seen > 0 ? Estimate.N * (wanted / seen) * (wanted / seen) : null;
    }

    /// <summary>Smallest distance from a bound that these data would find; null when undefined.</summary>
    /// <inheritdoc cref="Needed"/>
    public virtual double? Detectable(double bound, bool isAbove, double alpha, double power) =>
        Estimate.StandardError is > 0 and { } error
            ? (UnitNormal.Quantile(1 - alpha) + UnitNormal.Quantile(power)) * error
            : null;
}

/// <summary>Nothing to test, and why.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Verdict">What follows: an error, or that the gate is undecided.</param>
/// <param name="Value">What is known all the same; null when that is nothing, and then the gate has no place in any family.</param>
internal sealed record NoEvidence(GateReason Reason, GateVerdict Verdict, Estimate? Value = null)
    : GateEvidence(Value ?? new Estimate(null, null, null, 0.9, 0, 0, ""), "")
{
    /// <summary>That something is wrong with run, suite or baseline.</summary>
    public static NoEvidence Error(GateReason reason) => new(reason, GateVerdict.Error);

    /// <summary>That a number is known and has no test.</summary>
    public static NoEvidence Open(GateReason reason, Estimate value) => new(reason, GateVerdict.Inconclusive, value);

    /// <summary>That there is nothing to measure against yet.</summary>
    public static NoEvidence Skipped(GateReason reason) => new(reason, GateVerdict.Skipped);

    /// <summary>That no test is valid: after looking at the data, or against runs of other data.</summary>
    public static NoEvidence Looked(GateReason reason) => new(reason, GateVerdict.Inconclusive);

    public override double Above(double bound) => 1;

    public override double Below(double bound) => 1;
}

/// <summary>A fact of this run that is no sample of anything: how many requests failed, what a local model costs.</summary>
/// <param name="Value">The value.</param>
/// <param name="N">Requests counted.</param>
/// <param name="Why">Why it needs no test.</param>
internal sealed record FactEvidence(double Value, long N, string Why)
    : GateEvidence(new Estimate(Value, Value, Value, 0.9, N, N, Why), Why)
{
    public override double Above(double bound) => Value > bound ? 0 : 1;

    public override double Below(double bound) => Value < bound ? 0 : 1;
}

/// <summary>
/// A share of independent trials: the exact binomial test and the interval that it is the inversion of, C. J. Clopper, E. S.
/// Pearson (1934), doi:10.1093/biomet/26.4.404.
/// </summary>
internal sealed record BinomialEvidence(long Right, long N, Estimate Estimate, string Test)
    : GateEvidence(Estimate, Test)
{
    public static BinomialEvidence Of(long right, long n, double level, string over = "")
    {
        var interval = BinomialIntervals.ClopperPearson(right, n, level);
        double share = (double)right / n;
        var estimate = new Estimate(share, interval.Low, interval.High, level, n, n, "Clopper-Pearson interval" + over)
        {
            StandardError = share is 0 or 1 ? null : StandardErrors.Bernoulli(share, n),
        };
        return new BinomialEvidence(right, n, estimate, "exact binomial test" + over) { Range = (0, 1) };
    }

    public override double Above(double bound) =>
        bound < 0 ? 0
        : bound > 1 ? 1
        : Tails.BinomialUpper(Right, N, bound);

    public override double Below(double bound) =>
        bound < 0 ? 1
        : bound > 1 ? 0
        : Tails.BinomialLower(Right, N, bound);

    public override double? Needed(double bound, bool isAbove, double alpha, double power) =>
        isAbove
            ? OneSidedPower.SizeOfBinomial((double)Right / N, bound, power, alpha)
            : OneSidedPower.SizeOfBinomial((double)(N - Right) / N, 1 - bound, power, alpha);

    public override double? Detectable(double bound, bool isAbove, double alpha, double power)
    {
        double from = isAbove ? bound : 1 - bound;
        bool IsFound(double gap) => OneSidedPower.OfBinomial((int)N, from + gap, from, alpha) >= power;
        return from is <= 0 or >= 1 || N > int.MaxValue || !IsFound(1 - from)
            ? null
            : Bisection.Boundary(gap => !IsFound(gap), 0, 1 - from);
    }
}

/// <summary>
/// A mean, or a mean of paired differences: the t test, cluster-robust with Satterthwaite's degrees of freedom, corrected where
/// values without limits are skewed.
/// </summary>
internal sealed record StudentEvidence(Estimate Estimate, string Test, MeanTails Mean) : GateEvidence(Estimate, Test)
{
    public override double Above(double bound) => Mean.Greater(bound);

    public override double Below(double bound) => Mean.Less(bound);

    public override double? Needed(double bound, bool isAbove, double alpha, double power) =>
        (isAbove ? Mean.Mean > bound : Mean.Mean < bound)
            ? Estimate.N * OneSidedPower.FactorOfMean(Mean, bound, power, alpha)
            : null;

    public override double? Detectable(double bound, bool isAbove, double alpha, double power)
    {
        bool IsFound(double gap) => OneSidedPower.OfMean(Mean, 1, isAbove ? gap : -gap, alpha) >= power;
        double far = 100 * Mean.Error;
        return IsFound(far) ? Bisection.Boundary(gap => !IsFound(gap), 0, far) : null;
    }
}

/// <summary>
/// A difference of two shares on the same samples: Tango's score test (1998), and from zero on McNemar's mid-p test as
/// well, because few discordant samples make the score test too bold there; the larger p counts.
/// </summary>
internal sealed record PairedEvidence(PairedTable Table, Estimate Estimate, string Test) : GateEvidence(Estimate, Test)
{
    public static PairedEvidence Of(PairedTable table, double level, string over = "")
    {
        var tango = PairedProportions.Tango(table, level);
        double tail = 0.5 * (1 - level);
        // Where the exact test of no difference does not reject, neither limit passes zero.
        var interval = new Interval(
            tango.Low > 0 && MidP(table) > tail ? 0 : tango.Low,
            tango.High < 0 && MidP(table.Swap()) > tail ? 0 : tango.High
        );
        var estimate = new Estimate(
            table.Difference,
            interval.Low,
            interval.High,
            level,
            table.N,
            table.N,
            "Tango score interval of the paired difference" + over
        )
        {
            StandardError = PairedProportions.StandardError(table),
        };
        return new PairedEvidence(table, estimate, "Tango's paired score test" + over) { Range = (-1, 1) };
    }

    public override double Above(double bound) =>
        bound <= -1 ? 0
        : bound >= 1 ? 1
        : Math.Max(Score(bound, 1), bound < 0 ? 0 : MidP(Table));

    public override double Below(double bound) =>
        bound >= 1 ? 0
        : bound <= -1 ? 1
        : Math.Max(Score(bound, -1), bound > 0 ? 0 : MidP(Table.Swap()));

    public override double? Needed(double bound, bool isAbove, double alpha, double power) =>
        isAbove
            ? OneSidedPower.SizeOfPaired(Table, bound, power, alpha)
            : OneSidedPower.SizeOfPaired(Table.Swap(), -bound, power, alpha);

    private double Score(double bound, int sign) =>
        PairedProportions.TangoScore(Table, bound) is { } z ? UnitNormal.Upper(sign * z) : 1;

    /// <summary>P(Bin(b+c, 1/2) > b) + P(= b)/2: Fagerland, Lydersen and Laake (2013), one-sided.</summary>
    private static double MidP(PairedTable table) =>
        table.Discordant == 0
            ? 1
            : Tails.BinomialUpper(table.N10, table.Discordant, 0.5)
                - (0.5 * LogSpace.BinomialDensity(table.N10, table.Discordant, 0.5, 0.5));
}
