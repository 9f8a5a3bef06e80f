using System.Text.RegularExpressions;
using EvalHarness.Core;

namespace EvalHarness.Reports.Sites;

/// <summary>Names from outside as names of files: safe everywhere, and never two names as one.</summary>
internal static partial class Slug
{
    private const int Longest = 80;

    /// <summary>
    /// A plain name in small letters stays as it is, a slash in it being two hyphens; any other is what can be read of it, a tilde
    /// and a hash. A tilde and two hyphens are in no plain name, so that no two names become one, not even where files do not tell
    /// small letters from capitals.
    /// </summary>
    /// <param name="name">The name.</param>
    public static string Of(string name)
    {
        string joined = name.Replace("/", "--", StringComparison.Ordinal);
        if (Plain().IsMatch(name) && joined.Length <= Longest && !name.Split('/').Any(IsReserved))
        {
            return joined;
        }

        string readable = Other().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return $"{readable[..Math.Min(readable.Length, 40)].Trim('-')}~{Digest.Of(name)[..10]}".TrimStart('-');
    }

    /// <summary>Names that Windows gives to devices, whatever follows after a dot.</summary>
    private static bool IsReserved(string name) => Reserved().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]+([-_.]?[a-z0-9]+)*(/[a-z0-9]+([-_.]?[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex(@"[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Other();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\z)", RegexOptions.NonBacktracking)]
    private static partial Regex Reserved();
}
