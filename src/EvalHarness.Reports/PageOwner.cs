using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports;

/// <summary>
/// Which page of a folder belongs to which run or decision: a page says in its head what it is about, and one about something
/// else is not written over.
/// </summary>
internal static partial class PageOwner
{
    /// <summary>The head of a page stands in so many bytes.</summary>
    private const int Head = 4096;

    /// <summary>What the name of a page ends with: nothing where the plain name is free or its own, its own words otherwise.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="plain">The plain name without ending.</param>
    /// <param name="about">What the page is about.</param>
    /// <param name="words">What tells it apart.</param>
    public static string Suffix(string folder, string plain, string about, string words)
    {
        string own = "-" + CsvFile.FileName(words);
        string suffix = "";
        for (int number = 1; !IsFor(Path.Combine(folder, $"{plain}{suffix}.html"), about); number++)
        {
            suffix = number == 1 ? own : $"{own}-{Formats.Show.Count(number)}";
        }

        return suffix;
    }

    /// <summary>Whether a page may be written there: there is none, it is about the same, or it does not say what it is about.</summary>
    private static bool IsFor(string path, string about)
    {
        if (!File.Exists(path))
        {
            return true;
        }

        byte[] start = new byte[Head];
        using var stream = File.OpenRead(path);
        int length = stream.ReadAtLeast(start, Head, throwOnEndOfStream: false);
        var match = Owner().Match(Encoding.UTF8.GetString(start, 0, length));
        return !match.Success || WebUtility.HtmlDecode(match.Groups[1].Value) == about;
    }

    [GeneratedRegex("<meta name=\"evalharness-of\" content=\"([^\"]*)\"")]
    private static partial Regex Owner();
}
