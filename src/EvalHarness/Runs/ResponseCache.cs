using System.Threading.Channels;
using EvalHarness.Core;
using EvalHarness.Logs;
using Microsoft.Data.Sqlite;

namespace EvalHarness.Runs;

/// <summary>The cache over all runs, <c>results/.cache/responses.db</c>: never pay twice for the same request.</summary>
/// <remarks>
/// What failed, came back empty or was cut off is not kept, so it is asked again. A cached answer keeps when it was first
/// given, counts no attempt and costs nothing again. The journals of the runs hold all answers: what the file lacks is taken from
/// them when it is opened. No fault of the file ends a run or holds it up: it is told, and the run goes on with what is left.
/// </remarks>
internal sealed class ResponseCache : IResponseCache, IAsyncDisposable
{
    /// <summary>Name of the file in the folder of the cache.</summary>
    public const string FileName = "responses.db";

    /// <summary>Keys are random, so a commit rewrites nearly a page for each row: the more rows it has, the less each costs.</summary>
    private const int RowsPerCommit = 1000;

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    /// <summary>While another process waits for what this one asks.</summary>
    private static readonly TimeSpan GatherShared = TimeSpan.FromMilliseconds(20);

    private readonly string path;
    private readonly CacheFile file;
    private readonly CacheJournals journals;
    private readonly RequestClaims? claims;
    private readonly CacheNotes notes;
    private readonly RunFolder? run;
    private readonly Channel<Response> added = Channel.CreateBounded<Response>(
        new BoundedChannelOptions(4 * RowsPerCommit) { SingleReader = true }
    );
    private readonly Task keeping;
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim takingIn = new(1);
    private int lost;
    private volatile bool reads = true;
    private volatile bool keeps = true;

    private ResponseCache(
        string path,
        CacheFile file,
        CacheJournals journals,
        RequestClaims? claims,
        RunFolder? run,
        CacheNotes notes
    )
    {
        (this.path, this.file, this.journals) = (path, file, journals);
        (this.claims, this.run, this.notes) = (claims, run, notes);
        keeping = KeepAsync();
    }

