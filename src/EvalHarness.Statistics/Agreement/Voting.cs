using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// Majority votes over repeated answers, given as counts of distinct answers in the order in which they were first seen.
/// Source: Wang et al., "Self-Consistency Improves Chain of Thought Reasoning in Language Models", 2023, arXiv:2203.11171.
/// Held against exact rational arithmetic.
/// </summary>
public static class Voting
{
    /// <summary>Weights closer than this are a tie.</summary>
    public const double TieTolerance = 1e-12;

    /// <summary>
    /// Indices of the answers with the most votes, first seen first: more than one where they tie, all where none has a vote,
    /// none without answers.
    /// </summary>
    /// <param name="votes">Votes for each distinct answer, at least 0; they may be weights.</param>
    public static int[] Winners(ReadOnlySpan<double> votes)
    {
        double most = double.NegativeInfinity;
        foreach (double vote in votes)
        {
            Require.NotNegative(vote, nameof(votes));
            most = Math.Max(most, vote);
        }
        var winners = new List<int>();
        for (int i = 0; i < votes.Length; i++)
        {
            if (votes[i] >= most - TieTolerance)
            {
                winners.Add(i);
            }
        }
        return [.. winners];
    }

    /// <summary>
    /// maj@k: the mean over all k-subsets of the answers of the credit of the right one, which is 1 where it alone has most
    /// votes, 1/t where t answers share the most votes and it is one of them, and 0 otherwise. 1 where all answers are right,
    /// 0 where none is; for k = 1 the share right.
    /// </summary>
    /// <param name="right">Number of right answers.</param>
    /// <param name="others">Number of each distinct wrong answer.</param>
    /// <param name="k">Size of the subsets, 1 to the number of answers; more is rejected.</param>
    public static double MajorityAtK(int right, ReadOnlySpan<int> others, int k)
    {
        int n = right;
        foreach (int count in others)
        {
            n += count;
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        double credit = 0;
        for (int top = 1; top <= Math.Min(right, k); top++)
        {
            double[] rest = SubsetsBelow(others, top, k - top);
            credit += Choose(right, top) * rest.Select((ways, ties) => ways / (ties + 1)).Sum();
        }
        return credit / Choose(n, k);
    }

    // Ways to draw that many of the other answers, none more often than top; by how many are drawn exactly top times.
    private static double[] SubsetsBelow(ReadOnlySpan<int> others, int top, int size)
    {
        int most = size / top;
        double[,] ways = new double[size + 1, most + 1];
        ways[0, 0] = 1;
        foreach (int count in others)
        {
            double[,] next = new double[size + 1, most + 1];
            for (int drawn = 0; drawn <= size; drawn++)
            {
                for (int ties = 0; ties <= most; ties++)
                {
                    int limit = ways[drawn, ties] > 0 ? Math.Min(Math.Min(count, top), size - drawn) : -1;
                    for (int more = 0; more <= limit; more++)
                    {
                        next[drawn + more, ties + (more == top ? 1 : 0)] += ways[drawn, ties] * Choose(count, more);
                    }
                }
            }
            ways = next;
        }
        double[] last = new double[most + 1];
        for (int ties = 0; ties <= most; ties++)
        {
            last[ties] = ways[size, ties];
        }
        return last;
    }

    private static double Choose(int n, int k)
    {
        double ways = 1;
        for (int i = 1; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }
}
