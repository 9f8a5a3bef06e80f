using System.Buffers;
using EvalHarness.Datasets;

namespace EvalHarness.Imports;

/// <summary>Passes JSON through, with the numbers that only Python writes (<c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>) as texts.</summary>
/// <param name="inner">The JSON; closed with this.</param>
internal sealed class PythonJsonStream(Stream inner) : ForwardStream
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

            int passed = Pass(block.AsSpan(start, Math.Min(buffer.Length, end - start)));
            if (passed > 0)
            {
                block.AsSpan(start, passed).CopyTo(buffer);
                start += passed;
                return passed;
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>How many bytes are as they should be: up to a letter outside of texts that may begin a word.</summary>
    private int Pass(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            if (isEscaped)
            {
                (isEscaped, at) = (false, at + 1);
                continue;
            }

            int found = bytes[at..].IndexOfAny(isText ? Inside : Outside);
            if (found < 0)
            {
                return bytes.Length;
            }

            at += found;
            switch (bytes[at])
            {
                case (byte)'"':
                    isText = !isText;
                    break;
                case (byte)'\\':
                    isEscaped = true;
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
