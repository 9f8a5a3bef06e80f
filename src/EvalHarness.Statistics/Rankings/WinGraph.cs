namespace EvalHarness.Statistics.Rankings;

/// <summary>The directed graph of who beat whom, for the existence of maximum likelihood estimates.</summary>
internal static class WinGraph
{
    /// <summary>
    /// Whether every node reaches every other along positive cells of a square matrix: the condition under which
    /// Bradley-Terry strengths (Ford 1957, 10.2307/2308513) and Rasch difficulties (Fischer 1981, 10.1007/BF02293919) exist.
    /// </summary>
    public static bool IsStronglyConnected(ReadOnlySpan<double> wins, int nodes) =>
        Reaches(wins, nodes, forwards: true) && Reaches(wins, nodes, forwards: false);

    private static bool Reaches(ReadOnlySpan<double> wins, int nodes, bool forwards)
    {
        bool[] seen = new bool[nodes];
        var open = new Stack<int>([0]);
        seen[0] = true;
        int reached = 1;
        while (open.TryPop(out int from))
        {
            for (int to = 0; to < nodes; to++)
            {
                if (!seen[to] && wins[forwards ? (from * nodes) + to : (to * nodes) + from] > 0)
                {
                    seen[to] = true;
                    reached++;
                    open.Push(to);
                }
            }
        }
        return reached == nodes;
    }
}
