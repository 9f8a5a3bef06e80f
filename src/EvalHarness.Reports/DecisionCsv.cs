using EvalHarness.Decisions.Accounts;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Verdicts;

namespace EvalHarness.Reports;

/// <summary>The tables of every section of a decision as CSV files.</summary>
public static class DecisionCsv
{
    /// <summary>Writes the files into a folder, which is made if it is not there; files of the same name are replaced.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the writing between files.</param>
    /// <returns>The paths written, in the order of the page.</returns>
    public static Task<IReadOnlyList<string>> WriteAsync(
        DecisionAccount decision,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        return FolderOf(decision, folder).WriteAsync(cancellationToken);
    }

    /// <summary>The files of a decision before they are written.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="folder">The folder.</param>
    internal static CsvFolder FolderOf(DecisionAccount decision, string folder)
    {
        var files = new CsvFolder(folder);
        files.Add(DecisionCatalog.Tables(decision).Select(CsvFile.Of));
        return files;
    }
}
