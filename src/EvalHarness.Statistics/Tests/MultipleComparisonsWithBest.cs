using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Comparisons of every model with the best of the others, where the data and not the question choose the best: J. C. Hsu,
/// "Constrained simultaneous confidence intervals for multiple comparisons with the best" (1984),
/// doi:10.1214/aos/1176346732. Holds its level over the choice, where tests against the leader of the data do not. Assumes
/// normal means of one variance and equal numbers of values; with the same items for all models (blocked) also that
/// every pair of models is correlated alike. Needs two models; null with fewer and without values. A critical value takes
/// some 30 ms, whatever n.
/// </summary>
public static class MultipleComparisonsWithBest
{
    /// <summary>From means and the variance of one value.</summary>
    /// <param name="means">The mean of each model, higher being better.</param>
    /// <param name="n">Number of values behind each mean.</param>
    /// <param name="variance">Variance of one value.</param>
    /// <param name="df">Degrees of freedom of the variance; null where it is known.</param>
    /// <param name="level">Confidence level.</param>
    public static BestModelResult? Of(
        ReadOnlySpan<double> means,
        int n,
        double variance,
        double? df,
        double level = 0.95
    )
    {
        Require.Values(means, nameof(means), atLeast: 0);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Require.NotNegative(variance, nameof(variance));
        Require.Level(level);
        if (df is { } finite)
        {
            Require.Positive(finite, nameof(df));
        }
        return means.Length < 2 || n == 0 ? null : Conclude([.. means], n, variance, df, level);
    }

    /// <summary>From the values of each model.</summary>
    /// <param name="models">One list of values per model, all of one length; in the order of the same items where blocked.</param>
    /// <param name="design">How the values belong together.</param>
    /// <param name="level">Confidence level.</param>
    public static BestModelResult? Of(IReadOnlyList<double[]> models, ComparisonDesign design, double level = 0.95)
    {
        Require.Level(level);
        double largest = 0;
        foreach (double[] values in models)
        {
            Require.SameLength(models[0].Length, values.Length, nameof(models));
            Require.Values(values, nameof(models), atLeast: 0);
            largest = Math.Max(largest, Scaling.Largest(values));
        }
        if (models.Count < 2 || models[0].Length == 0)
        {
            return null;
        }
        int n = models[0].Length;
        ImmutableArray<double> means = [.. models.Select(values => Moments.Of(values).Mean)];
        bool isBlocked = design == ComparisonDesign.Blocked;
        double df = isBlocked ? (models.Count - 1.0) * (n - 1) : models.Count * (n - 1.0);
        double squares = isBlocked ? Residual(models, means) : models.Sum(values => Moments.Of(values).SumOfSquares);
        double variance = df > 0 ? squares / df : 0;
        return Scaling.IsNoise(Math.Sqrt(variance), largest)
            ? Undecided(means, n, df, level)
            : Conclude(means, n, variance, df, level);
    }

    /// <summary>The sum of squares that is left after the means of models and of items.</summary>
    private static double Residual(IReadOnlyList<double[]> models, ImmutableArray<double> means)
    {
        double sum = 0;
        for (int i = 0; i < models[0].Length; i++)
        {
            double item = 0;
            for (int j = 0; j < models.Count; j++)
            {
                item += (models[j][i] - means[j]) / models.Count;
            }
            for (int j = 0; j < models.Count; j++)
            {
                double left = models[j][i] - means[j] - item;
                sum += left * left;
            }
        }
        return sum;
    }

    private static BestModelResult Undecided(ImmutableArray<double> means, int n, double df, double level) =>
        new(means, n, 0, df, level, null, null, Differences(means), [], [], null);

    private static BestModelResult Conclude(
        ImmutableArray<double> means,
        int n,
        double variance,
        double? df,
        double level
    )
    {
        double critical = new OneSidedDunnett(means.Length, df).Critical(level);
        double margin = critical * Math.Sqrt(2 * variance / n);
        var differences = Differences(means);
        ImmutableArray<Interval> intervals =
        [
            .. differences.Select(d => new Interval(Math.Min(0, d - margin), Math.Max(0, d + margin))),
        ];
        ImmutableArray<int> possible = [.. Enumerable.Range(0, means.Length).Where(i => intervals[i].High > 0)];
        return new(
            means,
            n,
            variance,
            df,
            level,
            critical,
            margin,
            differences,
            intervals,
            possible,
            possible.Length == 1 ? possible[0] : null
        );
    }

    private static ImmutableArray<double> Differences(ImmutableArray<double> means)
    {
        int best = means.IndexOf(means.Max());
        double second = means.RemoveAt(best).Max();
        return [.. means.Select((mean, i) => mean - (i == best ? second : means[best]))];
    }
}
