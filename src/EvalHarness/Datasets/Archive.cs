using System.IO.Compression;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Files in zip archives, named as if the archive were a folder: <c>phrases.zip/Sentences_50Agree.txt</c>.</summary>
internal static class Archive
{
    private const string Ending = ".zip";

    /// <summary>Whether a path is that of an archive, by its name.</summary>
    /// <param name="file">The path.</param>
    public static bool IsNamedSo(string file) => file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The archive and the file in it that a path names; null where the path does not lead into an archive.</summary>
    /// <param name="file">The path.</param>
    public static (string Archive, string Member)? Within(string file)
    {
        for (string? at = Path.GetDirectoryName(file); !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at))
        {
            if (IsNamedSo(at) && File.Exists(at))
            {
                return (at, file[(at.Length + 1)..].Replace('\\', '/'));
            }
        }

        return null;
    }

    /// <summary>Names of the files in an archive, in the order of the names, without what systems leave there.</summary>
    /// <param name="archive">Path of the archive.</param>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public static List<string> Members(string archive)
    {
        using var zip = Open(archive);
        return [.. Files(zip).Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    /// <summary>The one data file of an archive; null where there are several or none.</summary>
    /// <param name="archive">Path of the archive.</param>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public static string? OnlyMember(string archive) => Members(archive) is [var one] ? one : null;

    /// <summary>Opens a file in an archive.</summary>
    /// <param name="archive">Path of the archive.</param>
    /// <param name="member">Name of the file; null where the archive holds one.</param>
    /// <exception cref="DocumentException">The archive cannot be read, or there is no such file in it.</exception>
    public static Stream OpenMember(string archive, string? member)
    {
#pragma warning disable CA2000 // The stream that is returned closes it, and every way out of here does.
        var zip = Open(archive);
#pragma warning restore CA2000
        try
        {
            var files = Files(zip).ToList();
            var found = member is null
                ? files is [var only]
                    ? only
                    : throw Several(archive, files)
                : zip.GetEntry(member) ?? throw Missing(archive, member, files);
            return UnpackedStream.Zip(found, zip);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            zip.Dispose();
            throw new DocumentException(
                new Fault(
                    new Location(member is null ? archive : $"{archive}/{member}"),
                    e is NotSupportedException
                        ? "the file in the archive is packed in a way that .NET does not know"
                        : e.Message,
                    "a plain zip archive"
                )
            );
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    private static ZipArchive Open(string archive)
    {
        var stream = DataFile.OpenRaw(archive);
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read);
        }
        catch (InvalidDataException)
        {
            stream.Dispose();
            throw new DocumentException(
                new Fault(new Location(DataFile.Shown(archive)), "the zip data are broken or cut short")
            );
        }
    }

    private static IEnumerable<ZipArchiveEntry> Files(ZipArchive zip) =>
        zip.Entries.Where(entry =>
            entry.Name.Length > 0
            && entry.Name[0] != '.'
            && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
        );

    private static DocumentException Several(string archive, List<ZipArchiveEntry> files) =>
        new(
            new Fault(
                new Location(archive),
                files.Count == 0 ? "found an archive without files" : $"found an archive of {files.Count} files",
                files.Count == 0
                    ? "a file with rows"
                    : $"one, or the name of one behind the archive's, as in '{Path.GetFileName(archive)}/{files[0].FullName}', or 'format: folder'"
            )
        );

    private static DocumentException Missing(string archive, string member, List<ZipArchiveEntry> files) =>
        new(
            new Fault(
                new Location($"{archive}/{member}"),
                "no such file in the archive",
                null,
                Spelling.Nearest(member, files.Select(entry => entry.FullName))
            )
        );
}
