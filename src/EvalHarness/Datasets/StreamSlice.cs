namespace EvalHarness.Datasets;

/// <summary>Some bytes of a stream, read from front to back; the stream stays open.</summary>
/// <param name="inner">The stream, of which any place can be read.</param>
/// <param name="offset">Where the bytes begin.</param>
/// <param name="length">How many they are.</param>
internal sealed class StreamSlice(Stream inner, long offset, long length) : Stream
{
    private long passed;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        inner.Position = offset + passed;
        int read = inner.Read(buffer[..(int)Math.Min(buffer.Length, length - passed)]);
        passed += read;
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
