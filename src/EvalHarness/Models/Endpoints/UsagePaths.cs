using EvalHarness.Core;

namespace EvalHarness.Models.Endpoints;

/// <summary>Where a reply has its token counts, each a dotted path; a count without a path, or that is not sent, is unknown and never zero.</summary>
/// <param name="Input">All tokens of the prompt, those from a cache included; none by default.</param>
/// <param name="Output">Generated tokens, reasoning included; none by default.</param>
/// <param name="Cached">Tokens of the prompt that came from the vendor's cache; none by default.</param>
/// <param name="CacheWrite">Tokens of the prompt that were written to the vendor's cache; none by default.</param>
/// <param name="Reasoning">Generated tokens of reasoning; none by default.</param>
[Keyword("usage")]
public sealed record UsagePaths(
    string? Input = null,
    string? Output = null,
    string? Cached = null,
    string? CacheWrite = null,
    string? Reasoning = null
)
{
    /// <summary>The paths by the names of their keys.</summary>
    internal IEnumerable<(string Key, string Path)> Given() =>
        from one in new[]
        {
            ("input", Input),
            ("output", Output),
            ("cached", Cached),
            ("cache_write", CacheWrite),
            ("reasoning", Reasoning),
        }
        where one.Item2 is not null
        select (one.Item1, one.Item2);
}
