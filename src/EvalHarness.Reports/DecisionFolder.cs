using EvalHarness.Decisions.Accounts;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Verdicts;

namespace EvalHarness.Reports;

/// <summary>
/// The files of a decision that hangs on no run: <c>decision.html</c>, its charts as SVG files, its CSV files. In a folder that
/// holds another decision, the names of all of them carry the id of the decision. Charts and tables that were written there for an
/// earlier answer to the same decision and that this one lacks are removed.
/// </summary>
public static class DecisionFolder
{
    /// <summary>Writes them into a folder, replacing those of the same decision.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Path of the HTML page.</returns>
    public static async Task<string> WriteAsync(
        DecisionAccount decision,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        Directory.CreateDirectory(folder);
        string page = DecisionPage.PathIn(folder, decision);
        string suffix = Path.GetFileNameWithoutExtension(page)["decision".Length..];
        await DecisionPage.WriteAsync(decision, page, cancellationToken);
        var charts = new ChartFolder("charts" + suffix, $"decision {decision.Result.Spec.Id}");
        foreach (var drawing in DecisionCatalog.Drawings(decision))
        {
            charts.Add(drawing, "", SourceText.OfDecision(drawing.Data, "csv" + suffix));
        }

        var csv = DecisionCsv.FolderOf(decision, Path.Combine(folder, "csv" + suffix));
        var files = new WrittenFiles(folder, "decision", suffix, $"decision {decision.Result.Spec.Id}");
        await files.BeginAsync(charts.Names, csv.Names, cancellationToken);
        await charts.WriteAsync(folder, cancellationToken);
        await csv.WriteAsync(cancellationToken);
        await files.EndAsync(cancellationToken);
        return page;
    }
}
