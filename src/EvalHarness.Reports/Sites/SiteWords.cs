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

    /// <summary>A number in a sentence: words up to twelve.</summary>
    public static string Count(int count) => count < Small.Length ? Small[count] : Show.Count(count);

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

    public static VerdictMark Of(JudgedStep step) =>
        step.Verdict switch
        {
            StepVerdict.Same => new("tied", "=", "same answers"),
            StepVerdict.Better => new("better", "▲", "better", P(step.AdjustedPValue)),
            StepVerdict.Worse => new("worse", "▼", "worse", P(step.AdjustedPValue)),
            StepVerdict.Equivalent => new("tied", "=", "tied"),
            StepVerdict.Undecided => new("undecided", "?", "undecided", More(step.SamplesNeeded)),
            StepVerdict.NotComparable => new("not", "–", "not tested"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What differs, in a few words; empty where nothing is known to.</summary>
    public static string Causes(ModelStep step)
    {
        string[] said = [.. step.Causes.Select(Cause)];
        return said.Length > 0 ? string.Join("; ", said)
            : step.IsSame ? "nothing changed"
            : "asked again as before, other answers";
    }

    public static string P(double? p) => p is null ? "" : $"p {(p < 0.001 ? "" : "= ")}{Show.P(p)}";

    private static string Cause(StepCause cause) =>
        cause.Kind switch
        {
            StepCauseKind.Data => $"data: {cause.To}",
            StepCauseKind.Prompt => $"{cause.To} changed",
            StepCauseKind.Model => cause.To.Length > 0 ? Changed(cause.From, cause.To) : "another version",
            StepCauseKind.Served => $"served: {Changed(cause.From, cause.To)}",
            StepCauseKind.Settings => $"asked: {Changed(cause.From, cause.To)}",
            StepCauseKind.Metric => $"metric: {Changed(cause.From, cause.To)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What differs of two texts, without the words that they share at their ends where enough is left.</summary>
    private static string Changed(string from, string to)
    {
        string[] before = from.Split(' ');
        string[] after = to.Split(' ');
        int head = 0;
        while (head < before.Length - 1 && head < after.Length - 1 && before[head] == after[head])
        {
            head++;
        }

        return from.Length == 0 ? to
            : head == 0 ? $"{to} instead of {from}"
            : $"{string.Join(' ', after[head..])} instead of {string.Join(' ', before[head..])}";
    }

    private static string More(long? needed) => needed is { } more ? $"{Show.Count(more)} more" : "";
}
