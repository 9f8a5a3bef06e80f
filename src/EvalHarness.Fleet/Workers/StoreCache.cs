using System.Collections.Concurrent;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Fleet.Store;
using EvalHarness.Logs;
using EvalHarness.Runs;

namespace EvalHarness.Fleet.Workers;

/// <summary>Answers of all runs of a store by the identity of the request, and claims on those that are being asked.</summary>
/// <remarks>
/// A claim is a run's and not a worker's: another worker that takes a lost one's place goes on from it, while other runs wait until it
/// is answered, given up or over.
/// </remarks>
/// <param name="run">Number of the run.</param>
/// <param name="tables">The store.</param>
/// <param name="claim">How long a request is waited for that another run asks.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreCache(int run, CacheTable tables, TimeSpan claim, TimeProvider time) : IResponseCache
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Batcher<CacheClaim, CachedAnswer> claiming = new(claims =>
        tables.ClaimAsync(claims, claim, CancellationToken.None)
    );

    private readonly Batcher<CacheLine, bool> adding = new(async lines =>
    {
        await tables.AddAsync(lines, CancellationToken.None);
        return new bool[lines.Count];
    });

    private readonly ConcurrentDictionary<string, string> owners = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<Response?> FindAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.Repeat > 0)
        {
            // What is asked to see whether a model repeats itself is asked.
            return null;
        }

        string owner = FormattableString.Invariant($"{run}/{request.Task}/{request.Model}");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = await claiming.AddAsync(new CacheClaim(IdentityOf(request), owner));
            if (found.Line is { } line)
            {
                return Read(line, request);
            }

            if (found.IsMine)
            {
                owners[IdentityOf(request)] = owner;
                return null;
            }

            await Task.Delay(Pace, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(Response response, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string identity = Digest.Of(response.RequestId, response.PromptHash);
        if (!owners.TryRemove(identity, out string? owner))
        {
            return;
        }

        if (ResponseCache.IsKept(response.Outcome) && response.AnsweredAt is null)
        {
            string line = JsonSerializer.Serialize(ResponseLine.From(response), LogJson.Default.ResponseLine);
            await adding.AddAsync(new CacheLine(identity, line));
        }
        else
        {
            await tables.GiveUpAsync(identity, owner, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void GiveUp(Request request)
    {
        if (owners.TryRemove(IdentityOf(request), out string? owner))
        {
            // Whoever waits waits for the end of the claim at most.
            _ = tables.GiveUpAsync(IdentityOf(request), owner, CancellationToken.None);
        }
    }

    /// <summary>The prompt is part of it: a later turn shows what was answered to the earlier ones, which its id does not know.</summary>
    private static string IdentityOf(Request request) => Digest.Of(request.Id, request.Prompt.Hash);

    private static Response Read(string line, Request request) =>
        ResponseCache.AnswerTo(request, JsonSerializer.Deserialize(line, LogJson.Default.ResponseLine)!.ToResponse());
}
