using System.Globalization;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>A verdict as a page shows it: glyph, word, and the number that makes it useful.</summary>
/// <param name="Class">Class in the style sheet.</param>
/// <param name="Glyph">A sign, so that nothing hangs on colour.</param>
/// <param name="Word">The word.</param>
/// <param name="Note">The number; empty where there is none.</param>
public sealed record VerdictMark(string Class, string Glyph, string Word, string Note = "");

/// <summary>Words of the site.</summary>
internal static class SiteWords
{
    private static readonly string[] Small =
    [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    /// <summary>A day: <c>29 Nov 2026</c>.</summary>
    public static string Day(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture).Replace(' ', '\u00A0');

    /// <summary>A day without its year.</summary>
    public static string ShortDay(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture).Replace(' ', '\u00A0');

    /// <summary>A day, with the time where other runs began on it too.</summary>
    /// <param name="time">When a run began.</param>
    /// <param name="others">When others did.</param>
    public static string Day(DateTimeOffset time, params ReadOnlySpan<DateTimeOffset> others) =>
        Day(time) + Clock(time, others, ",\u00A0");

    /// <summary>A day without its year, with the time where other runs began on it too.</summary>
    /// <param name="time">When a run began.</param>
    /// <param name="others">When others did.</param>
    public static string ShortDay(DateTimeOffset time, params ReadOnlySpan<DateTimeOffset> others) =>
        ShortDay(time) + Clock(time, others, ",\u00A0");

    /// <summary>The time of day, as exact as it takes to tell runs of one day apart; empty where none other began on it.</summary>
    private static string Clock(DateTimeOffset time, ReadOnlySpan<DateTimeOffset> others, string before)
    {
        string exact = "";
        foreach (var other in others)
        {
            if (other != time && other.UtcDateTime.Date == time.UtcDateTime.Date)
            {
                bool isSameMinute =
                    (other.UtcDateTime.Hour, other.UtcDateTime.Minute)
                    == (time.UtcDateTime.Hour, time.UtcDateTime.Minute);
                exact = isSameMinute || exact == "HH:mm:ss" ? "HH:mm:ss" : "HH:mm";
            }
        }

        return exact.Length == 0 ? "" : before + time.UtcDateTime.ToString(exact, CultureInfo.InvariantCulture);
    }

    /// <summary>A number in a sentence: words up to twelve.</summary>
    public static string Count(int count) => count < Small.Length ? Small[count] : Show.Count(count);

    /// <summary>All of them: <c>both runs</c>, <c>all three runs</c>.</summary>
    public static string All(int count, string noun) => count == 2 ? $"both {noun}s" : $"all {Count(count)} {noun}s";

    /// <summary>A number at the beginning of a sentence, with its noun.</summary>
    public static string First(int count, string noun)
    {
        string word = Count(count);
        return $"{char.ToUpperInvariant(word[0])}{word[1..]} {noun}{(count == 1 ? "" : "s")}";
    }

    public static string Times(int count) =>
        count switch
        {
            1 => "once",
            2 => "twice",
            _ => $"{Count(count)} times",
        };

    /// <summary>A kind of model, as a column says it.</summary>
    public static string Kind(ModelKind kind) =>
        kind switch
        {
            ModelKind.Custom => "our own",
            ModelKind.General => "general",
            ModelKind.Baseline => "yardstick",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static VerdictMark Of(ScoreFacts score) =>
        score.Verdict switch
        {
            _ when score.Against is null => new("not", "–", "alone"),
            PairVerdict.Better => new("better", "▲", "better"),
            PairVerdict.Worse => new("worse", "▼", "worse"),
            PairVerdict.Equivalent => new("tied", "=", "tied"),
            PairVerdict.Undecided => new("undecided", "?", "undecided", More(score.Needed)),
            PairVerdict.NotComparable => new("not", "–", "not tested"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static VerdictMark Of(JudgedStep step)
    {
        var (sign, word) = StepText.Of(step.Verdict);
        return step.Verdict switch
        {
            StepVerdict.Better or StepVerdict.Worse => new(word, sign, word, P(step.AdjustedPValue)),
            StepVerdict.Undecided => new(word, sign, word, More(step.SamplesNeeded)),
            StepVerdict.NotComparable => new("not", sign, word),
            _ => new("tied", sign, word),
        };
    }

    public static string P(double? p) => p is null ? "" : $"p {(p < 0.001 ? "" : "= ")}{Show.P(p)}";

    private static string More(long? needed) => needed is { } more ? $"{Show.Count(more)} more" : "";
}
