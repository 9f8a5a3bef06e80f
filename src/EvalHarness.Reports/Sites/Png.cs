using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace EvalHarness.Reports.Sites;

/// <summary>Writes a picture of few colours as PNG (ISO/IEC 15948): a palette, one byte a pixel, no filter.</summary>
internal static class Png
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Writes the picture; the stream stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="pixels">Place in the palette, row by row from the top.</param>
    /// <param name="palette">At most 256 colours.</param>
    public static void Write(
        Stream stream,
        int width,
        int height,
        byte[] pixels,
        ImmutableArray<(byte Red, byte Green, byte Blue)> palette
    )
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);
        Chunk(stream, "IHDR", header);
        Chunk(stream, "PLTE", [.. palette.SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue })]);
        using var data = new MemoryStream();
        using (var packed = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                packed.WriteByte(0);
                packed.Write(pixels, row * width, width);
            }
        }

        Chunk(stream, "IDAT", data.ToArray());
        Chunk(stream, "IEND", []);
    }

    private static void Chunk(Stream stream, string name, byte[] data)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes(name), .. data];
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(whole);
        uint check = ~whole.Aggregate(~0u, (sum, one) => Table[(byte)(sum ^ one)] ^ (sum >> 8));
        BinaryPrimitives.WriteUInt32BigEndian(number, check);
        stream.Write(number);
    }

    /// <summary>CRC-32 of one byte, as annex D of the standard has it.</summary>
    private static uint Entry(int value)
    {
        uint entry = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 1 ? 0xEDB88320u ^ (entry >> 1) : entry >> 1;
        }

        return entry;
    }
}
