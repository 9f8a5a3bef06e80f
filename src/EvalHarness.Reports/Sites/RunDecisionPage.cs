using System.Text;
using EvalHarness.Conclusions;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Reports.Pages;

namespace EvalHarness.Reports.Sites;

/// <summary>The decision of a run as a page of the site: the same sheet and details, the chart code from the file that all pages share.</summary>
internal static class RunDecisionPage
{
    /// <summary>Writes the page to a stream, which stays open.</summary>
    /// <param name="options">The site.</param>
    /// <param name="evaluation">The run; it has a decision.</param>
    /// <param name="stream">Where it goes, as UTF-8.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(
        SiteOptions options,
        Evaluation evaluation,
        Stream stream,
        CancellationToken cancellationToken
    )
    {
        var (account, run) = (evaluation.Decision!, evaluation.Scores.Header);
        string path = SitePaths.Decision(run.Suite, run.Id);
        string report = Path.GetFileName(SitePaths.Run(run.Suite, run.Id));
        string body = await Renderer.RenderAsync<DecisionSheet>(
            new()
            {
                ["Account"] = account,
                ["Report"] = report,
                ["Run"] = run,
            }
        );
        body = body.Replace(RunPage.LoadsNothing, RunPage.LoadsCharts, StringComparison.Ordinal);
        string page =
            $"<!doctype html>\n<html lang=\"en\">\n{Head(options, account, path, body)}\n<body class=\"decision\">\n{body}"
            + RunPage.Charts(path)
            + "</body>\n</html>\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(page), cancellationToken);
    }

    private static string Head(SiteOptions options, DecisionAccount account, string path, string body)
    {
        var spec = account.Result.Spec;
        string style = PageAssets.Css + HtmlReport.Heights(body);
        string title = spec.Question is { Length: > 0 } question ? question : spec.Id;
        return "<head>\n"
            + SiteDocument.Head(
                options,
                RunPage.Policy(style),
                path,
                title,
                new Verdicts.VerdictWords(account).Headline
            )
            + $"<style>{style}</style><script>{PageAssets.EarlyScript}</script>\n</head>";
    }
}
