using System.Net;

namespace EvalHarness.Models.Batches;

/// <summary>Pieces of bytes sent one after the other, each followed by the end of a line or another mark.</summary>
/// <param name="pieces">The pieces.</param>
/// <param name="mark">What follows each but the last.</param>
/// <param name="head">What stands before the first.</param>
/// <param name="tail">What stands after the last.</param>
internal sealed class LinesContent(
    IReadOnlyList<ReadOnlyMemory<byte>> pieces,
    ReadOnlyMemory<byte> mark,
    ReadOnlyMemory<byte> head = default,
    ReadOnlyMemory<byte> tail = default
) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(head);
        for (int i = 0; i < pieces.Count; i++)
        {
            if (i > 0)
            {
                await stream.WriteAsync(mark);
            }

            await stream.WriteAsync(pieces[i]);
        }

        await stream.WriteAsync(tail);
    }

    protected override bool TryComputeLength(out long length)
    {
        length =
            head.Length
            + tail.Length
            + pieces.Sum(piece => (long)piece.Length)
            + ((long)mark.Length * Math.Max(0, pieces.Count - 1));
        return true;
    }
}
