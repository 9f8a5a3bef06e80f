using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EvalHarness.Files;
using EvalHarness.Logs;
using EvalHarness.Reports.Pages;
using EvalHarness.Reports.Samples;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>
/// The report as one HTML file that opens offline: charts, numbers and samples inside, under a policy that lets nothing
/// else run. What models and datasets say is hostile text: it reaches the page only encoded or as data.
/// </summary>
public static partial class HtmlReport
{
    /// <summary>Bytes that a page of ordinary proportions never exceeds, however many samples there are.</summary>
    private const long MostBytes = 19_500_000;

    /// <summary>Writes the page to a file, replacing it.</summary>
    /// <param name="input">What it is made of.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAsync(ReportInput input, string path, CancellationToken cancellationToken = default) =>
        WriteAsync(new ReportView(input), path, cancellationToken);

    /// <summary>Writes the page to a stream, which stays open.</summary>
    /// <param name="input">What it is made of.</param>
    /// <param name="stream">Where it goes, as UTF-8.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAsync(ReportInput input, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(stream);
        return WriteAsync(new ReportView(input), stream, cancellationToken);
    }

    /// <summary>Writes the page of a view that other files of the report share.</summary>
    internal static Task WriteAsync(ReportView view, string path, CancellationToken cancellationToken) =>
        WholeFile.WriteAsync(path, (file, token) => WriteAsync(view, file, token), cancellationToken);

    private static async Task WriteAsync(ReportView view, Stream stream, CancellationToken cancellationToken)
    {
        string body = await Renderer.RenderAsync<Page>(new() { ["Report"] = view });
        string head = await Renderer.RenderAsync<Head>(
            new()
            {
                ["Title"] = view.Title,
                ["Style"] = PageAssets.Css + Heights(body),
                ["About"] = About(view.Run),
            }
        );
        var blocks = await SampleBlocks.PackAsync(
            view,
            MostBytes - Encoding.UTF8.GetByteCount(body) - PageAssets.PlotlyBase64.Length,
            cancellationToken
        );
        var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await using (writer)
        {
            await WriteAsync(writer, "<!doctype html>\n<html lang=\"en\">\n", head, "\n<body>\n", body);
            await WriteAsync(writer, Data("plotly", PageAssets.PlotlyBase64), Script(PageAssets.Script));
            foreach (var block in blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(writer, Data(block.Id, block.Base64));
            }

            await WriteAsync(writer, "</body>\n</html>\n");
        }
    }

    /// <summary>What the page of a run is about.</summary>
    internal static string About(RunHeader run) => $"{run.Suite}/{run.Id}";

    private static async Task WriteAsync(StreamWriter writer, params string[] parts)
    {
        foreach (string part in parts)
        {
            await writer.WriteAsync(part);
        }
    }

    /// <summary>A script element.</summary>
    internal static string Script(string text) => $"<script>{text}</script>\n";

    /// <summary>A block of data.</summary>
    internal static string Data(string id, string base64) =>
        $"<script type=\"text/plain\" id=\"{id}\">{base64}</script>\n";

    /// <summary>Rules that keep the place of each chart before it is drawn; the policy allows no style attributes.</summary>
    internal static string Heights(string body) =>
        string.Concat(
            HeightAttribute()
                .Matches(body)
                .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
                .Distinct()
                .Order()
                .Select(height =>
                    string.Create(CultureInfo.InvariantCulture, $".plot[data-height=\"{height}\"]{{height:{height}px}}")
                )
        );

    [GeneratedRegex("<div class=\"plot\" data-height=\"([0-9]+)\"")]
    private static partial Regex HeightAttribute();
}
