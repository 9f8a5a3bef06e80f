using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Published;

/// <summary>What published scores say of a model, and of two: unpaired, with the error between protocols.</summary>
/// <remarks>
/// Shares of a known number of samples have Wilson intervals; the limits of a difference are Newcombe's square-and-add of
/// both, and the protocol errors are added to the squares as one more independent part (G. Y. Zou, A. Donner,
/// "Construction of confidence limits about effect measures: a general approach" (2008), doi:10.1002/sim.3095). The
/// p-value is that of Agresti and Caffo's z with the same variance added. Without protocol error both are those of
/// <see cref="IndependentProportions"/>. What is no share, or has no n, has a difference and neither interval nor test.
/// </remarks>
internal static class PublishedDifference
{
    public const string Test = "Agresti and Caffo's z, unpaired, with the error between protocols";

    /// <summary>The estimate of one score.</summary>
    public static Estimate Of(PublishedScore score, double level)
    {
        string method = FormattableString.Invariant(
            $"published, protocol error of {100 * score.ProtocolSd:0.#} points"
        );
        if (Counts(score) is not { } counts)
        {
            return new Estimate(score.Value, null, null, level, score.N ?? 0, score.N ?? 0, method, Note: Why(score));
        }

        var interval = BinomialIntervals.Wilson(counts.Right, counts.N, level);
        double share = (double)counts.Right / counts.N;
        double protocol = UnitNormal.Critical(level) * score.ProtocolSd;
        return new Estimate(
            score.Value,
            Math.Max(0, score.Value - Hypot(share - interval.Low, protocol)),
            Math.Min(1, score.Value + Hypot(interval.High - share, protocol)),
            level,
            counts.N,
            counts.N,
            $"{method}, Wilson interval",
            Note: Caveat(score)
        );
    }

    /// <summary>The comparison of two scores, from the first one's side; verdicts are given later.</summary>
    public static PairedComparison Compare(PublishedScore a, PublishedScore b, double level)
    {
        string? unlike = a.UnlikeTo(b);
        double difference = a.Value - b.Value;
        if (Counts(a) is not { } first || Counts(b) is not { } second)
        {
            return Untested(a.Model, b.Model, difference, level, Why(Counts(a) is null ? a : b, unlike));
        }

        var pair = new IndependentProportions(first.Right, first.N, second.Right, second.N);
        var sampling = pair.Newcombe(level);
        double variance = Square(a.ProtocolSd) + Square(b.ProtocolSd);
        double protocol = UnitNormal.Critical(level) * Math.Sqrt(variance);
        var estimate = new Estimate(
            difference,
            Math.Max(-1, difference - Hypot(pair.Difference - sampling.Low, protocol)),
            Math.Min(1, difference + Hypot(sampling.High - pair.Difference, protocol)),
            level,
            first.N + second.N,
            first.N + second.N,
            "Newcombe, unpaired, with the error between protocols",
            Note: unlike
        );
        return PairedComparison.Of(a.Model, b.Model, new PairTest(estimate, PValue(pair, variance), Test));
    }

    /// <summary>A difference that is shown and not tested.</summary>
    public static PairedComparison Untested(
        string model,
        string against,
        double? difference,
        double level,
        PairReason reason
    ) =>
        PairedComparison.Of(
            model,
            against,
            PairTest.None(new Estimate(difference, null, null, level, 0, 0, "difference"), reason)
        );

    private static double PValue(IndependentProportions pair, double protocolVariance)
    {
        var (p1, n1) = ((pair.X1 + 1.0) / (pair.N1 + 2), pair.N1 + 2);
        var (p2, n2) = ((pair.X2 + 1.0) / (pair.N2 + 2), pair.N2 + 2);
        double variance = (p1 * (1 - p1) / n1) + (p2 * (1 - p2) / n2) + protocolVariance;
        return UnitNormal.TwoSided((p1 - p2) / Math.Sqrt(variance));
    }

    private static (long Right, long N)? Counts(PublishedScore score) =>
        score is { IsShare: true, N: > 0 and var n, Value: >= 0 and <= 1 }
            ? ((long)Math.Round(score.Value * n, MidpointRounding.AwayFromZero), n)
            : null;

    private static PairReason Why(PublishedScore score, string? unlike) =>
        score.IsShare
            ? new PairReason.UnknownSampleCount(score.Model, unlike)
            : new PairReason.NoShare(score.Metric, unlike);

    /// <summary>Why a score has no interval, as the note of its estimate.</summary>
    private static string Why(PublishedScore score) =>
        score.IsShare
            ? $"{score.Model}: the publication does not say how many samples"
            : $"{score.Metric} is no share of samples, and the samples were not published";

    private static string? Caveat(PublishedScore score) => score.Caveat.Length == 0 ? null : score.Caveat;

    private static double Square(double value) => value * value;

    private static double Hypot(double a, double b) => Math.Sqrt(Square(a) + Square(b));
}
