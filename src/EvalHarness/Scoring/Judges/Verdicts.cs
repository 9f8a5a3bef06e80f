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
}
