using System.Collections.Immutable;
using EvalHarness.Extensions;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions;

/// <summary>Finds the writer of a report by its word: in a catalogue first, then in the package of reports.</summary>
internal static class ReportWriters
{
    private const string Package = "EvalHarness.Reports";

    // Looked for when the first report is written: whoever writes none does not load it.
    private static readonly Lazy<Catalog?> Packaged = new(() =>
        Packages.Find(Package) is { } reports ? new Catalog(reports) : null
    );

    /// <summary>The writer; null where neither has one.</summary>
    /// <param name="word">Its keyword, for example <c>report</c>.</param>
    /// <param name="catalog">The words that the evaluation may use.</param>
    public static IReportWriter? Find(string word, Catalog catalog) =>
        Has(catalog, word) ? catalog.Read<IReportWriter>(word)
        : Packaged.Value is { } reports && Has(reports, word) ? reports.Read<IReportWriter>(word)
        : null;

    /// <summary>The keywords of all writers, in their order.</summary>
    /// <param name="catalog">The words that the evaluation may use.</param>
    public static ImmutableArray<string> Words(Catalog catalog) =>
        [
            .. catalog
                .Keywords(typeof(IReportWriter))
                .Keys.Concat(Packaged.Value?.Keywords(typeof(IReportWriter)).Keys ?? [])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What is wrong where a writer is missing, in one line.</summary>
    /// <param name="word">Its keyword.</param>
    public static InvalidOperationException Missing(string word) =>
        new(
            Packaged.Value is null
                ? $"nothing here writes '{word}': add the package {Package} to the project"
                : $"nothing here writes '{word}'; expected the keyword of a record that is an {nameof(IReportWriter)}"
        );

    private static bool Has(Catalog catalog, string word) => catalog.Keywords(typeof(IReportWriter)).ContainsKey(word);
}
