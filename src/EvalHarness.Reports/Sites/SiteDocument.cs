using System.Text;
using System.Text.Encodings.Web;
using EvalHarness.Reports.Pages;

namespace EvalHarness.Reports.Sites;

/// <summary>A page of the site around its content: what a browser, a reader of feeds and whoever shows a link need to know.</summary>
/// <param name="Path">Where the page lies in the site.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">One sentence of it.</param>
internal sealed record SiteDocument(string Path, string Title, string Description)
{
    /// <summary>Pages above it, with their addresses in the site, from the first.</summary>
    public IReadOnlyList<(string Text, string Target)> Above { get; init; } = [];

    /// <summary>How the page is called in the line above it.</summary>
    public string Here { get; init; } = "";

    /// <summary>Pages beside it.</summary>
    public IReadOnlyList<(string Text, string Target)> Beside { get; init; } = [];

    /// <summary>Whether it has charts.</summary>
    public bool HasCharts { get; init; }

    /// <summary>Whether it asks the server that it came from how a run goes.</summary>
    public bool IsLive { get; init; }

    /// <summary>The whole page.</summary>
    /// <param name="options">The site.</param>
    /// <param name="content">What stands in its middle, as HTML.</param>
    public string Wrap(SiteOptions options, string content)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n");
        page.Append(Head(options, Policy(), Path, Title, Description));
        page.Append("<link rel=\"stylesheet\" href=\"").Append(To(SitePaths.Styles)).Append("\">\n");
        page.Append("<script>").Append(PageAssets.EarlyScript).Append("</script>\n</head>\n<body>\n");
        page.Append("<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<div class=\"shell\">\n");
        page.Append("<header class=\"top\">").Append(Way(Path, Above, Here)).Append("<nav aria-label=\"Site\">");
        foreach (var (text, target) in Beside)
        {
            page.Append(FormattableString.Invariant($"<a href=\"{To(target)}\">{Text(text)}</a>"));
        }

        if (options.IsServed && !IsLive)
        {
            page.Append(FormattableString.Invariant($"<a href=\"{To(SitePaths.Live)}\">Running now</a>"));
        }

        page.Append(
            "<button type=\"button\" class=\"theme\" aria-label=\"Colour scheme\"><span aria-hidden=\"true\">◐</span></button></nav></header>\n"
        );
        page.Append("<main id=\"main\">\n").Append(content).Append("</main>\n");
        page.Append(
            "<footer><p>Made by EvalHarness from the logs of its runs. This site loads nothing from elsewhere and sends nothing.</p></footer>\n</div>\n"
        );
        if (HasCharts)
        {
            page.Append(FormattableString.Invariant($"<script src=\"{To(SitePaths.Plotly)}\"></script>\n"));
        }

        page.Append(
            FormattableString.Invariant($"<script src=\"{To(SitePaths.Script)}\"></script>\n</body>\n</html>\n")
        );
        return page.ToString();
    }

    /// <summary>What every page of the site says of itself, reports included.</summary>
    public static string Head(SiteOptions options, string policy, string path, string title, string description)
    {
        string home = SitePaths.Between(path, "");
        var head = new StringBuilder("<meta charset=\"utf-8\">\n");
        head.Append(
            FormattableString.Invariant($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
        );
        head.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        head.Append(
            "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        );
        head.Append("<meta name=\"generator\" content=\"EvalHarness\">\n");
        head.Append(
            FormattableString.Invariant(
                $"<title>{Text(title)}</title>\n<meta name=\"description\" content=\"{Text(description)}\">\n"
            )
        );
        head.Append(
            FormattableString.Invariant(
                $"<meta property=\"og:title\" content=\"{Text(title)}\">\n<meta property=\"og:type\" content=\"website\">\n"
            )
        );
        head.Append(
            FormattableString.Invariant($"<meta property=\"og:description\" content=\"{Text(description)}\">\n")
        );
        if (options.Address is { } address)
        {
            // Who shows a link fetches its picture by a whole address.
            head.Append(
                FormattableString.Invariant($"<meta property=\"og:url\" content=\"{Text(Whole(address, path))}\">\n")
            );
            head.Append(
                FormattableString.Invariant(
                    $"<meta property=\"og:image\" content=\"{Text(Whole(address, SitePaths.Card))}\">\n"
                )
            );
            head.Append(
                "<meta property=\"og:image:width\" content=\"1200\">\n<meta property=\"og:image:height\" content=\"630\">\n"
            );
            head.Append("<meta name=\"twitter:card\" content=\"summary_large_image\">\n");
        }

        head.Append(
            FormattableString.Invariant(
                $"<link rel=\"alternate\" type=\"application/feed+json\" title=\"Runs and changes\" href=\"{home}{SitePaths.JsonFeed}\">\n"
            )
        );
        head.Append(
            FormattableString.Invariant(
                $"<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Runs and changes\" href=\"{home}{SitePaths.AtomFeed}\">\n"
            )
        );
        return head.Append("<link rel=\"icon\" href=\"data:,\">\n").ToString();
    }

    /// <summary>The way down to a page.</summary>
    public static string Way(string path, IReadOnlyList<(string Text, string Target)> above, string here) =>
        "<ol class=\"crumb\" aria-label=\"Path\">"
        + string.Concat(
            above.Select(one =>
                $"<li><a href=\"{SitePaths.Between(path, one.Target)}\" dir=\"auto\">{Text(one.Text)}</a></li>"
            )
        )
        + $"<li aria-current=\"page\" dir=\"auto\">{Text(here)}</li></ol>";

    /// <summary>A whole address below that of the site.</summary>
    public static string Whole(Uri address, string path) => new Uri(Base(address), path).AbsoluteUri;

    /// <summary>Text inside an element or an attribute.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private string To(string target) => SitePaths.Between(Path, target);

    /// <summary>
    /// Nothing is loaded but the files of the site itself, from where the page came: <c>file:</c> stands for a double click, where
    /// some browsers know no <c>'self'</c>. Scripts in a page run by their hash alone.
    /// </summary>
    private string Policy() =>
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' file: data: blob:; "
        + (IsLive ? "connect-src 'self'; " : "")
        + $"style-src 'self' file: {PageAssets.EmptyHash}; "
        + $"script-src 'self' file: {SiteAssets.Hash(PageAssets.EarlyScript)}";

    private static Uri Base(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
