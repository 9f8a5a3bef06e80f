using System.Collections.Immutable;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>The options from the cheapest to the dearest, with the price of each further right answer.</summary>
/// <remarks>
/// Strong dominance first, then extended dominance: M. F. Drummond et al., "Methods for the Economic Evaluation of Health
/// Care Programmes", 4th edition, Oxford 2015, chapter 4. Of options with equal cost and effect the first stays.
/// </remarks>
internal static class IcerLadder
{
    /// <summary>Every option, the cheapest first.</summary>
    /// <param name="ids">The options' ids.</param>
    /// <param name="cost">The cost of each, in the order of the ids.</param>
    /// <param name="effect">The effect of each, in right answers.</param>
    public static ImmutableArray<LadderRung> Of(
        IReadOnlyList<string> ids,
        IReadOnlyList<double> cost,
        IReadOnlyList<double> effect
    )
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] order = [.. Enumerable.Range(0, ids.Count).OrderBy(i => cost[i]).ThenByDescending(i => effect[i])];
        var status = new RungStatus[ids.Count];
        var frontier = new List<int>();
        foreach (int i in order)
        {
            if (frontier.Count > 0 && effect[i] <= effect[frontier[^1]])
            {
                status[i] = RungStatus.Dominated;
                continue;
            }

            while (frontier.Count > 1 && Slope(frontier[^2], frontier[^1]) >= Slope(frontier[^1], i))
            {
                status[frontier[^1]] = RungStatus.ExtendedlyDominated;
                frontier.RemoveAt(frontier.Count - 1);
            }

            frontier.Add(i);
        }

        return [.. order.Select(Rung)];

        double Slope(int from, int to) => (cost[to] - cost[from]) / (effect[to] - effect[from]);

        LadderRung Rung(int i)
        {
            int place = frontier.IndexOf(i);
            return place > 0
                ? new(ids[i], cost[i], effect[i], status[i], Slope(frontier[place - 1], i), ids[frontier[place - 1]])
                : new(ids[i], cost[i], effect[i], status[i], null, null);
        }
    }
}
