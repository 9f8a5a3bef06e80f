namespace EvalHarness.Core;

/// <summary>A picture that stands in a turn; its bytes stay in the file until it is sent.</summary>
/// <param name="File">The file, as the row of the data names it; its full path is empty where it was read from a log.</param>
/// <param name="MediaType">What its first bytes say that it is: <c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c> or <c>image/webp</c>.</param>
/// <param name="Hash">SHA-256 of its bytes, hexadecimal: the same picture under any name.</param>
/// <param name="Bytes">Length of the file, in bytes.</param>
public sealed record Image(FilePath File, string MediaType, string Hash, long Bytes)
{
    /// <summary>What is shown of it in place of its bytes, for example <c>image: charts/q1.png (png, 12 KB, sha256 0a1b...)</c>.</summary>
    internal string Shown =>
        FormattableString.Invariant(
            $"image: {File} ({MediaType["image/".Length..]}, {Math.Max(1, (Bytes + 512) / 1024)} KB, sha256 {Hash[..12]})"
        );
}
