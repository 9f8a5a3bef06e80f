using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>What resamples say of one value: its interval, and one-sided tests against any bound that agree with it.</summary>
/// <remarks>
/// The two p of a bound add up to 1 or more and grow with the bound they test against. Resamples in which the value is
/// undefined speak for neither side: their share is added to each p. No p is 0.
/// </remarks>
internal abstract class ReplicateInference : IInference
{
    /// <summary>The smallest p that is ever told: none is impossible.</summary>
    protected const double SmallestP = 1e-300;

    private readonly Lazy<ReachCurve> reach;

    protected ReplicateInference(Replicates replicates)
    {
        Replicates = replicates;
        Distribution = replicates.Distribution;
        reach = new Lazy<ReachCurve>(replicates.Reach);
        Error = Spread();
    }

    /// <summary>Whether the value exists; without it there is neither interval nor test.</summary>
    public bool IsDefined => Distribution is not null;

    /// <summary>Whether there are units enough for an interval.</summary>
    public bool HasUnits => Replicates.Units > 1;

    /// <summary>
    /// Whether resamples tell how far the value could lie off. Those of a value at the end of its range do not, nor do those
    /// that are all alike: then units are counted.
    /// </summary>
    public virtual bool IsSpread => Error > 0 && !IsAtEnd;

    /// <summary>Name of the test.</summary>
    public string Test =>
        IsSpread ? Resampled
        : Replicates.Units < Replicates.Items ? "binomial test of clusters unlike those seen"
        : "binomial test of samples unlike those seen";

    /// <summary>Standard error, corrected for the number of units; 0 without spread.</summary>
    public double Error { get; }

    /// <summary>The t statistic of no difference; null where there is none.</summary>
    public virtual double? Statistic => null;

    /// <summary>Degrees of freedom of the standard error; null below two units.</summary>
    public double? DegreesOfFreedom => Replicates.DegreesOfFreedom;

    protected Replicates Replicates { get; }

    protected BootstrapDistribution? Distribution { get; }

    protected double Value => Distribution!.Value;

    /// <summary>Of one model: BCa. Of a difference: t with the standard error of the paired bootstrap.</summary>
    public static ReplicateInference Of(Replicates replicates) =>
        replicates.Telling is { } telling
            ? new DifferenceInference(replicates, telling)
            : new ValueInference(replicates);

    /// <summary>The value with its interval.</summary>
    public Estimate Report(double level)
    {
        var (items, units) = (Replicates.Items, Replicates.Units);
        if (!IsDefined)
        {
            return Estimate.Undefined("undefined for these data", level, items, units, Replicates.Kind);
        }

        var (limits, method, note) =
            !HasUnits ? (null, Replicates.Kind, "one independent unit gives no interval")
            : IsSpread ? Interval(level)
            : Unspread(level);
        return new Estimate(
            Value,
            limits?.Low,
            limits?.High,
            level,
            items,
            units,
            method,
            Replicates.Resamples,
            Replicates.Seed,
            note ?? Undefined()
        )
        {
            StandardError = HasUnits && IsSpread ? Error : null,
        };
    }

    /// <summary>p of the hypothesis that the true value is at most the bound.</summary>
    public double Above(double bound) => Told(IsSpread ? AboveSpread(bound) : Unlike(reach.Value.ShareToLow(bound)));

    /// <summary>p of the hypothesis that the true value is at least the bound.</summary>
    public double Below(double bound) => Told(IsSpread ? BelowSpread(bound) : Unlike(reach.Value.ShareToHigh(bound)));

    /// <summary>Name of the test where resamples tell something.</summary>
    protected abstract string Resampled { get; }

    protected abstract (Interval? Limits, string Method, string? Note) Interval(double level);

    protected abstract double AboveSpread(double bound);

    protected abstract double BelowSpread(double bound);

    /// <summary>Whether the value can go no further on one side: every sample is as right, or as wrong, as can be.</summary>
    private bool IsAtEnd =>
        Distribution is not null && (IsNear(Value, Replicates.Range.Low) || IsNear(Value, Replicates.Range.High));

    private static bool IsNear(double value, double end) =>
        double.IsFinite(end) && Math.Abs(value - end) <= 1e-9 * Math.Max(1, Math.Abs(end));

    /// <summary>
    /// The chance that no sample shows what must be there if the value lies no further up than the bound: a share of the
    /// samples at least as large as the way from the value to the bound is of the way to the end of the range. No test of n
    /// samples can claim more: 0.95^n is at most 0.05 from 59 on. Never more than the p of the value itself, so that p grows
    /// with the bound.
    /// </summary>
    protected double Unseen(double bound, double end, double ofValue)
    {
        double whole = Value - end;
        double left = bound - end;
        return !double.IsFinite(end) || whole == 0 || left / whole is not (> 0 and < 1)
            ? 0
            : Math.Min(ofValue, Math.Pow(left / whole, Replicates.Items));
    }

    private double Told(double p) => Math.Clamp(p + Replicates.UndefinedShare, SmallestP, 1);

    private double Unlike(double? share) => share is { } of ? Math.Pow(1 - of, Replicates.Units) : 1;

    private (Interval?, string, string?) Unspread(double level)
    {
        double share = BinomialIntervals.Wilson(0, Replicates.Units, level).High;
        bool isClustered = Replicates.Units < Replicates.Items;
        Interval? limits =
            reach.Value.Low(share) is { } low && reach.Value.High(share) is { } high ? new Interval(low, high) : null;
        return (
            limits,
            isClustered ? "Wilson bound on clusters unlike those seen" : "Wilson bound on samples unlike those seen",
            limits is null
                ? "all samples behave alike: no interval"
                : "all samples behave alike: no resample tells how far off it is"
        );
    }

    private string? Undefined() =>
        Distribution is { Undefined: > 0 and var times } ? $"undefined in {times} resamples, left out" : null;

    /// <summary>
    /// The bootstrap's standard error times sqrt(K/(K-1)), for it divides by K; with clusters the jackknife's where that is
    /// larger, as it sees one that dominates. What is rounding noise is 0.
    /// </summary>
    private double Spread()
    {
        if (Distribution is not { StandardError: { } error } distribution || !HasUnits)
        {
            return 0;
        }

        double units = Replicates.Units;
        double own = error * Math.Sqrt(units / (units - 1));
        double left =
            Replicates.Units < Replicates.Items
            && Replicates.LeftOut is { } all
            && Array.TrueForAll(all, double.IsFinite)
                ? Jackknife.StandardError(all) ?? 0
                : 0;
        double largest = Math.Max(Math.Abs(distribution.Replicates[0]), Math.Abs(distribution.Replicates[^1]));
        return Scaling.IsNoise(error, Math.Max(largest, Math.Abs(distribution.Value))) ? 0 : Math.Max(own, left);
    }
}
