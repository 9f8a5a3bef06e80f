using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Views;

/// <summary>The lines that join models of a leaderboard that cannot be told apart: one lane for each that overlaps another.</summary>
internal static class TieLanes
{
    /// <summary>Classes of the pieces of lines in each row, from the left, and how many lanes there are.</summary>
    /// <param name="metric">The comparison of the metric.</param>
    /// <param name="most">Most lanes that there is room for; later ones share the last.</param>
    public static (string[][] Rows, int Lanes) Of(MetricComparison metric, int most)
    {
        var rows = metric.Leaderboard.Select(_ => new List<string>()).ToArray();
        var ends = new List<int>();
        foreach (var tie in metric.TieGroups.Where(tie => tie.Last > tie.First))
        {
            // The first lane that is free again: neighbouring groups share one, overlapping groups do not.
            int lane = ends.FindIndex(end => end < tie.First);
            lane = lane < 0 ? ends.Count : lane;
            if (lane == ends.Count)
            {
                ends.Add(tie.Last);
            }

            ends[lane] = tie.Last;
            for (int row = tie.First; row <= tie.Last; row++)
            {
                string end = (row == tie.First ? " first" : "") + (row == tie.Last ? " last" : "");
                rows[row].Add(FormattableString.Invariant($"tie lane-{Math.Min(lane, most - 1)}{end}"));
            }
        }

        return ([.. rows.Select(row => row.ToArray())], Math.Min(ends.Count, most));
    }
}
