using System.IO.Compression;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;

namespace EvalHarness.Tests.Reports;

/// <summary>Reads the data blocks of a page as the page's own script does.</summary>
internal sealed class PageData(string page)
{
    private readonly AngleSharp.Html.Dom.IHtmlDocument document = new HtmlParser().ParseDocument(page);

    public JsonNode Read(string id)
    {
        var block = document.GetElementById(id) ?? throw new InvalidOperationException($"no block {id}");
        using var packed = new MemoryStream(Convert.FromBase64String(block.TextContent));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        return JsonNode.Parse(gzip)!;
    }
}
