namespace EvalHarness.Reports.Sites;

/// <summary>What became of a site.</summary>
/// <param name="Index">Path of its first page.</param>
/// <param name="Suites">Suites that it shows.</param>
/// <param name="Runs">Runs that it shows.</param>
/// <param name="Written">Files that were made or made anew.</param>
/// <param name="Kept">Files that were right already.</param>
/// <param name="Removed">Files of its own that nothing stands behind any more.</param>
public sealed record SiteResult(string Index, int Suites, int Runs, int Written, int Kept, int Removed);
