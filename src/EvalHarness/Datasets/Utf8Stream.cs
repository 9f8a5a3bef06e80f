using System.IO.Compression;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Passes the bytes of a text file through, without its byte order mark, and stops at the first that is not UTF-8.</summary>
/// <param name="file">The file; opened now.</param>
internal sealed class Utf8Stream(string file) : Stream
{
    private readonly Stream _inner = DataFile.OpenBytes(file);

    // An incomplete character at the end of the last block: at most three bytes.
    private readonly byte[] _tail = new byte[4];
    private int _tailLength;
    private long _length;
    private bool _started;
    private int _line = 1;
    private int _column = 1;

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
        if (buffer.IsEmpty)
            return 0;
        if (!_started && Start(buffer) is var first and > 0)
            return first;
        var read = ReadInner(buffer);
        Check(buffer[..read], isLast: read == 0);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Files are read synchronously: the system has read them ahead, and a thread per block costs more than the wait.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    // Looks at the first bytes for a byte order mark; returns those that belong to the text, or 0 to read on.
    private int Start(Span<byte> buffer)
    {
        _started = true;
        Span<byte> head = stackalloc byte[Math.Min(3, buffer.Length)];
        var length = 0;
        while (length < head.Length && ReadInner(head[length..]) is var read and > 0)
            length += read;
        head = head[..length];
        if (head is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            throw Broken("found UTF-16", "UTF-8");
        if (head is [0xef, 0xbb, 0xbf])
            return 0;
        head.CopyTo(buffer);
        Check(head, isLast: false);
        return length;
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            var read = _inner.Read(buffer);
            _length += read;
            // .NET takes the end of a file that was cut short for the end of its data.
            if (read == 0 && !buffer.IsEmpty && _inner is GZipStream && _length < DataFile.GzipLength(file))
                throw new InvalidDataException();
            return read;
        }
        catch (InvalidDataException)
        {
            throw Broken("the gzip data are broken or cut short", null);
        }
        catch (IOException)
        {
            throw Broken("the file cannot be read on", null);
        }
    }

    private void Check(ReadOnlySpan<byte> block, bool isLast)
    {
        while (_tailLength > 0)
        {
            if (block.IsEmpty && !isLast)
                return;
            if (!block.IsEmpty)
            {
                _tail[_tailLength++] = block[0];
                block = block[1..];
            }
            var status = Rune.DecodeFromUtf8(_tail.AsSpan(0, _tailLength), out _, out _);
            if (status == System.Buffers.OperationStatus.InvalidData || (isLast && block.IsEmpty))
                throw Broken("found bytes that are not UTF-8", "UTF-8");
            if (status == System.Buffers.OperationStatus.Done)
                (_tailLength, _column) = (0, _column + 1);
        }
        var whole = block.Length - IncompleteEnd(block);
        if (!System.Text.Unicode.Utf8.IsValid(block[..whole]))
        {
            Advance(block[..FirstInvalid(block)]);
            throw Broken("found bytes that are not UTF-8", "UTF-8");
        }
        Advance(block[..whole]);
        block[whole..].CopyTo(_tail);
        _tailLength = block.Length - whole;
    }

    private static int IncompleteEnd(ReadOnlySpan<byte> block)
    {
        for (var length = 1; length <= Math.Min(3, block.Length); length++)
        {
            if (Rune.DecodeFromUtf8(block[^length..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData)
                return length;
        }
        return 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> block)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(block[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private void Advance(ReadOnlySpan<byte> valid)
    {
        _line += valid.Count((byte)'\n');
        var lineStart = valid.LastIndexOf((byte)'\n') + 1;
        var characters = Encoding.UTF8.GetCharCount(valid[lineStart..]);
        _column = lineStart == 0 ? _column + characters : characters + 1;
    }

    private DocumentException Broken(string found, string? expected) =>
        new(new Fault(new Location(file, _line, _column), found, expected));
}
