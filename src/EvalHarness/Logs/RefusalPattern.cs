using System.Text.RegularExpressions;

namespace EvalHarness.Logs;

/// <summary>How a text declines in one language.</summary>
/// <param name="Pattern">What its opening looks like.</param>
/// <param name="Stems">Parts of words of which every such opening has one: a text without any need not be matched.</param>
internal sealed record RefusalPattern(string Pattern, string[] Stems)
{
    private readonly Lazy<Regex> regex = new(() => Compile(Pattern));

    /// <summary>Whether an opening looks so.</summary>
    /// <remarks>A pattern takes milliseconds to build, a stem nothing: most runs never build most patterns.</remarks>
    /// <param name="opening">The opening.</param>
    public bool Matches(string opening) => MayMatch(opening) && regex.Value.IsMatch(opening);

    /// <summary>Whether an opening has one of the stems.</summary>
    internal bool MayMatch(string opening) =>
        Array.Exists(Stems, stem => opening.Contains(stem, StringComparison.OrdinalIgnoreCase));

    // The engine without backtracking takes time in proportion to the text: there is no limit to run into.
    internal static Regex Compile(string pattern) =>
        new(
            pattern,
            RegexOptions.NonBacktracking
                | RegexOptions.IgnoreCase
                | RegexOptions.IgnorePatternWhitespace
                | RegexOptions.CultureInvariant
                | RegexOptions.ExplicitCapture
        );
}
