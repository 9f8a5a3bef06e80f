using EvalHarness.Decisions.Accounts;
using EvalHarness.Files;
using EvalHarness.Reports.Pages;

namespace EvalHarness.Reports;

/// <summary>
/// A decision as one HTML file that opens offline: a page to print and sign, and the details behind it. It stands under the
/// policy of the report.
/// </summary>
public static class DecisionPage
{
    /// <summary>Name of the file in the folder of a report.</summary>
    public const string FileName = "decision.html";

    /// <summary>Writes the page to a file, replacing it.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAsync(
        DecisionAccount decision,
        string path,
        CancellationToken cancellationToken = default
    ) => WriteAsync(decision, path, null, cancellationToken);

    /// <summary>Writes the page beside the report of the run that measured it.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="report">Name of the report's file in the same folder; null where there is none.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    internal static async Task WriteAsync(
        DecisionAccount decision,
        string path,
        string? report,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        string body = await Renderer.RenderAsync<DecisionSheet>(new() { ["Account"] = decision, ["Report"] = report });
        string title = decision.Result.Spec.Question is { Length: > 0 } question ? question : decision.Result.Spec.Id;
        string head = await Renderer.RenderAsync<Head>(
            new() { ["Title"] = title, ["Style"] = PageAssets.Css + HtmlReport.Heights(body) }
        );
        string page =
            $"<!doctype html>\n<html lang=\"en\">\n{head}\n<body class=\"decision\">\n{body}"
            + HtmlReport.Data("plotly", PageAssets.PlotlyBase64)
            + HtmlReport.Script(PageAssets.Script)
            + "</body>\n</html>\n";
        await WholeFile.WriteAsync(path, page, cancellationToken);
    }
}
