using EvalHarness.Decisions.Accounts;
using EvalHarness.Files;
using EvalHarness.Reports.Pages;

namespace EvalHarness.Reports;

/// <summary>A decision without a run as one HTML file that opens offline, under the policy of the report.</summary>
public static class DecisionPage
{
    /// <summary>Writes the page to a file, replacing it.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(
        DecisionAccount decision,
        string path,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        string body = await Renderer.RenderAsync<DecisionSheet>(new() { ["Account"] = decision });
        string title = decision.Result.Spec.Question is { Length: > 0 } question ? question : decision.Result.Spec.Id;
        string head = await Renderer.RenderAsync<Head>(
            new() { ["Title"] = title, ["Style"] = PageAssets.Css + HtmlReport.Heights(body) }
        );
        string page =
            $"<!doctype html>\n<html lang=\"en\">\n{head}\n<body>\n{body}"
            + HtmlReport.Data("plotly", PageAssets.PlotlyBase64)
            + HtmlReport.Script(PageAssets.Script)
            + "</body>\n</html>\n";
        await WholeFile.WriteAsync(path, page, cancellationToken);
    }
}
