using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A picture of a turn or of a sample, as written: what it was, and never its bytes.</summary>
internal sealed class ImageLine
{
    public string Path { get; set; } = "";
    public string Type { get; set; } = "";
    public string Sha256 { get; set; } = "";
    public long Bytes { get; set; }

    public static ImageLine[]? From(ImmutableArray<Image> images) =>
        images.IsDefaultOrEmpty
            ? null
            :
            [
                .. images.Select(image => new ImageLine
                {
                    Path = image.File.AsWritten,
                    Type = image.MediaType,
                    Sha256 = image.Hash,
                    Bytes = image.Bytes,
                }),
            ];

    public static ImmutableArray<Image> Read(ImageLine[]? lines) =>
        lines is null
            ? []
            : [.. lines.Select(line => new Image(new FilePath("", line.Path), line.Type, line.Sha256, line.Bytes))];
}
