namespace EvalHarness.Statistics.Rankings;

/// <summary>Games between pairs of models, counted; without games all counts are 0.</summary>
public static class PairedGames
{
    /// <summary>
    /// The square matrix of wins, row-major: what the row's model got against the column's, a tie giving half to both.
    /// </summary>
    /// <param name="first">Index of the first model of each game.</param>
    /// <param name="second">Index of the second model of each game, another one.</param>
    /// <param name="result">What the first got in each game: 1 a win, 0.5 a tie, 0 a loss.</param>
    /// <param name="models">Number of models.</param>
    public static double[] Wins(
        ReadOnlySpan<int> first,
        ReadOnlySpan<int> second,
        ReadOnlySpan<double> result,
        int models
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, first.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, first.Length);
        double[] wins = new double[models * models];
        for (int game = 0; game < first.Length; game++)
        {
            (int a, int b) = (first[game], second[game]);
            if (a == b || (uint)a >= (uint)models || (uint)b >= (uint)models)
            {
                throw new ArgumentOutOfRangeException(nameof(first), $"game {game} is between models {a} and {b}");
            }
            wins[(a * models) + b] += result[game];
            wins[(b * models) + a] += 1 - result[game];
        }
        return wins;
    }
}
