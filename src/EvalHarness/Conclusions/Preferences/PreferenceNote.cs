using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Preferences;

/// <summary>What a reader of a judge's note must know of its comparisons: pairs left out, and what a place is worth.</summary>
internal static class PreferenceNote
{
    /// <summary>The part of the note; empty for a judge that compares nothing.</summary>
    /// <param name="preferences">What it prefers; null for such a judge.</param>
    public static string Of(PreferenceSummary? preferences)
    {
        if (preferences is not { Counts: var counts, Position: var position })
        {
            return "";
        }

        string said = FormattableString.Invariant($"; {counts.Compared:N0} pairs of answers have a score");
        if (counts.Equal > 0)
        {
            said += FormattableString.Invariant($", {counts.Equal:N0} of them equal and never asked");
        }

        if (counts.Unjudged > 0)
        {
            said += FormattableString.Invariant($", {counts.Unjudged:N0} have none for want of a verdict");
        }

        if (counts.Absent > 0)
        {
            said += FormattableString.Invariant($", {counts.Absent:N0} lack an answer");
        }

        if (position.BothOrders > 0)
        {
            said += FormattableString.Invariant(
                $"; {position.Turned:N0} of {position.BothOrders:N0} verdicts turn with the order"
            );
        }

        return position.FirstWins is { Value: { } first, Interval: var limits }
            ? said + FormattableString.Invariant($"; the first answer wins {100 * first:0.#} %{Limits(limits)}")
            : said;
    }

    private static string Limits(Interval? limits) =>
        limits is { } both ? FormattableString.Invariant($" ({100 * both.Low:0.#} to {100 * both.High:0.#})") : "";
}
