using static EvalHarness.Fleet.Store.Parameters;

namespace EvalHarness.Fleet.Store;

/// <summary>The store's answers by the identity of the request, over all runs.</summary>
/// <param name="store">The store.</param>
internal sealed class CacheTable(FleetStore store)
{
    /// <summary>Answers to requests; those that have none are claimed, where nobody else has claimed them.</summary>
    /// <param name="claims">The requests.</param>
    /// <param name="lease">How long a claim lasts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>One a claim, in order.</returns>
    public async Task<IReadOnlyList<CachedAnswer>> ClaimAsync(
        IReadOnlyList<CacheClaim> claims,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        var rows = await store.ReadAsync(
            "SELECT identity, claimed_by, line FROM claim($1, $2, $3)",
            () =>
                [
                    Of(claims.Select(one => one.Identity).ToArray()),
                    Of(claims.Select(one => one.Owner).ToArray()),
                    Of(lease),
                ],
            row =>
                (
                    Identity: row.GetString(0),
                    Owner: row.IsDBNull(1) ? null : row.GetString(1),
                    Line: row.IsDBNull(2) ? null : row.GetString(2)
                ),
            cancellationToken
        );
        var found = rows.DistinctBy(row => row.Identity).ToDictionary(row => row.Identity, StringComparer.Ordinal);
        return
        [
            .. claims.Select(one => new CachedAnswer(found[one.Identity].Line, found[one.Identity].Owner == one.Owner)),
        ];
    }

    /// <summary>Keeps answers; the first to a request stays.</summary>
    /// <param name="lines">The answers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task AddAsync(IReadOnlyList<CacheLine> lines, CancellationToken cancellationToken) =>
        store.DoAsync(
            """
            INSERT INTO cache (identity, line)
            SELECT DISTINCT ON (kept.identity) kept.* FROM unnest($1, $2) AS kept (identity, line) ORDER BY kept.identity
            ON CONFLICT (identity) DO UPDATE SET line = excluded.line, claimed_by = NULL, claimed_until = NULL
            WHERE cache.line IS NULL
            """,
            () => [Of(lines.Select(one => one.Identity).ToArray()), Of(lines.Select(one => one.Line).ToArray())],
            cancellationToken
        );

    /// <summary>Takes a claim back.</summary>
    /// <param name="identity">Identity of the request.</param>
    /// <param name="owner">Who has claimed it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task GiveUpAsync(string identity, string owner, CancellationToken cancellationToken) =>
        store.DoAsync(
            "DELETE FROM cache WHERE identity = $1 AND claimed_by = $2 AND line IS NULL",
            () => [Of(identity), Of(owner)],
            cancellationToken
        );
}

/// <summary>A claim on a request that is about to be asked.</summary>
/// <param name="Identity">Identity of the request.</param>
/// <param name="Owner">Who claims it.</param>
internal readonly record struct CacheClaim(string Identity, string Owner);

/// <summary>An answer that is kept.</summary>
/// <param name="Identity">Identity of the request.</param>
/// <param name="Line">The response, as a line of a log.</param>
internal readonly record struct CacheLine(string Identity, string Line);

/// <summary>What the store says of a claim.</summary>
/// <param name="Line">The answer, as a line of a log; null where there is none.</param>
/// <param name="IsMine">Whether the request is the claimant's to ask, where there is no answer.</param>
internal readonly record struct CachedAnswer(string? Line, bool IsMine);
