using EvalHarness.Decisions.Accounts;
using EvalHarness.Files;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Verdicts;

namespace EvalHarness.Reports;

/// <summary>Every table of a decision as a CSV file.</summary>
public static class DecisionCsv
{
    /// <summary>Writes the files into a folder, which is made if it is not there; files of the same name are replaced.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the writing between files.</param>
    /// <returns>The paths written, in the order of the page.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        DecisionAccount decision,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        Directory.CreateDirectory(folder);
        var paths = new List<string>();
        foreach (var table in VerdictTables.Of(decision))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var text = new StringWriter();
            CsvText.Write(text, table);
            string path = Path.Combine(folder, table.Name + ".csv");
            await WholeFile.WriteAsync(path, text.ToString(), cancellationToken);
            paths.Add(path);
        }

        return paths;
    }
}
