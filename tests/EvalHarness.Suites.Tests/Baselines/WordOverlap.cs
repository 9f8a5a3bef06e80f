using System.Text.RegularExpressions;

namespace EvalHarness.Suites.Tests.Baselines;

/// <summary>Options chosen without understanding: the one that shares most words with the passage, and the longest.</summary>
internal static class WordOverlap
{
    /// <summary>Place of the option of which the largest share of words stands in the passage; of equal ones the first.</summary>
    public static int MostShared(string passage, IReadOnlyList<string> options)
    {
        var known = Words(passage).ToHashSet(StringComparer.Ordinal);
        return Best(options, option => Words(option).Count(known.Contains));
    }

    /// <summary>Place of the longest option; of equal ones the first.</summary>
    public static int Longest(IReadOnlyList<string> options) => Best(options, option => option.Length);

    private static int Best(IReadOnlyList<string> options, Func<string, double> worth) =>
        Enumerable.Range(0, options.Count).MaxBy(place => worth(options[place]));

    private static IEnumerable<string> Words(string text) =>
        Regex.Matches(text.ToLowerInvariant(), @"[\p{L}\p{N}]+").Select(match => match.Value);
}
