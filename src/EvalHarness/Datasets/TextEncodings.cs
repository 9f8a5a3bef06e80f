using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Encodings of data files by their names, those of old Windows and of East Asia among them.</summary>
internal static class TextEncodings
{
    private static readonly string[] Common =
    [
        "utf-8",
        "utf-16",
        "utf-16be",
        "iso-8859-1",
        "windows-1252",
        "windows-1251",
        "shift_jis",
        "euc-jp",
        "euc-kr",
        "gb18030",
        "big5",
    ];

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of that name, which refuses bytes that are none of it; null for UTF-8.</summary>
    /// <param name="name">Its name; null for UTF-8.</param>
    /// <param name="declared">Where it is named, for the fault.</param>
    /// <exception cref="DocumentException">There is no such encoding.</exception>
    public static Encoding? Of(string? name, Location declared)
    {
        if (name is null)
        {
            return null;
        }

        try
        {
            var found = Encoding.GetEncoding(
                name.Trim(),
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            );
            return found.CodePage == Encoding.UTF8.CodePage ? null : found;
        }
        catch (ArgumentException)
        {
            throw new DocumentException(
                new Fault(
                    declared,
                    $"the unknown encoding '{VisibleText.Id(name)}'",
                    $"a name such as {string.Join(", ", Common)}",
                    Spelling.Nearest(name, Common)
                )
            );
        }
    }
}
