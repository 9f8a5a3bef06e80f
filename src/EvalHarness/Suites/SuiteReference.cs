using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The reference of suite files: every key with its type, default and meaning.</summary>
public static class SuiteReference
{
    private const string Begin = "<!-- The reference below is generated: evalharness schema --reference -->\n";
    private const string End = "<!-- End of the generated reference -->\n";

    /// <summary>The reference in Markdown, generated from the records that suites are read into.</summary>
    /// <param name="catalog">The words that suites may use.</param>
    public static string Markdown(Catalog catalog) => new ReferenceWriter(catalog).Write(typeof(SuiteSpec));

    /// <summary>A page with its reference brought up to date: what stands between its two marks is replaced.</summary>
    /// <param name="page">The page, that is the text of suites/README.md.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <exception cref="ArgumentException">The page does not hold both marks.</exception>
    public static string Update(string page, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(page);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? throw new ArgumentException("the page lacks the marks of the generated reference", nameof(page))
            : string.Concat(page.AsSpan(0, begin), Begin, "\n", Markdown(catalog)) + page[end..];
    }
}
