namespace EvalHarness.Reports.Sites;

/// <summary>Where the pages of a site lie, as addresses relative to its root.</summary>
internal static class SitePaths
{
    public const string Index = "index.html";

    /// <summary>Where a server has the page of the run that goes on.</summary>
    public const string Live = "live.html";
    public const string JsonFeed = "feed.json";
    public const string AtomFeed = "feed.xml";
    public const string Styles = "assets/site.css";
    public const string Script = "assets/site.js";
    public const string Plotly = "assets/plotly.js";
    public const string Card = "assets/card.png";

    public static string Suite(string suite) => $"suites/{Slug.Of(suite)}.html";

    public static string Model(string model) => $"models/{Slug.Of(model)}.html";

    public static string Run(string suite, string run) => $"runs/{Slug.Of(suite)}/{Slug.Of(run)}.html";

    public static string Decision(string suite, string run) => $"runs/{Slug.Of(suite)}/{Slug.Of(run)}.decision.html";

    public static string Compare(string suite, string from, string to) =>
        $"compare/{Slug.Of(suite)}/{Slug.Of(from)}.{Slug.Of(to)}.html";

    /// <summary>The way from one page to another, without a leading slash, so that a site works below any address.</summary>
    /// <param name="page">The page that the link stands on.</param>
    /// <param name="target">The page that it leads to.</param>
    public static string Between(string page, string target) =>
        string.Concat(Enumerable.Repeat("../", page.Count(c => c == '/'))) + target;
}
