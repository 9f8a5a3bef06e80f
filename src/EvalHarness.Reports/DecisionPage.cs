using EvalHarness.Decisions.Accounts;
using EvalHarness.Files;
using EvalHarness.Logs;
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

    /// <summary>Where the page of a decision goes in a folder: a page of another decision, or of another run, stays.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="decision">The decision; null for a run that has none, whose earlier page it would be.</param>
    /// <param name="run">The run that it hangs on; null for none.</param>
    /// <returns>Path of the file: <c>decision.html</c>, or with the id of the decision or the run in its name.</returns>
    public static string PathIn(string folder, DecisionAccount? decision, RunHeader? run = null)
    {
        string words = run is null ? decision!.Result.Spec.Id : $"{run.Suite}-{run.Id}";
        string suffix = PageOwner.Suffix(folder, "decision", About(decision, run), words);
        return Path.Combine(folder, $"decision{suffix}.html");
    }

    private static string About(DecisionAccount? decision, RunHeader? run) =>
        run is null ? decision!.Result.Spec.Id : HtmlReport.About(run);

    /// <summary>Writes the page to a file, replacing it.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAsync(
        DecisionAccount decision,
        string path,
        CancellationToken cancellationToken = default
    ) => WriteAsync(decision, path, null, null, cancellationToken);

    /// <summary>Writes the page beside the report of the run that measured it.</summary>
    /// <param name="decision">The decision answered.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="report">Name of the report's file in the same folder; null where there is none.</param>
    /// <param name="run">The run that it hangs on; null for none.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    internal static async Task WriteAsync(
        DecisionAccount decision,
        string path,
        string? report,
        RunHeader? run,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        string body = await Renderer.RenderAsync<DecisionSheet>(
            new()
            {
                ["Account"] = decision,
                ["Report"] = report,
                ["Run"] = run,
            }
        );
        string title = decision.Result.Spec.Question is { Length: > 0 } question ? question : decision.Result.Spec.Id;
        string head = await Renderer.RenderAsync<Head>(
            new()
            {
                ["Title"] = title,
                ["Style"] = PageAssets.Css + HtmlReport.Heights(body),
                ["About"] = About(decision, run),
            }
        );
        string page =
            $"<!doctype html>\n<html lang=\"en\">\n{head}\n<body class=\"decision\">\n{body}"
            + HtmlReport.Data("plotly", PageAssets.PlotlyBase64)
            + HtmlReport.Script(PageAssets.Script)
            + "</body>\n</html>\n";
        await WholeFile.WriteAsync(path, page, cancellationToken);
    }
}
