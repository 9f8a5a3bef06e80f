using System.Text;
using EvalHarness.Conclusions;
using EvalHarness.Reports.Pages;
using EvalHarness.Reports.Samples;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Sites;

/// <summary>The report of a run as a page of the site: the same sections, the chart code from the file that all pages share.</summary>
internal static class RunPage
{
    /// <summary>Bytes that a page of ordinary proportions never exceeds.</summary>
    private const long MostBytes = 16_000_000;

    internal const string LoadsNothing = "This page loads nothing and sends nothing.";
    internal const string LoadsCharts =
        "This page loads nothing but the chart code of its own site, and sends nothing.";

    /// <summary>Writes the page to a stream, which stays open.</summary>
    /// <param name="options">The site.</param>
    /// <param name="evaluation">The run.</param>
    /// <param name="stream">Where it goes, as UTF-8.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(
        SiteOptions options,
        Evaluation evaluation,
        Stream stream,
        CancellationToken cancellationToken
    )
    {
        var input = options.HasTexts ? ReportInput.Of(evaluation) : WithoutTexts(ReportInput.Of(evaluation));
        var header = evaluation.Scores.Header;
        var view = new ReportView(input)
        {
            DecisionAddress = Path.GetFileName(SitePaths.Decision(header.Suite, header.Id)),
        };
        string body = await Renderer.RenderAsync<Page>(new() { ["Report"] = view });
        body = body.Replace(LoadsNothing, LoadsCharts, StringComparison.Ordinal);
        var blocks = await SampleBlocks.PackAsync(
            view,
            MostBytes - Encoding.UTF8.GetByteCount(body),
            cancellationToken
        );
        string path = SitePaths.Run(view.Run.Suite, view.Run.Id);
        var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await using (writer)
        {
            await writer.WriteAsync(
                $"<!doctype html>\n<html lang=\"en\">\n{Head(options, view, path, body)}\n<body>\n"
            );
            await writer.WriteAsync(WithBar(body, Bar(view, path)));
            await writer.WriteAsync(Charts(path));
            foreach (var block in blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await writer.WriteAsync(HtmlReport.Data(block.Id, block.Base64));
            }

            await writer.WriteAsync("</body>\n</html>\n");
        }
    }

    /// <summary>No text, compressed by gzip, in base64.</summary>
    private const string Nothing = "H4sIAAAAAAAAAwMAAAAAAAAAAAA=";

    private static string Head(SiteOptions options, ReportView view, string path, string body)
    {
        string style = PageAssets.Css + SiteAssets.Bar + HtmlReport.Heights(body);
        string title = $"{view.Title}, {SiteWords.Day(view.Run.StartedAt)}";
        return "<head>\n"
            + SiteDocument.Head(options, Policy(style), path, title, view.Headline.Answer)
            + $"<style>{style}</style><script>{PageAssets.EarlyScript}</script>\n</head>";
    }

    /// <summary>What a page of the report may load on the site: its own style and scripts, and the files of the site.</summary>
    /// <param name="style">Its style.</param>
    internal static string Policy(string style) =>
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data: blob:; "
        + $"style-src {PageAssets.Hash(style)} {PageAssets.EmptyHash}; "
        + $"script-src 'self' file: {PageAssets.Hash(PageAssets.EarlyScript)} {PageAssets.Hash(PageAssets.Script)}";

    /// <summary>The chart code of the site and the page's own script.</summary>
    /// <param name="path">Path of the page in the site.</param>
    internal static string Charts(string path) =>
        // The script unpacks chart code from a block: there is none in it here, the file below has it.
        HtmlReport.Data("plotly", Nothing)
        + $"<script src=\"{SitePaths.Between(path, SitePaths.Plotly)}\"></script>\n{HtmlReport.Script(PageAssets.Script)}";

    private static string Bar(ReportView view, string path) =>
        "<nav class=\"site-bar\" aria-label=\"Site\"><div class=\"shell\">"
        + SiteDocument.Way(
            path,
            [("All suites", SitePaths.Index), (view.Run.Suite, SitePaths.Suite(view.Run.Suite))],
            $"run of {SiteWords.Day(view.Run.StartedAt)}"
        )
        + "</div></nav>\n";

    /// <summary>The bar stands behind the link that skips it.</summary>
    private static string WithBar(string body, string bar)
    {
        int behind = body.IndexOf("</a>", StringComparison.Ordinal) + "</a>".Length;
        return string.Concat(body.AsSpan(0, behind), bar, body.AsSpan(behind));
    }

    /// <summary>Ids, groups, outcomes and scores stay; what was asked, what is right and what was answered goes.</summary>
    private static ReportInput WithoutTexts(ReportInput input)
    {
        var silent = input.Scores.WithoutTexts();
        return input with
        {
            Responses = null,
            Prompts = null,
            Verdicts = null,
            Comparison = input.Comparison with { Run = silent.Header },
            Scores = silent,
        };
    }
}
