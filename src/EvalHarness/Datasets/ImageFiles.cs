using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Finds the pictures that rows name, and what is in them; each file is read once.</summary>
/// <param name="spec">The data file, in whose folder they lie, and the columns that name them.</param>
internal sealed class ImageFiles(DatasetSpec spec)
{
    /// <summary>Most bytes of a picture: what the interfaces of models take at most.</summary>
    public const long MostBytes = 20 * 1024 * 1024;

    private readonly string folder = FolderOf(spec);
    private readonly Dictionary<string, Image> known = new(StringComparer.Ordinal);

    /// <summary>The folder to which paths of pictures are relative: that of the data file, or the dataset itself where it is one.</summary>
    /// <param name="spec">The dataset.</param>
    public static string FolderOf(DatasetSpec spec) =>
        Directory.Exists(spec.File.Full)
            ? Path.GetFullPath(spec.File.Full)
            : Path.GetDirectoryName(Path.GetFullPath(spec.File.Full))!;

    /// <summary>The pictures of a row, column by column.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="DocumentException">One is not there, lies elsewhere, is too large or is no picture.</exception>
    public ImmutableArray<Image> Read(Row row)
    {
        var images = ImmutableArray.CreateBuilder<Image>();
        foreach (string column in spec.Images)
        {
            if (row.Fields.TryGetValue(column, out string? cell) && !string.IsNullOrWhiteSpace(cell))
            {
                images.AddRange(Paths(row, column, cell).Select(path => Find(row, column, path)));
            }
        }

        return images.ToImmutable();
    }

    private static ImmutableArray<string> Paths(Row row, string column, string cell)
    {
        if (!cell.AsSpan().TrimStart().StartsWith("[") && !row.IsNested(column))
        {
            return [cell.Trim()];
        }

        try
        {
            return
            [
                .. (JsonSerializer.Deserialize<string[]>(cell) ?? []).Where(path => !string.IsNullOrWhiteSpace(path)),
            ];
        }
        catch (JsonException)
        {
            throw Wrong(row, column, "holds no list of paths", "the path of a picture, or a JSON list of paths");
        }
    }

    private Image Find(Row row, string column, string path)
    {
        if (known.TryGetValue(path, out var found))
        {
            return found;
        }

        const string inside = "a path in the folder of the data file, relative to it";
        if (Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw Wrong(row, column, "names a picture by a full path", inside);
        }

        string full = Path.GetFullPath(Path.Combine(folder, path));
        if (!IsInside(folder, full))
        {
            throw Wrong(row, column, "leads out of the folder of the data file", inside);
        }

        try
        {
            if (!File.Exists(full))
            {
                throw Wrong(row, column, "names a picture that is not there", "a picture that is");
            }

            return IsInside(Real(folder), Real(full))
                ? known[path] = Open(row, column, full, path)
                : throw Wrong(row, column, "leads out of the folder of the data file by a link", inside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(row, column, "names a picture that cannot be read", "a picture that can");
        }
    }

    private static Image Open(Row row, string column, string full, string path)
    {
        using var file = File.OpenRead(full);
        if (file.Length > MostBytes)
        {
            throw Wrong(
                row,
                column,
                FormattableString.Invariant($"names a picture of {file.Length:N0} bytes"),
                FormattableString.Invariant($"a picture of {MostBytes:N0} bytes (20 MiB) at most")
            );
        }

        Span<byte> head = stackalloc byte[12];
        string? type = TypeOf(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        file.Position = 0;
        return type is null
            ? throw Wrong(
                row,
                column,
                "names a file whose bytes are no picture that models take",
                "png, jpeg, gif or webp"
            )
            : new Image(
                new FilePath(full, path.Replace('\\', '/')),
                type,
                Convert.ToHexStringLower(SHA256.HashData(file)),
                file.Length
            );
    }

    /// <summary>What the first bytes say, whatever the file is called.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> head) =>
        head.Length > 8 && head[0] == 0x89 && head[1..8].SequenceEqual("PNG\r\n\x1a\n"u8) ? "image/png"
        : head.Length > 3 && head[0] == 0xFF && head[1] == 0xD8 && head[2] == 0xFF ? "image/jpeg"
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? "image/gif"
        : head.Length == 12 && head.StartsWith("RIFF"u8) && head[8..].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;

    private static bool IsInside(string folder, string path)
    {
        string relative = Path.GetRelativePath(folder, path);
        return !Path.IsPathRooted(relative)
            && relative != ".."
            && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>The path without links on the way: <c>ResolveLinkTarget</c> follows only a last part that is one.</summary>
    private static string Real(string path)
    {
        string real = Path.GetPathRoot(path)!;
        foreach (string part in path[real.Length..].Split(Path.DirectorySeparatorChar))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            // A link may lead to a path with links of its own on the way.
            real = info.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? Real(Path.GetFullPath(target.FullName))
                : next;
        }

        return real;
    }

    /// <summary>The fault of a cell. What stands in it is not said: a column named by mistake may hold a question.</summary>
    private static DocumentException Wrong(Row row, string column, string found, string expected) =>
        new(new Fault(row.At, $"'{column}' {found} (images)", expected));
}
