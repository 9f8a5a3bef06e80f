namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Ratings updated game by game. Source: Elo, The Rating of Chessplayers, Past and Present, 1978. The order of the games
/// matters; the sum of the ratings does not change. Held against evalica 0.4.2. Without games all keep the initial rating.
/// </summary>
/// <param name="Step">Largest change by one game (K).</param>
/// <param name="Initial">Rating at the start.</param>
/// <param name="Base">Odds that a difference of one <paramref name="Scale"/> stands for.</param>
/// <param name="Scale">Rating points of that difference.</param>
public sealed record Elo(double Step = 32, double Initial = 1000, double Base = 10, double Scale = 400)
{
    /// <summary>Ratings after all games, one a model.</summary>
    /// <param name="first">Index of the first model of each game.</param>
    /// <param name="second">Index of the second model of each game, another one.</param>
    /// <param name="result">What the first got in each game: 1 a win, 0.5 a tie, 0 a loss.</param>
    /// <param name="models">Number of models.</param>
    public double[] Rate(ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<double> result, int models)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, first.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, first.Length);
        double[] ratings = new double[models];
        Array.Fill(ratings, Initial);
        for (int game = 0; game < first.Length; game++)
        {
            ArgumentOutOfRangeException.ThrowIfEqual(second[game], first[game]);
            ref double one = ref ratings[first[game]];
            ref double other = ref ratings[second[game]];
            double expected = 1 / (1 + Math.Pow(Base, (other - one) / Scale));
            double change = Step * (result[game] - expected);
            one += change;
            other -= change;
        }
        return ratings;
    }
}
