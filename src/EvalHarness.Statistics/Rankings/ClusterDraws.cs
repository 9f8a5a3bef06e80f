using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Rankings;

/// <summary>Which clusters a resample draws: a function of seed and resample alone.</summary>
internal static class ClusterDraws
{
    /// <summary>Draws as many clusters as there are, with replacement.</summary>
    /// <param name="drawn">Becomes how often each cluster is drawn.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resample">Number of the resample.</param>
    public static void Draw(Span<int> drawn, ulong seed, ulong resample)
    {
        drawn.Clear();
        var random = new RandomSource(seed, resample);
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[random.NextIndex(drawn.Length)]++;
        }
    }
}
