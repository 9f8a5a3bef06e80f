using System.IO.Compression;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports;

/// <summary>A zip archive that holds a log, opened once for all of its members.</summary>
internal sealed class LogArchive : IDisposable
{
    private readonly string shown;
    private readonly FileStream stream;
    private readonly ZipArchive zip;
    private readonly ZipDirectory directory;

    private LogArchive(string shown, FileStream stream, ZipArchive zip) =>
        (this.shown, this.stream, this.zip, directory) = (shown, stream, zip, new ZipDirectory(stream));

    /// <summary>Names of the members, in the order of the archive.</summary>
    public IEnumerable<string> Names => zip.Entries.Select(entry => entry.FullName);

    /// <summary>Opens an archive.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public static LogArchive Open(string path)
    {
        string shown = DataFile.Shown(path);
        var stream = DataFile.OpenRaw(path);
        try
        {
#pragma warning disable CA2000 // It closes both.
            return new LogArchive(shown, stream, new ZipArchive(stream, ZipArchiveMode.Read));
#pragma warning restore CA2000
        }
        catch (InvalidDataException)
        {
            stream.Dispose();
            throw new DocumentException(new Fault(new Location(shown), "the zip data are broken or cut short"));
        }
    }

    /// <summary>What a member is called in faults.</summary>
    /// <param name="name">Name of the member.</param>
    public string Shown(string name) => $"{shown}/{VisibleText.Id(name)}";

    /// <summary>Opens a member; null where there is none of that name.</summary>
    /// <param name="name">Name of the member.</param>
    /// <exception cref="DocumentException">It is broken, or packed in a way that is not known.</exception>
    public Stream? OpenMember(string name)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            return null;
        }

        try
        {
            return UnpackedStream.Zip(entry, owner: null);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            return Zstandard(entry)
                ?? throw new DocumentException(
                    new Fault(
                        new Location(Shown(name)),
                        "the file in the archive is broken, encrypted or packed in an unknown way"
                    )
                );
        }
    }

    private UnpackedStream? Zstandard(ZipArchiveEntry entry)
    {
        try
        {
            return entry.IsEncrypted ? null : directory.OpenZstandard(entry.FullName);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        zip.Dispose();
        stream.Dispose();
    }
}
