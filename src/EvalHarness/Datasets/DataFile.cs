using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Opens data files as every reader needs them.</summary>
public static class DataFile
{
    /// <summary>
    /// Opens a text file for reading: gzip, zstd and zip are undone whatever the file is called, a UTF-8 byte order mark is
    /// skipped, and bytes that are not UTF-8 end the reading with their line and column.
    /// </summary>
    /// <param name="file">Path of the file.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    public static Stream Open(string file) => Open(file, null);

    /// <summary>The same for a text in another encoding.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="encoding">How its bytes are characters; null for UTF-8.</param>
    internal static Stream Open(string file, Encoding? encoding) => new Utf8Stream(file, encoding);

    /// <summary>Opens a file for reading with gzip, zstd and zip undone, for formats that are not text.</summary>
    /// <param name="file">Path of the file, or of a file in a zip archive: <c>archive.zip/file</c>.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    public static Stream OpenBytes(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!File.Exists(file) && Archive.Within(file) is { } within)
        {
            // What is packed in an archive may be packed itself: there the name alone says it.
            var member = Archive.OpenMember(within.Archive, within.Member);
            return HasEnding(file, ".gz") ? UnpackedStream.Gzip(member, long.MaxValue, 0)
                : HasEnding(file, ".zst") ? UnpackedStream.Zstd(member, long.MaxValue)
                : member;
        }

        var stream = OpenRaw(file);
        Span<byte> magic = stackalloc byte[4];
        magic = magic[..stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false)];
        stream.Position = 0;
        switch (magic)
        {
            case [0x1f, 0x8b, ..]:
                return UnpackedStream.Gzip(stream, stream.Length, GzipLength(file));
            case [0x28, 0xb5, 0x2f, 0xfd]:
                return UnpackedStream.Zstd(stream, stream.Length);
            case [0x50, 0x4b, 0x03, 0x04]:
                stream.Dispose();
                return Archive.OpenMember(file, null);
            default:
                return stream;
        }
    }

    /// <summary>Opens a file as <see cref="OpenBytes"/> does, for formats that are not read from front to back.</summary>
    /// <param name="file">Path of the file, or of a file in a zip archive.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    internal static async Task<Stream> OpenSeekableAsync(string file, CancellationToken cancellationToken)
    {
        var stream = OpenBytes(file);
        if (stream.CanSeek)
        {
            return stream;
        }

        await using (stream)
        {
            // A packed table may be larger than memory; its copy goes with the last handle to it.
            var copy = new FileStream(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1 << 16,
                FileOptions.DeleteOnClose
            );
            try
            {
                await stream.CopyToAsync(copy, cancellationToken);
                copy.Position = 0;
                return copy;
            }
            catch (InvalidDataException e)
            {
                await copy.DisposeAsync();
                throw new DocumentException(new Fault(new Location(file), e.Message));
            }
            catch
            {
                await copy.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Whether there is something to read: a file, a folder of files, or a file in a zip archive.</summary>
    /// <param name="file">Path of it.</param>
    internal static bool Exists(string file) => Path.Exists(file) || Archive.Within(file) is not null;

    /// <summary>
    /// SHA-256 of the file as it lies on disk, hexadecimal: what the header of a log says the data were. Of a file in an
    /// archive that of the archive; of a folder that of its files' names and hashes.
    /// </summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    public static async Task<string> HashAsync(string file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Directory.Exists(file))
        {
            var parts = new List<string>();
            foreach (string one in FilesIn(file))
            {
                parts.AddRange(one, await HashAsync(Path.Combine(file, one), cancellationToken));
            }

            return Digest.Of([.. parts]);
        }

        await using var stream = OpenRaw(File.Exists(file) ? file : Archive.Within(file)?.Archive ?? file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>Files of a folder and of those in it, or of a zip archive, relative to it and in the order of their names, without hidden ones.</summary>
    /// <param name="folder">Path of the folder or archive.</param>
    /// <exception cref="DocumentException">It is an archive that cannot be read.</exception>
    internal static List<string> FilesIn(string folder) =>
        Archive.IsNamedSo(folder) && File.Exists(folder)
            ? Archive.Members(folder)
            :
            [
                .. Directory
                    .EnumerateFiles(
                        folder,
                        "*",
                        new EnumerationOptions
                        {
                            RecurseSubdirectories = true,
                            AttributesToSkip = FileAttributes.Hidden,
                        }
                    )
                    .Select(one => Path.GetRelativePath(folder, one).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal),
            ];

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
    private static long GzipLength(string file)
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

    private static bool HasEnding(string file, string ending) =>
        file.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a file as it lies on disk.</summary>
    /// <param name="file">Path of the file.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    internal static FileStream OpenRaw(string file)
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
