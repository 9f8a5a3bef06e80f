using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EvalHarness.Core;
using EvalHarness.Reports.Pages;
using Microsoft.AspNetCore.Components;

namespace EvalHarness.Reports.Sites;

/// <summary>Writes the pages of a site, each named by what it is made of.</summary>
/// <param name="options">The site.</param>
/// <param name="folder">Its folder.</param>
/// <param name="cancellationToken">Stops the writing.</param>
internal sealed class PageWriter(SiteOptions options, SiteFolder folder, CancellationToken cancellationToken)
{
    private static readonly JsonSerializerOptions KeyJson = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public Task PageAsync<T>(SiteDocument document, object input, Func<object> view)
        where T : IComponent =>
        folder.WriteAsync(
            document.Path,
            Key(document.Path, Text(input)),
            (stream, token) => DocumentAsync<T>(document, view(), stream, token),
            cancellationToken
        );

    public async Task DocumentAsync<T>(SiteDocument document, object view, Stream stream, CancellationToken token)
        where T : IComponent
    {
        string content = await Renderer.RenderAsync<T>(new() { ["View"] = view });
        await stream.WriteAsync(Encoding.UTF8.GetBytes(document.Wrap(options, content)), token);
    }

    public Task TextAsync(string path, string text) =>
        folder.WriteAsync(
            path,
            Digest.Of(text),
            (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask(),
            cancellationToken
        );

    /// <summary>Names what a page is made of: that, and what the options make of it.</summary>
    public string Key(params string[] parts) =>
        Digest.Of([
            .. parts,
            options.Title,
            options.Address?.AbsoluteUri ?? "",
            options.HasTexts ? "texts" : "no texts",
            options.IsServed ? "served" : "",
        ]);

    public static string Text(object input) => JsonSerializer.Serialize(input, KeyJson);
}
