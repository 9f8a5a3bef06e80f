namespace EvalHarness.Models.Batches;

/// <summary>Reads a stream line by line, in the memory of its longest line.</summary>
/// <param name="stream">The stream.</param>
/// <param name="longest">Longest line kept, in bytes; of a longer one nothing is.</param>
internal sealed class LineStream(Stream stream, int longest)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private int filled;
    private bool isOver;

    /// <summary>The next line without its end, good until the next is read; empty where it was too long, null after the last.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        bool isTooLong = false;
        int searched = start;
        while (true)
        {
            int length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = buffer.AsMemory(start, searched + length - start);
                start = searched + length + 1;
                return isTooLong ? ReadOnlyMemory<byte>.Empty : line;
            }

            if (isOver)
            {
                var last = buffer.AsMemory(start, isTooLong ? 0 : end - start);
                bool isNone = start == end && !isTooLong;
                start = end;
                // A bare null would become empty memory.
                return isNone ? default(ReadOnlyMemory<byte>?) : last;
            }

            if (end - start > longest)
            {
                isTooLong = true;
                start = end;
            }

            await FillAsync(cancellationToken);
            searched = end - filled;
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        filled = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += filled;
        isOver = filled == 0;
    }
}
