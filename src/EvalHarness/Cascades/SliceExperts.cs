using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>Which of several models is worth most in each slice, on average, as some answers teach it.</summary>
/// <remarks>
/// Plain means, as <see cref="SliceLeads"/> takes them for two models. A slice that was never seen, and a sample without one, go to the model
/// that is worth most over all; of models that are worth the same, the one that stands first is taken.
/// </remarks>
internal sealed class SliceExperts
{
    private readonly Dictionary<string, int> best = new(StringComparer.Ordinal);

    private SliceExperts(int otherwise) => Otherwise = otherwise;

    /// <summary>The model for all that was never seen.</summary>
    public int Otherwise { get; }

    /// <summary>The model for a slice.</summary>
    /// <param name="slice">The slice; null where a sample has none.</param>
    public int In(string? slice) => slice is not null ? best.GetValueOrDefault(slice, Otherwise) : Otherwise;

    /// <summary>The best models in the answers that may be looked at.</summary>
    /// <param name="slices">The slice of each answer; null where it has none.</param>
    /// <param name="worth">What each answer is worth less its cost: model by model, answer by answer.</param>
    /// <param name="sees">Whether an answer may be looked at.</param>
    public static SliceExperts Of(IReadOnlyList<string?> slices, ImmutableArray<double[]> worth, Func<int, bool> sees)
    {
        int[] seen = [.. Enumerable.Range(0, slices.Count).Where(sees)];
        var experts = new SliceExperts(Best(worth, seen));
        foreach (var slice in seen.Where(i => slices[i] is not null).GroupBy(i => slices[i]!, StringComparer.Ordinal))
        {
            experts.best[slice.Key] = Best(worth, [.. slice]);
        }

        return experts;
    }

    private static int Best(ImmutableArray<double[]> worth, int[] among) =>
        Enumerable
            .Range(0, worth.Length)
            .MaxBy(model => CompensatedSum.Of(Array.ConvertAll(among, i => worth[model][i])));
}
