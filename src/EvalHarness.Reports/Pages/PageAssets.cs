using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Plotly.NET;

namespace EvalHarness.Reports.Pages;

/// <summary>Style sheet and scripts of the page, joined from the small files of the Assets folder.</summary>
internal static class PageAssets
{
    /// <summary>Hash of the empty style element that plotly.js makes for itself, as a policy names it.</summary>
    public const string EmptyHash = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    private const string PlotlyResource = "Plotly.NET.plotly-2.28.0.min.js";

    private static readonly Lazy<(string Base64, string Hash)> PlotlyOnce = new(ReadPlotly);

    /// <summary>plotly.js, gzipped, in base64.</summary>
    public static string PlotlyBase64 => PlotlyOnce.Value.Base64;

    /// <summary>Hash of plotly.js unpacked, as a policy names it.</summary>
    public static string PlotlyHash => PlotlyOnce.Value.Hash;

    public static string Css { get; } = Join(".css");

    /// <summary>What runs before the page is painted: the theme.</summary>
    public static string EarlyScript { get; } =
        Text(Names(".js").Single(name => name.EndsWith("early.js", StringComparison.Ordinal)));

    /// <summary>All other scripts, in one scope, in the order of their names.</summary>
    public static string Script { get; } = "(()=>{'use strict';\n" + Join(".js", except: "early.js") + "})();";

    /// <summary>Hash of an inline script or style, as a policy names it.</summary>
    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> bytes) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(bytes))}'";

    private static string Join(string ending, string except = "\0") =>
        string.Join('\n', Names(ending).Where(name => !name.EndsWith(except, StringComparison.Ordinal)).Select(Text));

    private static IEnumerable<string> Names(string ending) =>
        typeof(PageAssets)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Text(string resource)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static (string Base64, string Hash) ReadPlotly()
    {
        using var stream =
            typeof(GenericChart).Assembly.GetManifestResourceStream(PlotlyResource)
            ?? throw new InvalidOperationException(
                $"Plotly.NET {typeof(GenericChart).Assembly.GetName().Version} lacks {PlotlyResource}"
            );
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        var bytes = plain.GetBuffer().AsSpan(0, (int)plain.Length);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return (Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length)), Hash(bytes));
    }
}
