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

    private readonly CacheFile file;
    private readonly CacheJournals journals;
    private readonly CacheKeeper keeper;
    private readonly RequestClaims? claims;
    private readonly CacheNotes notes;
    private readonly RunFolder? run;
    private readonly SemaphoreSlim takingIn = new(1);
    private int lost;
    private volatile bool reads = true;

    private ResponseCache(
        CacheFile file,
        CacheJournals journals,
        CacheKeeper keeper,
        RequestClaims? claims,
        RunFolder? run,
        CacheNotes notes
    )
    {
        (this.file, this.journals, this.keeper) = (file, journals, keeper);
        (this.claims, this.run, this.notes) = (claims, run, notes);
        keeper.Start();
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
            bool isNew;
            string? aside;
            // One at a time, until it is seen to be at work: of two that find a broken file at once, one would put aside what the other saved.
            using (var door = await RequestClaims.EnterAsync(folder, cancellationToken))
            {
                isNew = !File.Exists(path);
                (file, aside) = CacheRescue.Open(path, () => door is null || RequestClaims.AreThere(folder));
#pragma warning disable CA2000 // The cache owns them, and what fails before it exists disposes of them.
                claims = run is null || door is null ? null : RequestClaims.TryJoin(folder);
#pragma warning restore CA2000
            }

            await (claims?.WaitForOthersAsync(cancellationToken) ?? Task.CompletedTask);
            file.CatchUp();
            var journals = new CacheJournals(store, file, notes);
            var keeper = new CacheKeeper(path, file, claims, notes);
            var cache = new ResponseCache(file, journals, keeper, claims, run, notes);
            long taken = await cache.TakeInAsync(journals.TakeInAsync, cancellationToken);
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
        if (keeper.Keeps && IsKept(response.Outcome) && response.AnsweredAt is null)
        {
            await keeper.AddAsync(response, cancellationToken);
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
        await keeper.CloseAsync();
        if (run is not null)
        {
            await keeper.TryAsync(() =>
            {
                journals.Note(run);
                return Task.CompletedTask;
            });
        }

        claims?.Dispose();
        file.Dispose();
        takingIn.Dispose();
    }

    /// <summary>A kept answer as one to a request: it keeps when it was given, counts no attempt and costs nothing again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kept">The answer.</param>
    internal static Response AnswerTo(Request request, Response kept) =>
        kept with
        {
            RequestId = request.Id,
            Task = request.Task,
            SampleId = request.Sample.Id,
            Model = request.Model,
            Epoch = request.Epoch,
            PromptHash = request.Prompt.Hash,
            Attempts = 0,
            AnsweredAt = kept.AnsweredAt ?? kept.At,
        };

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
                ? AnswerTo(request, kept)
                : null;
        }
        catch (SqliteException fault) when (CacheRescue.IsDamage(fault))
        {
            keeper.TellDamage();
            return null;
        }
        catch (SqliteException fault)
        {
            reads = false;
            notes.NotRead(fault);
            return null;
        }
    }

    /// <summary>A process that was killed has answers in its journal that it had not brought here; whoever needs one waits for them.</summary>
    private async Task TakeInFromLostAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref lost) == claims!.Lost || !keeper.Keeps)
        {
            return;
        }

        await takingIn.WaitAsync(cancellationToken);
        try
        {
            int now = claims.Lost;
            if (lost != now)
            {
                await TakeInAsync(token => journals.TakeInOthersAsync(run, token), cancellationToken);
                Volatile.Write(ref lost, now);
            }
        }
        finally
        {
            takingIn.Release();
        }
    }

    private async Task<long> TakeInAsync(
        Func<CancellationToken, Task<long>> takeIn,
        CancellationToken cancellationToken
    )
    {
        long taken = 0;
        try
        {
            await keeper.TryAsync(async () => taken += await takeIn(cancellationToken));
        }
        catch (Exception fault) when (CacheNotes.Concern(fault))
        {
            notes.Unread();
        }

        return taken;
    }
}
