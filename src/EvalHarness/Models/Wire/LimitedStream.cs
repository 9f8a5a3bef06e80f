namespace EvalHarness.Models.Wire;

/// <summary>A body of which the start was read already, up to a limit; it ends with the empty line that ends a last event.</summary>
/// <param name="start">The bytes that were read.</param>
/// <param name="rest">What follows; not disposed.</param>
/// <param name="limit">Most bytes given.</param>
internal sealed class LimitedStream(ReadOnlyMemory<byte> start, Stream rest, long limit) : Stream
{
    private static readonly ReadOnlyMemory<byte> LastLine = "\n\n"u8.ToArray();

    private ReadOnlyMemory<byte> ahead = start;
    private bool isOver;
    private long given;

    /// <summary>Whether there was more than the limit.</summary>
    public bool IsTooLong => given > limit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ahead.IsEmpty && !isOver)
        {
            int read = await rest.ReadAsync(buffer, cancellationToken);
            given += read;
            if (read > 0 && !IsTooLong)
            {
                return read;
            }

            (isOver, ahead) = (true, LastLine);
        }

        int length = Math.Min(buffer.Length, ahead.Length);
        ahead[..length].CopyTo(buffer);
        ahead = ahead[length..];
        given += isOver ? 0 : length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
