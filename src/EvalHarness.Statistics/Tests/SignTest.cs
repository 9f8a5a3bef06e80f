using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// The exact sign test: W. J. Dixon, A. M. Mood, "The statistical sign test" (1946), doi:10.1080/01621459.1946.10501898.
/// Independent pairs are assumed; zeros are dropped. No difference is refused, all zeros have p = 1, and n differences of one
/// sign p = 2^(1-n). Held against SciPy 1.10.1 binomtest.
/// </summary>
public static class SignTest
{
    /// <summary>Tests the signs of these differences.</summary>
    public static SignTestResult Of(ReadOnlySpan<double> differences)
    {
        Require.Values(differences, nameof(differences));
        int positive = 0;
        int negative = 0;
        foreach (double difference in differences)
        {
            positive += difference > 0 ? 1 : 0;
            negative += difference < 0 ? 1 : 0;
        }
        int n = positive + negative;
        double smaller = Tails.BinomialLower(Math.Min(positive, negative), n, 0.5);
        return new SignTestResult(
            positive,
            negative,
            differences.Length - n,
            n == 0 ? 1 : Math.Min(1, 2 * smaller),
            Tails.BinomialUpper(positive, n, 0.5),
            Tails.BinomialUpper(negative, n, 0.5)
        );
    }
}
