using System.IO.Compression;
using System.Runtime.CompilerServices;
using ZstdSharp;

namespace EvalHarness.Datasets;

/// <summary>The bytes of a packed file, read in order: breaks and bombs end the reading, whatever the packing.</summary>
/// <remarks>What goes wrong with the data is an <see cref="InvalidDataException"/> whose message is the fault to tell.</remarks>
internal sealed class UnpackedStream : ForwardStream
{
    // Text and tables pack to a tenth, logs of one line repeated to a hundredth. Deflate reaches a thousandth of zeros.
    private const long MostTimes = 200;
    private const long NeverTooLong = 1L << 28;

    private readonly Stream inner;
    private readonly string packing;
    private readonly long packed;
    private readonly long least;
    private readonly IDisposable? owner;
    private long length;

    private UnpackedStream(Stream inner, string packing, long packed, long least = 0, IDisposable? owner = null)
    {
        (this.inner, this.packing, this.packed, this.least, this.owner) = (inner, packing, packed, least, owner);
    }

#pragma warning disable CA2000 // It owns what it is made of.
    /// <summary>A gzip file.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="packed">How many these are.</param>
    /// <param name="least">How many it must unpack to: .NET takes the end of a file that was cut short for the end of its data.</param>
    public static UnpackedStream Gzip(Stream stream, long packed, long least) =>
        new(new GZipStream(stream, CompressionMode.Decompress), "gzip", packed, least);

    /// <summary>A zstd file.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="packed">How many these are.</param>
    public static UnpackedStream Zstd(Stream stream, long packed) => Zstd(stream, packed, 0);

    /// <summary>Zstd data of a known length.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="packed">How many these are.</param>
    /// <param name="least">How many they must unpack to.</param>
    public static UnpackedStream Zstd(Stream stream, long packed, long least) =>
        new(new DecompressionStream(stream, leaveOpen: false), "zstd", packed, least);
#pragma warning restore CA2000

    /// <summary>A file in a zip archive.</summary>
    /// <param name="entry">The file.</param>
    /// <param name="owner">What is closed with it.</param>
    /// <exception cref="InvalidDataException">It is packed in a way that .NET does not know, or is encrypted.</exception>
    public static UnpackedStream Zip(ZipArchiveEntry entry, IDisposable? owner) =>
        new(
            entry.IsEncrypted ? throw new InvalidDataException("the file in the archive is encrypted") : entry.Open(),
            "zip",
            entry.CompressedLength,
            entry.Length,
            owner
        );

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException || IsOfZstd(e))
        {
            throw Broken();
        }

        length += read;
        if (read == 0 && !buffer.IsEmpty && length < least)
        {
            throw Broken();
        }

        return length > NeverTooLong && length / MostTimes > packed
            ? throw new InvalidDataException(
                $"the {packing} data unpack to more than {MostTimes} times their length, as only data made to do harm do"
            )
            : read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            owner?.Dispose();
        }

        base.Dispose(disposing);
    }

    // Apart, so that the library is loaded by who reads its files alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOfZstd(Exception e) => e is ZstdException;

    private InvalidDataException Broken() => new($"the {packing} data are broken or cut short");
}
