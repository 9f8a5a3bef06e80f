using System.Runtime.CompilerServices;

namespace EvalHarness.Models.Processes;

/// <summary>One line that a process wrote, or the last piece of its output.</summary>
/// <param name="Bytes">The bytes, without the end of the line; of one that is too long, its beginning.</param>
/// <param name="IsWhole">Whether the line came to its end.</param>
/// <param name="IsTooLong">Whether there was more than is read.</param>
internal readonly record struct OutputLine(ReadOnlyMemory<byte> Bytes, bool IsWhole, bool IsTooLong);

/// <summary>Cuts a stream into lines of bounded length.</summary>
internal static class LineReader
{
    private const int First = 16 * 1024;

    /// <summary>The lines; each is good until the next is asked for.</summary>
    /// <param name="stream">The output of a process.</param>
    /// <param name="longest">Most bytes of a line; the rest of a longer one is read and dropped.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<OutputLine> ReadAsync(
        Stream stream,
        int longest,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        byte[] buffer = new byte[First];
        int filled = 0;
        int searched = 0;
        bool isDropping = false;
        while (true)
        {
            int end = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                end += searched;
                if (!isDropping)
                {
                    yield return new OutputLine(buffer.AsMemory(0, end), IsWhole: true, IsTooLong: end > longest);
                }

                buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                (filled, searched, isDropping) = (filled - end - 1, 0, false);
                continue;
            }

            if (filled > longest && !isDropping)
            {
                yield return new OutputLine(buffer.AsMemory(0, longest), IsWhole: false, IsTooLong: true);
                isDropping = true;
            }

            (filled, searched) = isDropping ? (0, 0) : (filled, filled);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(Array.MaxLength, buffer.Length * 2));
            }

            int read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        if (filled > 0 && !isDropping)
        {
            yield return new OutputLine(buffer.AsMemory(0, filled), IsWhole: false, IsTooLong: false);
        }
    }
}
