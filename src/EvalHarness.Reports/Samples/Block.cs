using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace EvalHarness.Reports.Samples;

/// <summary>A piece of data at the end of the page: JSON, gzipped, in base64, read by the page when it is needed.</summary>
/// <param name="Id">Id of its element.</param>
/// <param name="Base64">The data.</param>
internal sealed record Block(string Id, string Base64)
{
    /// <summary>Packs what the writer is told.</summary>
    public static Block Pack(string id, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(buffer.WrittenSpan);
        }

        return new Block(id, Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length)));
    }
}
