using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>Takes answers from the journals of all runs into the cache, so that losing the cache loses nothing.</summary>
/// <remarks>
/// A journal whose size the database knows is passed over: those of killed runs, of runs without the cache and of runs from
/// elsewhere are read once, and again when they have grown.
/// </remarks>
/// <param name="store">The runs.</param>
/// <param name="file">The database.</param>
/// <param name="notes">Tell which journals cannot be read.</param>
internal sealed class CacheJournals(RunStore store, CacheFile file, CacheNotes notes)
{
    private const int LinesPerCommit = 1000;

    /// <summary>Takes in what is new, while the cache is being opened and nobody uses it yet.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Number of answers taken in.</returns>
    public Task<long> TakeInAsync(CancellationToken cancellationToken) =>
        TakeInAsync(_ => true, file.CatchUp, cancellationToken);

    /// <summary>Takes in what other runs have that was not here when the cache was opened.</summary>
    /// <param name="own">The run that goes on here: what it answers it adds itself.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Number of answers taken in.</returns>
    public Task<long> TakeInOthersAsync(RunFolder? own, CancellationToken cancellationToken)
    {
        string? ownName = own is null ? null : NameOf(own);
        return TakeInAsync(name => name != ownName, () => { }, cancellationToken);
    }

    private async Task<long> TakeInAsync(Func<string, bool> isMeant, Action tookIn, CancellationToken cancellationToken)
    {
        var known = file.ReadJournals();
        long taken = 0;
        foreach (var folder in store.List(notes.Unread))
        {
            string run = NameOf(folder);
            if (!isMeant(run))
            {
                continue;
            }

            try
            {
                long bytes = SizeOf(folder);
                if (bytes == 0 || known.GetValueOrDefault(run) == bytes)
                {
                    continue;
                }

                taken += await TakeInAsync(folder, cancellationToken);
                file.NoteJournal(run, bytes);
                tookIn();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DocumentException)
            {
                notes.Unread(folder.ResponsesFile);
            }
        }

        return taken;
    }

    /// <summary>Takes note that a run added all its answers itself.</summary>
    /// <param name="folder">Its folder; the journal is closed.</param>
    public void Note(RunFolder folder) => file.NoteJournal(NameOf(folder), SizeOf(folder));

    private async Task<long> TakeInAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        if (PaidModels(folder) is not { Count: > 0 } paid)
        {
            return 0;
        }

        long taken = 0;
        var lines = new List<(string Id, byte[] Line)>();
        await using var reader = LineReader.Open(folder.ResponsesFile);
        while (await reader.MoveNextAsync(cancellationToken))
        {
            if (
                TryRead(reader) is { } keys
                && paid.Contains(keys.Model)
                && !file.MayHave(Key128.Of(keys.Request))
                && ResponseText.Parse(reader.Line.Span) is { } response
                && ResponseCache.IsKept(response.Outcome)
            )
            {
                lines.Add((keys.Request, reader.Line.ToArray()));
            }

            if (lines.Count == LinesPerCommit)
            {
                file.Keep(lines, replaces: false);
                taken += lines.Count;
                lines.Clear();
            }
        }

        file.Keep(lines, replaces: false);
        return taken + lines.Count;
    }

    /// <summary>A line that is broken is no answer; the run that it belongs to will tell.</summary>
    private static LineKeys? TryRead(LineReader reader)
    {
        try
        {
            return LineKeys.TryRead(reader, out var keys) ? keys : null;
        }
        catch (DocumentException)
        {
            return null;
        }
    }

    /// <summary>Models that were asked for money; null when the header does not tell.</summary>
    private static HashSet<string>? PaidModels(RunFolder folder)
    {
        try
        {
            return
            [
                .. RunLog
                    .ReadHeader(folder)
                    .Models.Where(model => model is { IsLocal: false, IsRecorded: false, Team: null })
                    .Select(model => model.Name),
            ];
        }
        catch (DocumentException)
        {
            return null;
        }
    }

    private string NameOf(RunFolder folder) => Path.GetRelativePath(store.Root, folder.Path);

    private static long SizeOf(RunFolder folder) =>
        new FileInfo(folder.ResponsesFile) is { Exists: true } plain ? plain.Length
        : new FileInfo(folder.ResponsesFile + ".gz") is { Exists: true } packed ? packed.Length
        : 0;
}
