using Microsoft.Win32.SafeHandles;

namespace EvalHarness.Logs;

/// <summary>
/// Where the response that counts for each cell stands in the journal: eight bytes a cell, so that a journal in order of
/// arrival is read in order of the suite without being held in memory.
/// </summary>
/// <remarks>
/// Of several lines for one request the settled one counts (anything but failed and not run), among equals the latest,
/// and among lines of one instant the one that sorts last: never the one that happens to stand last.
/// </remarks>
internal sealed class JournalIndex : IDisposable
{
    private readonly long[] places;
    private readonly int[]? lines;
    private readonly SafeFileHandle journal;

    private JournalIndex(long cells, SafeFileHandle journal, bool withLines)
    {
        places = new long[cells];
        lines = withLines ? new int[cells] : null;
        Array.Fill(places, -1);
        this.journal = journal;
    }

    /// <summary>Reads the journal once, from end to end.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cells">The cells of the run.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="withLines">Whether line numbers are kept too: four bytes more a cell.</param>
    /// <exception cref="Core.DocumentException">A line is broken, or answers nothing that the run planned.</exception>
    public static async Task<JournalIndex> ReadAsync(
        RunFolder folder,
        RunCells cells,
        CancellationToken cancellationToken,
        bool withLines = false
    )
    {
        var index = new JournalIndex(
            cells.Count,
            await PlainFile.OpenAsync(folder.ResponsesFile, cancellationToken),
            withLines
        );
        try
        {
            if (LineReader.Exists(folder.ResponsesFile))
            {
                await index.FillAsync(folder, cells, cancellationToken);
            }

            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>The line that counts for a cell.</summary>
    /// <param name="cell">Number of the cell.</param>
    /// <param name="buffer">Room for the line; grows as needed.</param>
    /// <returns>The line, without its end; empty when nothing came back.</returns>
    public ReadOnlyMemory<byte> Read(long cell, ref byte[] buffer) =>
        places[cell] < 0 ? default : ReadLine(places[cell], ref buffer);

    /// <summary>Number of that line, from 1; null when nothing came back or numbers were not kept.</summary>
    /// <param name="cell">Number of the cell.</param>
    public int? LineOf(long cell) => lines is null || places[cell] < 0 ? null : lines[cell];

    public void Dispose() => journal.Dispose();

    private async Task FillAsync(RunFolder folder, RunCells cells, CancellationToken cancellationToken)
    {
        await using var reader = LineReader.Open(folder.ResponsesFile);
        while (await reader.MoveNextAsync(cancellationToken))
        {
            if (!LineKeys.TryRead(reader, out var keys))
            {
                continue;
            }

            long cell = cells.Find(keys);
            if (cell < 0 && cells.Helpers.Contains(keys.Model))
            {
                continue;
            }

            if (cell < 0)
            {
                throw JsonLines.Foreign(reader);
            }

            if (places[cell] < 0 || Counts(keys, reader.Line.Span, places[cell]))
            {
                places[cell] = reader.Offset;
                lines?[(int)cell] = reader.Number;
            }
        }
    }

    /// <summary>Whether a line counts rather than an earlier one for the same cell.</summary>
    private bool Counts(in LineKeys keys, ReadOnlySpan<byte> line, long earlier)
    {
        byte[] buffer = new byte[4096];
        var other = ReadLine(earlier, ref buffer).Span;
        return Counts(keys, line, LineKeys.Read(other), other);
    }

    /// <summary>Whether a line counts rather than another one for the same cell.</summary>
    public static bool Counts(
        in LineKeys keys,
        ReadOnlySpan<byte> line,
        in LineKeys otherKeys,
        ReadOnlySpan<byte> other
    )
    {
        int order = IsSettled(keys).CompareTo(IsSettled(otherKeys));
        if (order == 0)
        {
            order = keys.At.CompareTo(otherKeys.At);
        }

        return (order == 0 ? line.SequenceCompareTo(other) : order) > 0;
    }

    /// <summary>Whether a line says more than that nothing came back.</summary>
    public static bool IsSettled(in LineKeys keys) => keys.Outcome is not ("failed" or "not_run");

    private ReadOnlyMemory<byte> ReadLine(long at, ref byte[] buffer) => PlainFile.ReadLine(journal, at, ref buffer);
}
