using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Judges;

/// <summary>Finds the verdict in what a judge wrote, strictly: what does not say it in the form that was asked for is no verdict.</summary>
internal static partial class Verdicts
{
    /// <summary>The word before the grade.</summary>
    public const string Announcement = "Verdict";

    /// <summary>The grade given; null where there is none, an unknown one, or several that differ.</summary>
    /// <param name="text">What the judge wrote, without its thought; null for nothing.</param>
    /// <param name="grades">The grades that it may give.</param>
    public static string? Read(string? text, IEnumerable<string> grades)
    {
        var known = grades.ToDictionary(Plain, StringComparer.Ordinal);
        string? found = null;
        foreach (Match line in Line().Matches(text ?? ""))
        {
            if (
                !known.TryGetValue(Plain(line.Groups["grade"].Value), out string? grade)
                || (found is not null && found != grade)
            )
            {
                return null;
            }

            found = grade;
        }

        return found;
    }

    /// <summary>What is said of each of some names: one line each, <c>Verdict NAME: WORD</c>.</summary>
    /// <param name="text">What the judge wrote, without its thought; null for nothing.</param>
    /// <param name="names">The names, of which each must be there.</param>
    /// <param name="words">The words that may be said.</param>
    /// <returns>The word for each name; null where one is missing, unknown, or said in two ways.</returns>
    public static Dictionary<string, string>? ReadNamed(
        string? text,
        IEnumerable<string> names,
        IEnumerable<string> words
    )
    {
        var known = names.ToDictionary(Plain, StringComparer.Ordinal);
        var sayable = words.ToDictionary(Plain, StringComparer.Ordinal);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match line in NamedLine().Matches(text ?? ""))
        {
            if (
                !known.TryGetValue(Plain(line.Groups["name"].Value), out string? name)
                || !sayable.TryGetValue(Plain(line.Groups["grade"].Value), out string? word)
                || (said.TryGetValue(name, out string? before) && before != word)
            )
            {
                return null;
            }

            said[name] = word;
        }

        return said.Count == known.Count ? said : null;
    }

    /// <summary>A grade without case, white space around it and marks of Markdown.</summary>
    /// <param name="grade">The grade.</param>
    public static string Plain(string grade) =>
        grade
            .Trim()
            .Trim('*', '_', '`', '"', '\'', '.', '!', ':', '[', ']', '<', '>', '(', ')', ' ')
            .ToUpperInvariant();

    [GeneratedRegex(
        @"^[ \t*_#>`-]*Verdict[ \t*_`]*:(?<grade>[^\n\r]*)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Line();

    [GeneratedRegex(
        @"^[ \t*_#>`-]*Verdict[ \t*_`]+(?<name>[^:\n\r]+):(?<grade>[^\n\r]*)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NamedLine();
}
