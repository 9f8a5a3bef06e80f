using System.Buffers.Binary;
using System.Text;

namespace EvalHarness.Datasets;

/// <summary>
/// The list of files at the end of a zip archive, for what .NET's own reader does not open: members packed by Zstandard (method 93).
/// </summary>
/// <remarks>Layout: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3 (Zip64).</remarks>
/// <param name="archive">The archive, of which any place can be read.</param>
internal sealed class ZipDirectory(Stream archive)
{
    private const int Zstandard = 93;
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LargestDirectory = 1 << 28;

    private Dictionary<string, byte[]>? entries;

    /// <summary>A member that is packed by Zstandard, unpacked; null where it is packed otherwise.</summary>
    /// <param name="member">Name of the member.</param>
    /// <exception cref="InvalidDataException">The archive is broken.</exception>
    public UnpackedStream? OpenZstandard(string member)
    {
        entries ??= Entries();
        if (!entries.TryGetValue(member, out byte[]? entry))
        {
            return null;
        }

        var (offset, packed, length) = Place(archive, entry);
#pragma warning disable CA2000 // It is closed with what is made of it.
        return UnpackedStream.Zstd(new StreamSlice(archive, offset, packed), packed, length);
#pragma warning restore CA2000
    }

    private Dictionary<string, byte[]> Entries()
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var directory = Directory(archive).AsSpan();
        while (directory.Length >= 46 && BinaryPrimitives.ReadUInt32LittleEndian(directory) == 0x02014b50)
        {
            int names = U16(directory, 28);
            int length = 46 + names + U16(directory, 30) + U16(directory, 32);
            if (length > directory.Length)
            {
                throw Broken();
            }

            if (U16(directory, 10) == Zstandard)
            {
                found[Encoding.UTF8.GetString(directory.Slice(46, names))] = directory[..length].ToArray();
            }

            directory = directory[length..];
        }

        return found;
    }

    private static (long Offset, long Packed, long Length) Place(Stream archive, ReadOnlySpan<byte> entry)
    {
        var extras = entry.Slice(46 + U16(entry, 28), U16(entry, 30));
        long packed = U32(entry, 20);
        long length = U32(entry, 24);
        long header = U32(entry, 42);
        while (extras.Length >= 4)
        {
            int size = U16(extras, 2);
            if (size > extras.Length - 4)
            {
                throw Broken();
            }

            if (U16(extras, 0) == 1)
            {
                var large = extras.Slice(4, size);
                length = Large(length, ref large);
                packed = Large(packed, ref large);
                header = Large(header, ref large);
            }

            extras = extras[(4 + size)..];
        }

        byte[] local = At(archive, header, 30);
        long offset = header + 30 + U16(local, 26) + U16(local, 28);
        return BinaryPrimitives.ReadUInt32LittleEndian(local) == 0x04034b50 && offset + packed <= archive.Length
            ? (offset, packed, length)
            : throw Broken();
    }

    private static byte[] Directory(Stream archive)
    {
        int tail = (int)Math.Min(archive.Length, EndLength + LongestComment);
        byte[] last = At(archive, archive.Length - tail, tail);
        int end = last.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndLength > last.Length)
        {
            throw Broken();
        }

        long size = U32(last, end + 12);
        long offset = U32(last, end + 16);
        if (offset == uint.MaxValue || size == uint.MaxValue)
        {
            int locator = last.AsSpan(0, end).LastIndexOf("PK\x06\x07"u8);
            byte[] large = At(
                archive,
                locator < 0 ? throw Broken() : (long)BinaryPrimitives.ReadUInt64LittleEndian(last.AsSpan(locator + 8)),
                56
            );
            size = (long)BinaryPrimitives.ReadUInt64LittleEndian(large.AsSpan(40));
            offset = (long)BinaryPrimitives.ReadUInt64LittleEndian(large.AsSpan(48));
        }

        return size is >= 0 and <= LargestDirectory ? At(archive, offset, (int)size) : throw Broken();
    }

    private static long Large(long value, ref ReadOnlySpan<byte> large)
    {
        if (value != uint.MaxValue || large.Length < 8)
        {
            return value;
        }

        value = (long)BinaryPrimitives.ReadUInt64LittleEndian(large);
        large = large[8..];
        return value;
    }

    private static byte[] At(Stream archive, long offset, int length)
    {
        if (offset < 0 || offset > archive.Length - length)
        {
            throw Broken();
        }

        byte[] bytes = new byte[length];
        archive.Position = offset;
        archive.ReadExactly(bytes);
        return bytes;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static InvalidDataException Broken() => new("the zip data are broken or cut short");
}
