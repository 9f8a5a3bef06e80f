using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// The difference of two models: Student's t with the standard error of the paired bootstrap, B. Efron, R. J. Tibshirani, "An
/// introduction to the bootstrap" (1993), chapter 12. The bias of a metric is alike in both models and cancels, while BCa's
/// estimate of it moves with the difference itself and claims too much; and the tail of t resolves differences that lie
/// beyond every resample.
/// </summary>
/// <param name="replicates">The difference on resamples.</param>
/// <param name="telling">The number of samples that tell the two models apart.</param>
internal sealed class DifferenceInference(Replicates replicates, int telling) : ReplicateInference(replicates)
{
    protected override string Resampled => $"paired {Replicates.Kind} t test";

    public override double? Statistic => IsSpread ? Value / Error : null;

    protected override (Interval? Limits, string Method, string? Note) Interval(double level)
    {
        double half = Tails.StudentCritical(level, DegreesOfFreedom!.Value) * Error;
        var (low, high) = Replicates.Range;
        return (
            new Interval(Math.Max(low, Value - half), Math.Min(high, Value + half)),
            $"paired {Replicates.Kind} t interval",
            null
        );
    }

    protected override double AboveSpread(double bound) => Tail(bound, 1, Replicates.Range.Low);

    protected override double BelowSpread(double bound) => Tail(bound, -1, Replicates.Range.High);

    private double Tail(double bound, int sign, double end)
    {
        double t = Tails.StudentUpper(sign * (Value - bound) / Error, DegreesOfFreedom!.Value);
        double fewest = sign * bound < 0 ? 0 : Math.Pow(0.5, telling + 1);
        return Math.Max(Math.Max(t, fewest), Unseen(bound, end, 0.5));
    }
}
