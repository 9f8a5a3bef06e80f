using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Passes the bytes of a text file through, without its byte order mark, and stops at the first that is not UTF-8.</summary>
/// <param name="file">The file; opened now.</param>
/// <param name="encoding">What is read as UTF-8; null where the file is.</param>
internal sealed class Utf8Stream(string file, Encoding? encoding = null) : ForwardStream
{
    private readonly Stream inner = encoding is null
        ? DataFile.OpenBytes(file)
        : Encoding.CreateTranscodingStream(DataFile.OpenBytes(file), encoding, Encoding.UTF8);

    // An incomplete character at the end of the last block: at most three bytes.
    private readonly byte[] tail = new byte[4];
    private int tailLength;
    private bool started;
    private int line = 1;
    private int column = 1;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (!started && Start(buffer) is var first and > 0)
        {
            return first;
        }

        int read = ReadInner(buffer);
        Check(buffer[..read], isLast: read == 0);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // Looks at the first bytes for a byte order mark; returns those that belong to the text, or 0 to read on.
    private int Start(Span<byte> buffer)
    {
        started = true;
        Span<byte> head = stackalloc byte[Math.Min(3, buffer.Length)];
        int length = 0;
        while (length < head.Length && ReadInner(head[length..]) is var read and > 0)
        {
            length += read;
        }

        head = head[..length];
        if (head is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            throw Broken("found UTF-16", "UTF-8");
        }

        if (head is [0xef, 0xbb, 0xbf])
        {
            return 0;
        }

        head.CopyTo(buffer);
        Check(head, isLast: false);
        return length;
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (DecoderFallbackException)
        {
            throw Broken($"found bytes that are not {encoding!.WebName}", "the encoding of the file");
        }
        catch (InvalidDataException e)
        {
            throw Broken(e.Message, null);
        }
        catch (IOException)
        {
            throw Broken("the file cannot be read on", null);
        }
    }

    private void Check(ReadOnlySpan<byte> block, bool isLast)
    {
        while (tailLength > 0)
        {
            if (block.IsEmpty && !isLast)
            {
                return;
            }

            if (!block.IsEmpty)
            {
                tail[tailLength++] = block[0];
                block = block[1..];
            }
            var status = Rune.DecodeFromUtf8(tail.AsSpan(0, tailLength), out _, out _);
            if (status == System.Buffers.OperationStatus.InvalidData || (isLast && block.IsEmpty))
            {
                throw Broken("found bytes that are not UTF-8", "UTF-8");
            }

            if (status == System.Buffers.OperationStatus.Done)
            {
                (tailLength, column) = (0, column + 1);
            }
        }
        int whole = block.Length - IncompleteEnd(block);
        if (!System.Text.Unicode.Utf8.IsValid(block[..whole]))
        {
            Advance(block[..FirstInvalid(block)]);
            throw Broken("found bytes that are not UTF-8", "UTF-8");
        }
        Advance(block[..whole]);
        block[whole..].CopyTo(tail);
        tailLength = block.Length - whole;
    }

    private static int IncompleteEnd(ReadOnlySpan<byte> block)
    {
        for (int length = 1; length <= Math.Min(3, block.Length); length++)
        {
            if (Rune.DecodeFromUtf8(block[^length..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData)
            {
                return length;
            }
        }
        return 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> block)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(block[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private void Advance(ReadOnlySpan<byte> valid)
    {
        line += valid.Count((byte)'\n');
        int lineStart = valid.LastIndexOf((byte)'\n') + 1;
        int characters = Encoding.UTF8.GetCharCount(valid[lineStart..]);
        column = lineStart == 0 ? column + characters : characters + 1;
    }

    private DocumentException Broken(string found, string? expected) =>
        new(new Fault(new Location(file, line, column), found, expected));
}
