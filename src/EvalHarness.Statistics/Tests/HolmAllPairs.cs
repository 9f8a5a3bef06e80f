using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// All pairs of several models, corrected over all of them, so that a reference which the data choose costs no error: S.
/// Holm (1979), doi:10.2307/4615733. A pair that cannot be tested counts in the family as one with p = 1.
/// </summary>
/// <param name="Pairs">Every pair once, in the order (0,1), (0,2), ..., (1,2), ...; none with one model.</param>
/// <param name="Means">The mean of each model, higher being better.</param>
/// <param name="Alpha">Error rate of the whole family.</param>
/// <param name="Reference">The model of the highest mean; of equal ones (to 12 decimals) the first.</param>
/// <param name="WorseThanReference">The models with a lower mean that their pair with the reference shows to be worse.</param>
/// <remarks>The adjusted p are those of R 4.2.2 p.adjust(method = "holm"). k models and n values take k²·n steps.</remarks>
public sealed record HolmAllPairs(
    ImmutableArray<PairComparison> Pairs,
    ImmutableArray<double> Means,
    double Alpha,
    int Reference,
    ImmutableArray<int> WorseThanReference
)
{
    private const int Decimals = 12;

    /// <summary>From the values of each model over the same items, by paired t tests; null without models or values.</summary>
    /// <param name="models">One list of finite values per model, all of one length and in one order.</param>
    /// <param name="alpha">Error rate of the whole family.</param>
    public static HolmAllPairs? PairedT(IReadOnlyList<double[]> models, double alpha = 0.05) =>
        Of(models, alpha, StudentP);

    /// <summary>The same for 0/1 values, by McNemar's mid-p test; models that agree on every item have p = 1.</summary>
    /// <param name="models">One list of 0/1 values per model, all of one length and in one order.</param>
    /// <param name="alpha">Error rate of the whole family.</param>
    public static HolmAllPairs? McNemarMidP(IReadOnlyList<double[]> models, double alpha = 0.05)
    {
        foreach (double[] values in models)
        {
            Require.RightOrWrong(values, nameof(models));
        }
        return Of(models, alpha, (a, b) => McNemar.MidP(PairedTable.Of(a, b)));
    }

    /// <summary>From means and the p of each pair, whatever test it came from.</summary>
    /// <param name="means">The mean of each model, of which there is one at least.</param>
    /// <param name="p">The two-sided p of the pair of these indices; null where it cannot be tested.</param>
    /// <param name="alpha">Error rate of the whole family.</param>
    public static HolmAllPairs Of(ReadOnlySpan<double> means, Func<int, int, double?> p, double alpha = 0.05)
    {
        Require.OpenProbability(alpha, nameof(alpha));
        Require.Values(means, nameof(means));
        ImmutableArray<double> own = [.. means];
        var pairs = new List<PairComparison>();
        for (int i = 0; i < own.Length; i++)
        {
            for (int j = i + 1; j < own.Length; j++)
            {
                pairs.Add(new(i, j, own[i] - own[j], p(i, j), null));
            }
        }
        double[] adjusted = MultipleComparisons.Holm([.. pairs.Select(pair => pair.P ?? 1)]);
        ImmutableArray<PairComparison> family =
        [
            .. pairs.Select((pair, i) => pair.P is null ? pair : pair with { AdjustedP = adjusted[i] }),
        ];
        double[] rounded = [.. own.Select(mean => Math.Round(mean, Decimals))];
        int reference = Array.IndexOf(rounded, rounded.Max());
        bool IsWorse(int model) =>
            rounded[model] < rounded[reference]
            && family.Any(pair =>
                pair.First == Math.Min(model, reference)
                && pair.Second == Math.Max(model, reference)
                && pair.AdjustedP <= alpha
            );
        return new(family, own, alpha, reference, [.. Enumerable.Range(0, own.Length).Where(IsWorse)]);
    }

    private static HolmAllPairs? Of(
        IReadOnlyList<double[]> models,
        double alpha,
        Func<double[], double[], double?> test
    )
    {
        Require.OpenProbability(alpha, nameof(alpha));
        foreach (double[] values in models)
        {
            Require.SameLength(models[0].Length, values.Length, nameof(models));
            Require.Values(values, nameof(models), atLeast: 0);
        }
        return models.Count == 0 || models[0].Length == 0
            ? null
            : Of([.. models.Select(values => Moments.Of(values).Mean)], (i, j) => test(models[i], models[j]), alpha);
    }

    private static double? StudentP(double[] a, double[] b)
    {
        double largest = Math.Max(Scaling.Largest(a), Scaling.Largest(b));
        double unit = Scaling.Unit(largest);
        var moments = Moments.Of(Moments.Differences(Scaling.Divide(a, unit), Scaling.Divide(b, unit)));
        return moments.StandardError is { } error && !Scaling.IsNoise(error, largest / unit)
            ? Tails.StudentTwoSided(moments.Mean / error, moments.N - 1)
            : null;
    }
}
