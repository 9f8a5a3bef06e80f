using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;

namespace EvalHarness.Tests.Reports;

/// <summary>Pages of invented runs, made once each, as text and as parsed by a real HTML parser.</summary>
internal static class Pages
{
    private static readonly Dictionary<string, Lazy<Task<string>>> Texts = Recipes.All.Keys.ToDictionary(
        name => name,
        name => new Lazy<Task<string>>(() => WriteAsync(InventedRun.Of(Recipes.All[name])))
    );

    public static Task<string> TextAsync(string recipe) => Texts[recipe].Value;

    public static async Task<IHtmlDocument> ParseAsync(string recipe) =>
        await new HtmlParser().ParseDocumentAsync(await TextAsync(recipe));

    public static async Task<string> WriteAsync(ReportInput input)
    {
        using var stream = new MemoryStream();
        await HtmlReport.WriteAsync(input, stream);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static string TextOf(this IParentNode node, string selector) =>
        node.QuerySelector(selector)?.TextContent.Trim() ?? throw new InvalidOperationException($"no {selector}");
}
