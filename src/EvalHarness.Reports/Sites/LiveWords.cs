using System.Globalization;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Sites;

/// <summary>Words of the page of a run that goes on.</summary>
internal static class LiveWords
{
    /// <summary>A day with its time: <c>29 Nov 2026 at 12:03 UTC</c>.</summary>
    public static string Moment(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{SiteWords.Day(at)} at {at.UtcDateTime:HH:mm}\u00A0UTC");

    /// <summary>A time to the second, with its day where that is another than that of a moment.</summary>
    /// <param name="at">The time.</param>
    /// <param name="other">The moment.</param>
    public static string Clock(DateTimeOffset at, DateTimeOffset other) =>
        (at.UtcDateTime.Date == other.UtcDateTime.Date ? "" : SiteWords.ShortDay(at) + " ")
        + at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How long something takes, roughly.</summary>
    /// <param name="span">The time, at least zero.</param>
    public static string Rough(TimeSpan span) =>
        span.TotalSeconds < 25 ? "some seconds"
        : span.TotalSeconds < 90 ? "about a minute"
        : span.TotalMinutes < 90 ? $"about {Math.Round(span.TotalMinutes):0} minutes"
        : span.TotalHours < 36 ? $"about {Math.Round(span.TotalHours):0} hours"
        : $"about {Math.Round(span.TotalDays):0} days";

    /// <summary>The command that goes on with a run, as it is typed where the run was begun; a shell sees one word, whatever the file is called.</summary>
    /// <param name="run">Its header.</param>
    public static string Command(RunHeader run) =>
        "evalharness run "
        + (
            run.SuiteFile.Length == 0 ? "<suite>"
            : run.SuiteFile.All(c => char.IsAsciiLetterOrDigit(c) || "._-/".Contains(c, StringComparison.Ordinal))
                ? run.SuiteFile
            : $"'{run.SuiteFile.Replace("'", "'\\''", StringComparison.Ordinal)}'"
        );
}