    /// <summary>Opens the cache, making it when it is not there, and takes in what the journals of runs have and it lacks.</summary>
    /// <param name="store">The runs.</param>
    /// <param name="run">The run that adds to it; null when nothing is added.</param>
    /// <param name="tell">Is told what is wrong with it, one line each.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when it cannot be used; that was told.</returns>
    public static async Task<ResponseCache?> OpenAsync(
        RunStore store,
        RunFolder? run,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        string folder = store.CacheFolder;
        string path = Path.Combine(folder, FileName);
        var notes = new CacheNotes(path, store.Root, tell);
        CacheFile? file = null;
        RequestClaims? claims = null;
        try
        {
            Directory.CreateDirectory(folder);
            bool isNew = !File.Exists(path);
            (file, string? aside) = CacheRescue.Open(path, () => RequestClaims.AreThere(folder));
            claims = run is null ? null : await RequestClaims.JoinAsync(folder, cancellationToken);
            file.CatchUp();
            var journals = new CacheJournals(store, file, notes);
            var cache = new ResponseCache(path, file, journals, claims, run, notes);
            long taken = await cache.TakeInAsync(cancellationToken);
            if (aside is not null)
            {
                notes.PutAside(aside);
            }
            else if (isNew && taken > 0)
            {
                notes.Refilled(taken);
            }

            return cache;
        }
        catch (Exception fault) when (CacheNotes.Concern(fault))
        {
            notes.NotUsed(fault);
            claims?.Dispose();
            file?.Dispose();
            return null;
        }
        catch
        {
            claims?.Dispose();
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Whether a response is an answer that would come again.</summary>
    /// <param name="outcome">Its outcome.</param>
    public static bool IsKept(Outcome outcome) => outcome is Outcome.Answered or Outcome.Refused or Outcome.Filtered;

    /// <summary>Whether there is an answer to a request.</summary>
    /// <param name="request">The request.</param>
    public bool Has(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return file.MayHave(Key128.Of(request.Id)) && Read(request) is not null;
    }

    /// <inheritdoc/>
    public async ValueTask<Response?> FindAsync(Request request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = Key128.Of(request.Id);
        if (file.MayHave(key) && Read(request) is { } known)
        {
            return known;
        }

        bool mayBeAnswered = false;
        while (claims?.TryClaim(key, out mayBeAnswered) == false)
        {
            notes.Waiting();
            await Task.Delay(claims.Wait, cancellationToken);
        }

        if (!mayBeAnswered)
        {
            return null;
        }

        bool isLeft = false;
        try
        {
            await TakeInFromLostAsync(cancellationToken);
            var answered = Read(request);
            isLeft = answered is null;
            return answered;
        }
        finally
        {
            if (!isLeft)
            {
                claims!.Release(key);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(Response response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (keeps && IsKept(response.Outcome) && response.AnsweredAt is null)
        {
            await added.Writer.WriteAsync(response, cancellationToken);
        }
        else
        {
            claims?.Release(Key128.Of(response.RequestId));
        }
    }

    /// <inheritdoc/>
    public void GiveUp(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        claims?.Release(Key128.Of(request.Id));
    }

    /// <summary>Commits what is waiting and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        added.Writer.TryComplete();
        closing.TrySetResult();
        await keeping;
        if (keeps && run is not null)
        {
            TryKeep(() => journals.Note(run));
        }

        claims?.Dispose();
        file.Dispose();
        takingIn.Dispose();
    }

    private Response? Read(Request request)
    {
        if (!reads)
        {
            return null;
        }

        try
        {
            return
                file.Find(request.Id) is { } line
                && ResponseText.Parse(line) is { } kept
                && kept.RequestId == request.Id
                ? kept with
                {
                    Task = request.Task,
                    SampleId = request.Sample.Id,
                    Model = request.Model,
                    Epoch = request.Epoch,
                    PromptHash = request.Prompt.Hash,
                    Attempts = 0,
                    AnsweredAt = kept.AnsweredAt ?? kept.At,
                }
                : null;
        }
        catch (SqliteException fault) when (CacheRescue.IsDamage(fault))
        {
            TellDamage();
            return null;
        }
        catch (SqliteException fault)
        {
            reads = false;
            notes.NotRead(fault);
            return null;
        }
    }

    /// <summary>A process that was killed has answers in its journal that it had not brought here.</summary>
    private async Task TakeInFromLostAsync(CancellationToken cancellationToken)
    {
        if (claims!.Lost == lost || !keeps)
        {
            return;
        }

        await takingIn.WaitAsync(cancellationToken);
        try
        {
            if (claims.Lost != lost)
            {
                lost = claims.Lost;
                await TakeInAsync(cancellationToken);
            }
        }
        finally
        {
            takingIn.Release();
        }
    }

    private async Task<long> TakeInAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await journals.TakeInAsync(cancellationToken);
        }
        catch (SqliteException fault)
        {
            StopKeeping(fault);
            return 0;
        }
    }

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

            TryKeep(() => file.Keep(rows.Select(row => (row.RequestId, ResponseText.Write(row))), replaces: true));
            foreach (var row in rows)
            {
                claims?.Release(Key128.Of(row.RequestId));
            }

            rows.Clear();
        }
    }

    /// <summary>The journal has what is not kept here.</summary>
    private void TryKeep(Action keep)
    {
        if (!keeps)
        {
            return;
        }

        try
        {
            keep();
        }
        catch (SqliteException fault)
        {
            StopKeeping(fault);
        }
    }

    private void StopKeeping(SqliteException fault)
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

    private void TellDamage()
    {
        CacheRescue.Mark(path);
        notes.Damaged();
    }
}
