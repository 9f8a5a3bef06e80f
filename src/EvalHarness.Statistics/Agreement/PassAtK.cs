namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// Chances over k of n attempts at one item drawn without replacement; average them over items. Attempts are assumed to be
/// independent and alike. No attempt is refused; none right gives 0, all right 1, and with k = 1 both are the share right. Held
/// against human-eval's estimate_pass_at_k (6d43fb9) and exact rational arithmetic.
/// </summary>
public static class PassAtK
{
    /// <summary>
    /// pass@k: the chance that at least one of k attempts is right, 1 - C(n-c,k)/C(n,k). Unbiased. Source: Chen et al.,
    /// "Evaluating Large Language Models Trained on Code", 2021, arXiv:2107.03374, equation 1. Exactly 1 where fewer than k
    /// attempts are wrong.
    /// </summary>
    /// <param name="attempts">n, the number of attempts made.</param>
    /// <param name="correct">c, how many of them are right.</param>
    /// <param name="k">How many are drawn, 1 to n; more cannot be estimated and are rejected.</param>
    public static double Any(int attempts, int correct, int k)
    {
        Check(attempts, correct, k);
        return 1 - Ratio(attempts - correct, attempts, k);
    }

    /// <summary>
    /// pass^k: the chance that all of k attempts are right, C(c,k)/C(n,k). Source: Yao et al., "tau-bench", 2024,
    /// arXiv:2406.12045.
    /// </summary>
    /// <inheritdoc cref="Any"/>
    public static double All(int attempts, int correct, int k)
    {
        Check(attempts, correct, k);
        return Ratio(correct, attempts, k);
    }

    // C(part, k) / C(whole, k) as a product of k factors at most 1: no overflow and no cancellation.
    private static double Ratio(int part, int whole, int k)
    {
        double ratio = 1;
        for (int i = 0; i < k; i++)
        {
            ratio *= Math.Max(0, part - i) / (double)(whole - i);
        }
        return ratio;
    }

    private static void Check(int attempts, int correct, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, attempts);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, attempts);
    }
}
