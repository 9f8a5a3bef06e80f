namespace EvalHarness.Models.Recordings;

/// <summary>Bytes written once and then read anywhere: in memory while they are few, else in a file that deletes itself.</summary>
/// <param name="folder">Where the file goes, made when needed.</param>
internal sealed class Spool(string folder) : IDisposable
{
    private const int MostInMemory = 32 * 1024 * 1024;

    private readonly Lock gate = new();
    private Stream stream = new MemoryStream();

    /// <summary>Appends bytes and says where they start.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        if (stream is MemoryStream memory && memory.Length + bytes.Length > MostInMemory)
        {
            stream = ToFile(memory);
        }

        long offset = stream.Position;
        stream.Write(bytes);
        return offset;
    }

    /// <summary>Fills a span with the bytes that start at an offset; nothing may be appended any more.</summary>
    public void Read(long offset, Span<byte> bytes)
    {
        lock (gate)
        {
            stream.Position = offset;
            stream.ReadExactly(bytes);
        }
    }

    public void Dispose() => stream.Dispose();

    private FileStream ToFile(MemoryStream memory)
    {
        Directory.CreateDirectory(folder);
        var file = new FileStream(
            Path.Combine(folder, $"replay-{Guid.NewGuid():N}.tmp"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            1 << 16,
            FileOptions.DeleteOnClose
        );
        memory.WriteTo(file);
        memory.Dispose();
        return file;
    }
}
