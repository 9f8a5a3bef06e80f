using System.Threading.Channels;
using EvalHarness.Core;
using EvalHarness.Logs;
using Microsoft.Data.Sqlite;

namespace EvalHarness.Runs;

/// <summary>Brings the answers of a run into the cache, many at a time, behind the run.</summary>
/// <param name="path">Path of the database.</param>
/// <param name="file">The database.</param>
/// <param name="claims">The requests in flight, each given up when its answer is there; null where they are not told.</param>
/// <param name="notes">Tell what is wrong with the file.</param>
internal sealed class CacheKeeper(string path, CacheFile file, RequestClaims? claims, CacheNotes notes)
{
    /// <summary>Keys are random, so a commit rewrites nearly a page for each row: the more rows it has, the less each costs.</summary>
    private const int RowsPerCommit = 1000;

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    /// <summary>While another process waits for what this one asks.</summary>
    private static readonly TimeSpan GatherShared = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Response> added = Channel.CreateBounded<Response>(
        new BoundedChannelOptions(4 * RowsPerCommit) { SingleReader = true }
    );
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task keeping = Task.CompletedTask;
    private volatile bool keeps = true;

    /// <summary>Whether the file still takes answers.</summary>
    public bool Keeps => keeps;

    /// <summary>Begins to keep what is added.</summary>
    public void Start() => keeping = KeepAsync();

    /// <summary>Has an answer kept.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="cancellationToken">Ends the waiting for room.</param>
    public ValueTask AddAsync(Response response, CancellationToken cancellationToken) =>
        added.Writer.WriteAsync(response, cancellationToken);

    /// <summary>Keeps what is waiting, and takes nothing more.</summary>
    public async Task CloseAsync()
    {
        added.Writer.TryComplete();
        closing.TrySetResult();
        await keeping;
    }

    /// <summary>Does something with the file that may fail; the journal has what is not kept here.</summary>
    /// <param name="work">The work, done again when another process holds the file locked: one that does so twice goes on doing it.</param>
    public async Task TryAsync(Func<Task> work)
    {
        for (bool isFirst = true; keeps; isFirst = false)
        {
            try
            {
                await work();
                return;
            }
            catch (SqliteException locked) when (isFirst && locked.SqliteErrorCode is 5 or 6)
            {
                // The second time decides.
            }
            catch (SqliteException fault)
            {
                Stop(fault);
            }
        }
    }

    /// <summary>Has the next process mend the file, and tells that.</summary>
    public void TellDamage()
    {
        CacheRescue.Mark(path);
        notes.Damaged();
    }

    private Task TryAsync(Action work) =>
        TryAsync(() =>
        {
            work();
            return Task.CompletedTask;
        });

    private async Task KeepAsync()
    {
        var rows = new List<Response>(RowsPerCommit);
        while (await added.Reader.WaitToReadAsync())
        {
            if (added.Reader.Count < RowsPerCommit)
            {
                await Task.WhenAny(closing.Task, Task.Delay(claims?.IsShared == true ? GatherShared : Gather));
            }

            while (rows.Count < RowsPerCommit && added.Reader.TryRead(out var response))
            {
                rows.Add(response);
            }

            await TryAsync(() =>
                file.Keep(rows.Select(row => (row.RequestId, ResponseText.Write(row))), replaces: true)
            );
            foreach (var row in rows)
            {
                claims?.Release(Key128.Of(row.RequestId));
            }

            rows.Clear();
        }
    }

    private void Stop(SqliteException fault)
    {
        keeps = false;
        if (CacheRescue.IsDamage(fault))
        {
            TellDamage();
        }
        else
        {
            notes.NotWritten(fault);
        }
    }
}
