using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Opens data files as every reader needs them.</summary>
public static class DataFile
{
    /// <summary>
    /// Opens a text file for reading: gzip is undone whatever the file is called, a UTF-8 byte order mark is skipped, and
    /// bytes that are not UTF-8 end the reading with their line and column.
    /// </summary>
    /// <param name="file">Path of the file.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    public static Stream Open(string file) => Open(file, null);

    /// <summary>The same for a text in another encoding.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="encoding">How its bytes are characters; null for UTF-8.</param>
    internal static Stream Open(string file, Encoding? encoding) => new Utf8Stream(file, encoding);

    /// <summary>Opens a file for reading with gzip undone, for formats that are not text.</summary>
    /// <param name="file">Path of the file.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    public static Stream OpenBytes(string file)
    {
        var stream = OpenRaw(file);
        Span<byte> magic = stackalloc byte[2];
        bool isGzip = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        stream.Position = 0;
        return isGzip ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    /// <summary>SHA-256 of the file as it lies on disk, hexadecimal: what the header of a log says the data were.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    public static async Task<string> HashAsync(string file, CancellationToken cancellationToken = default)
    {
        await using var stream = OpenRaw(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>The path by which a file stands in faults and logs: relative to the working folder when it lies in it.</summary>
    /// <param name="file">Path of the file.</param>
    public static string Shown(string file)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    /// <summary>
    /// Length of the last part of a gzip file, as its last four bytes say: at most the length of the whole, but for files
    /// over 4 GiB. In a file that was cut short the bytes mean nothing, and are nearly always a larger number.
    /// </summary>
    internal static long GzipLength(string file)
    {
        using var stream = OpenRaw(file);
        if (stream.Length < 18)
        {
            return long.MaxValue;
        }

        stream.Position = stream.Length - sizeof(uint);
        Span<byte> last = stackalloc byte[sizeof(uint)];
        stream.ReadExactly(last);
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }

    private static FileStream OpenRaw(string file)
    {
        try
        {
            if (FileObstacle.Of(file) is { } obstacle)
            {
                throw new DocumentException(new Fault(new Location(Shown(file)), obstacle, "a file with rows"));
            }

            return new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 1 << 16,
                FileOptions.SequentialScan
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DocumentException(new Fault(new Location(file), "no such file", null, Sibling(file)));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            string reason = Directory.Exists(file)
                ? "is a folder, expected a data file"
                : "cannot be opened for reading";
            throw new DocumentException(new Fault(new Location(file), reason));
        }
    }

    private static string? Sibling(string file)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
        return Directory.Exists(folder)
            ? Spelling.Nearest(
                Path.GetFileName(file),
                Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!)
            )
            : null;
    }
}
