using System.Collections.Immutable;

namespace EvalHarness.Comparisons.Results;

/// <summary>Finds the neighbours in a leaderboard that cannot be told apart.</summary>
internal static class TieGroups
{
    /// <summary>
    /// The longest runs of neighbours of which no two differ by more than noise. Runs may overlap: A ties with B, and B
    /// with C, though A beats C. A model that ties with nobody is a run of its own.
    /// </summary>
    /// <param name="count">Number of models, best first.</param>
    /// <param name="differ">Whether two places, the better one first, are told apart.</param>
    public static ImmutableArray<TieGroup> Find(int count, Func<int, int, bool> differ)
    {
        var groups = ImmutableArray.CreateBuilder<TieGroup>();
        int lastEnd = -1;
        for (int first = 0; first < count; first++)
        {
            int last = first;
            while (last + 1 < count && TiesWithAll(first, last, last + 1, differ))
            {
                last++;
            }

            if (last > lastEnd)
            {
                groups.Add(new TieGroup(first, last));
                lastEnd = last;
            }
        }

        return groups.ToImmutable();
    }

    private static bool TiesWithAll(int first, int last, int candidate, Func<int, int, bool> differ)
    {
        for (int i = first; i <= last; i++)
        {
            if (differ(i, candidate))
            {
                return false;
            }
        }

        return true;
    }
}
