namespace EvalHarness.Datasets;

/// <summary>Some bytes of a stream, read from front to back; the stream stays open.</summary>
/// <param name="inner">The stream, of which any place can be read.</param>
/// <param name="offset">Where the bytes begin.</param>
/// <param name="length">How many they are.</param>
internal sealed class StreamSlice(Stream inner, long offset, long length) : ForwardStream
{
    private long passed;

    public override int Read(Span<byte> buffer)
    {
        inner.Position = offset + passed;
        int read = inner.Read(buffer[..(int)Math.Min(buffer.Length, length - passed)]);
        passed += read;
        return read;
    }
}
