namespace EvalHarness.Models.Recordings;

/// <summary>Reads a stream line by line as bytes, in the memory of its longest line.</summary>
internal sealed class LineScanner(Stream stream)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool ended;

    /// <summary>The line read last, without its end and without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether it is the last one and lacks its end: a writer was killed.</summary>
    public bool IsTorn { get; private set; }

    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0 || (ended && end > start))
            {
                IsTorn = found < 0;
                Take(IsTorn ? end - start : searched + found);
                return true;
            }

            if (ended)
            {
                return false;
            }

            searched = end - start;
            await FillAsync(cancellationToken);
        }
    }

    private void Take(int length)
    {
        int mark = Number == 0 && buffer.AsSpan(start, length).StartsWith("\uFEFF"u8) ? 3 : 0;
        Line = buffer.AsMemory(start + mark, length - mark);
        start += length + (IsTorn ? 0 : 1);
        Number++;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        ended = read == 0;
        end += read;
    }
}
