namespace EvalHarness.Reports.Sites;

/// <summary>Which runs have a tick of their own on an axis of time: runs of one minute would write their dates over each other.</summary>
internal static class HistoryTicks
{
    /// <summary>Share of the axis that the date of a run takes.</summary>
    private const double Room = 0.1;

    /// <summary>The places of the runs with a tick: the first and the last one, and those between that keep apart.</summary>
    /// <param name="times">When the runs began, the earliest first.</param>
    public static int[] Of(IReadOnlyList<DateTimeOffset> times)
    {
        if (times.Count < 2)
        {
            return times.Count == 0 ? [] : [0];
        }

        var room = (times[^1] - times[0]) * Room;
        var kept = new List<int> { 0 };
        for (int i = 1; i < times.Count - 1; i++)
        {
            if (times[i] - times[kept[^1]] >= room && times[^1] - times[i] >= room)
            {
                kept.Add(i);
            }
        }

        return [.. kept, times.Count - 1];
    }
}
