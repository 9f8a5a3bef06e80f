using System.Buffers;

namespace EvalHarness.Imports;

/// <summary>Passes JSON through, with the numbers that only Python writes (<c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>) as texts.</summary>
/// <param name="inner">The JSON; closed with this.</param>
internal sealed class PythonJsonStream(Stream inner) : Stream
{
    private static readonly SearchValues<byte> Outside = SearchValues.Create("\"NI-"u8);
    private static readonly SearchValues<byte> Inside = SearchValues.Create("\"\\"u8);

    // The longest of the words, without its last letter, may stand at the end of a block.
    private readonly byte[] block = new byte[1 << 16];
    private int start;
    private int end;
    private bool isText;
    private bool isEscaped;
    private bool isEnd;
    private ReadOnlyMemory<byte> written;

    private static readonly (byte[] Word, byte[] Text)[] Words =
    [
        ("NaN"u8.ToArray(), "\"NaN\""u8.ToArray()),
        ("Infinity"u8.ToArray(), "\"Infinity\""u8.ToArray()),
        ("-Infinity"u8.ToArray(), "\"-Infinity\""u8.ToArray()),
    ];

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
        while (!buffer.IsEmpty)
        {
            if (!written.IsEmpty)
            {
                int copied = Math.Min(buffer.Length, written.Length);
                written.Span[..copied].CopyTo(buffer);
                written = written[copied..];
                return copied;
            }

            int passed = Passed(block.AsSpan(start..end));
            if (passed > 0)
            {
                int copied = Math.Min(buffer.Length, passed);
                Follow(block.AsSpan(start, copied));
                block.AsSpan(start, copied).CopyTo(buffer);
                start += copied;
                return copied;
            }

            if (TakeWord())
            {
                continue;
            }

            if (isEnd && start == end)
            {
                return 0;
            }

            Fill();
        }

        return 0;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>How many bytes are as they should be: up to a letter outside of texts that may begin a word.</summary>
    private int Passed(ReadOnlySpan<byte> bytes)
    {
        var (text, escaped) = (isText, isEscaped);
        int at = 0;
        while (at < bytes.Length)
        {
            if (escaped)
            {
                (escaped, at) = (false, at + 1);
                continue;
            }

            int found = text ? bytes[at..].IndexOfAny(Inside) : bytes[at..].IndexOfAny(Outside);
            if (found < 0)
            {
                return bytes.Length;
            }

            at += found;
            switch (bytes[at])
            {
                case (byte)'"':
                    text = !text;
                    break;
                case (byte)'\\':
                    escaped = true;
                    break;
                case (byte)'-' when at + 1 < bytes.Length && bytes[at + 1] != (byte)'I':
                    break;
                default:
                    return at;
            }

            at++;
        }

        return at;
    }

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (isEscaped)
            {
                isEscaped = false;
            }
            else if (one == '"')
            {
                isText = !isText;
            }
            else if (one == '\\')
            {
                isEscaped = isText;
            }
        }
    }

    /// <summary>Whether a word stands here, or cannot: then its first byte is passed on as it is.</summary>
    private bool TakeWord()
    {
        var bytes = block.AsSpan(start..end);
        if (bytes.IsEmpty)
        {
            return false;
        }

        foreach (var (word, text) in Words)
        {
            if (bytes.StartsWith(word))
            {
                written = text;
                start += word.Length;
                return true;
            }

            if (!isEnd && bytes.Length < word.Length && word.AsSpan().StartsWith(bytes))
            {
                return false;
            }
        }

        written = block.AsMemory(start, 1).ToArray();
        start++;
        return true;
    }

    private void Fill()
    {
        block.AsSpan(start..end).CopyTo(block);
        (start, end) = (0, end - start);
        int read = inner.Read(block.AsSpan(end));
        end += read;
        isEnd = read == 0;
    }
}
