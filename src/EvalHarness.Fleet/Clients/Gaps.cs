namespace EvalHarness.Fleet.Clients;

/// <summary>
/// Places in an order that were passed over: numbers are given when rows are written and rows are seen when they are committed, so
/// that a later number may be seen before an earlier one.
/// </summary>
/// <param name="last">The last place that was seen.</param>
internal sealed class Gaps(long last)
{
    /// <summary>Who has not come after so many milliseconds was given up by its writer, or is of another run.</summary>
    private const long Patience = 120_000;

    private readonly Dictionary<long, long> open = [];

    /// <summary>The last place that was seen.</summary>
    public long Last { get; private set; } = last;

    /// <summary>Notes places that were seen, in their order.</summary>
    /// <param name="places">The places.</param>
    /// <param name="now">Time in milliseconds.</param>
    public void Note(IEnumerable<long> places, long now)
    {
        foreach (long place in places)
        {
            // A long gap is that of another run's answers; none of ours was as far behind.
            for (long missed = Math.Max(Last + 1, place - 10_000); missed < place; missed++)
            {
                open[missed] = now;
            }

            Last = place;
        }
    }

    /// <summary>Places that may still come.</summary>
    /// <param name="now">Time in milliseconds.</param>
    public long[] Open(long now)
    {
        foreach (long place in open.Where(one => now - one.Value > Patience).Select(one => one.Key).ToList())
        {
            open.Remove(place);
        }

        return [.. open.Keys];
    }

    /// <summary>Notes places that came late.</summary>
    /// <param name="places">The places.</param>
    public void Close(IEnumerable<long> places)
    {
        foreach (long place in places)
        {
            open.Remove(place);
        }
    }
}
