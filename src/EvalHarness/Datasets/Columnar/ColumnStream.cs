using System.Buffers.Binary;

namespace EvalHarness.Datasets.Columnar;

/// <summary>
/// A Parquet file as Parquet.Net 6.1.0 can be given one that may be broken. It goes from page to page by lengths that the file
/// gives, and reads on for ever behind the end of the description at the end of the file. So who asks for far more
/// than the file holds is told that it ends, and behind the description stand zeros, at which whatever is being read of it stops.
/// </summary>
internal sealed class ColumnStream : Stream
{
    private const int Zeros = 1 << 16;
    private const int TailLength = 8;

    private readonly Stream inner;
    private readonly byte[] tail;
    private readonly long start;
    private long left;

    /// <summary>Wraps a file.</summary>
    /// <param name="inner">The file, which may be read in any order.</param>
    /// <exception cref="InvalidDataException">It does not end as such files do.</exception>
    public ColumnStream(Stream inner)
    {
        this.inner = inner;
        start = inner.Length - TailLength;
        byte[] last = new byte[TailLength];
        inner.Position = Math.Max(0, start);
        int read = inner.ReadAtLeast(last, TailLength, throwOnEndOfStream: false);
        int length = BinaryPrimitives.ReadInt32LittleEndian(last);
        if (read < TailLength || !last.AsSpan(4).SequenceEqual("PAR1"u8) || length < 0 || length > start)
        {
            throw new InvalidDataException();
        }

        tail = new byte[Zeros + TailLength];
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(Zeros), length + Zeros);
        last.AsSpan(4).CopyTo(tail.AsSpan(Zeros + 4));
        Begin();
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => start + tail.Length;
    public override long Position { get; set; }

    /// <summary>Begins a column.</summary>
    public void Begin() => left = (2 * Length) + (1 << 20);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        if (Position < 0)
        {
            throw new EndOfStreamException();
        }

        if (Position < start)
        {
            inner.Position = Position;
            read = inner.Read(buffer[..(int)Math.Min(buffer.Length, start - Position)]);
        }
        else if (Position < Length)
        {
            var rest = tail.AsSpan((int)(Position - start));
            read = Math.Min(rest.Length, buffer.Length);
            rest[..read].CopyTo(buffer);
        }

        Position += read;
        left -= read;
        return left < 0 || (read == 0 && !buffer.IsEmpty) ? throw new EndOfStreamException() : read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
