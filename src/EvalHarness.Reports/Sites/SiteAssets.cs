using System.Security.Cryptography;
using System.Text;
using EvalHarness.Reports.Pages;
using Plotly.NET;

namespace EvalHarness.Reports.Sites;

/// <summary>Style sheet, script and chart code of a site, each a file that all of its pages share.</summary>
internal static class SiteAssets
{
    private const string PlotlyResource = "Plotly.NET.plotly-2.28.0.min.js";

    /// <summary>The colours of the report, then what is the site's own.</summary>
    public static string Styles { get; } = Report("a-tokens.css") + Own("site.css");

    /// <summary>The report's scripts for colours and charts, then the site's own, in one scope.</summary>
    public static string Script { get; } =
        "(()=>{'use strict';\n"
        + Report("theme.js")
        + Report("labels.js")
        + Report("paper.js")
        + Report("charts.js")
        + Own("site.js")
        + "})();\n";

    /// <summary>The line that leads back from a report, which has a style sheet of its own.</summary>
    public static string Bar { get; } = Own("bar.css");

    /// <summary>The build that made the pages: another build may write others.</summary>
    public static string Program { get; } =
        string.Join(
            '-',
            new[] { typeof(SiteAssets), typeof(Comparisons.Results.Comparison), typeof(Statistics.Intervals.Estimate) }
                .Append(typeof(Decisions.Accounts.DecisionAccount))
                .Append(typeof(Core.Sample))
                .Select(type => type.Module.ModuleVersionId.ToString("N")[..12])
        );

    public static Stream Plotly() =>
        typeof(GenericChart).Assembly.GetManifestResourceStream(PlotlyResource)
        ?? throw new InvalidOperationException(
            $"Plotly.NET {typeof(GenericChart).Assembly.GetName().Version} lacks {PlotlyResource}"
        );

    public static string Hash(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Report(string name) =>
        Text(
            typeof(PageAssets)
                .Assembly.GetManifestResourceNames()
                .Single(resource => resource.EndsWith(".Assets." + name, StringComparison.Ordinal))
        );

    private static string Own(string name) => Text("site/" + name + ".txt");

    private static string Text(string resource)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
