using NpgsqlTypes;
using static EvalHarness.Fleet.Store.Parameters;

namespace EvalHarness.Fleet.Store;

/// <summary>The store as a worker sees it: takes requests, notes what it sends, brings answers.</summary>
/// <param name="store">The store.</param>
internal sealed class WorkTables(FleetStore store)
{
    /// <summary>Says that a worker is there.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="version">Build of its program.</param>
    /// <param name="hasLeft">Whether it leaves.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The store's clock.</returns>
    public async Task<DateTimeOffset> BeatAsync(
        string worker,
        string version,
        bool hasLeft,
        CancellationToken cancellationToken
    )
    {
        var now = await store.ReadAsync(
            """
            INSERT INTO workers (name, version, has_left) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET version = $2, seen_at = clock_timestamp(), has_left = $3
            RETURNING clock_timestamp()
            """,
            () => [Of(worker), Of(version), Of(hasLeft)],
            row => new DateTimeOffset(row.GetDateTime(0)),
            cancellationToken
        );
        return now[0];
    }

    /// <summary>Runs that want to be asked.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<List<OpenRun>> OpenRunsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            "SELECT id, name, models, version, uses_cache FROM runs WHERE is_open ORDER BY id",
            () => [],
            row => new OpenRun(
                row.GetInt32(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetBoolean(4)
            ),
            cancellationToken
        );

    /// <summary>Says that a worker takes part in a run, and what it cannot ask.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="worker">Name of the worker.</param>
    /// <param name="complaint">What it cannot ask; empty where it asks all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task JoinAsync(int run, string worker, string complaint, CancellationToken cancellationToken) =>
        store.DoAsync(
            "INSERT INTO hands VALUES ($1, $2, $3) ON CONFLICT (run, worker) DO UPDATE SET complaint = $3",
            () => [Of(run), Of(worker), Of(complaint)],
            cancellationToken
        );

    /// <summary>The bounds of a run's budget.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BudgetLimits> BoundsAsync(int run, CancellationToken cancellationToken) =>
        (
            await store.ReadAsync(
                "SELECT usd, requests FROM budgets WHERE run = $1",
                () => [Of(run)],
                row => new BudgetLimits(
                    row.IsDBNull(0) ? null : row.GetDecimal(0),
                    row.IsDBNull(1) ? null : row.GetInt64(1)
                ),
                cancellationToken
            )
        )[0];

    /// <summary>Says that a model is asked no more in a run.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task StopAsync(int run, string model, string reason, CancellationToken cancellationToken) =>
        store.DoAsync(
            "INSERT INTO stops VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            () => [Of(run), Of(model), Of(reason)],
            cancellationToken
        );

    /// <summary>Leases requests to workers, each as many as it wants at most; fairly, where fewer wait.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="orders">What workers want.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What each order is given, in their order.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<StoredRequest>>> DealAsync(
        int run,
        IReadOnlyList<DealOrder> orders,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        var rows = await store.ReadAsync(
            "SELECT d.place, d.key, d.token, p.line, d.line FROM deal($1, $2, $3, $4, $5) d JOIN prompts p ON p.run = $1 AND p.hash = d.prompt",
            () =>
                [
                    Of(run),
                    Of(orders.Select(one => one.Model).ToArray()),
                    Of(orders.Select(one => one.Worker).ToArray()),
                    Of(orders.Select(one => one.Most).ToArray()),
                    Of(lease),
                ],
            row =>
                (
                    Place: row.GetInt32(0) - 1,
                    Request: new StoredRequest(row.GetGuid(1), row.GetInt64(2), row.GetString(3), row.GetString(4))
                ),
            cancellationToken
        );
        var dealt = rows.ToLookup(row => row.Place, row => row.Request);
        return [.. orders.Select((_, place) => dealt[place].ToList())];
    }

    /// <summary>Whether a run is closed, or gone.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<bool> IsOverAsync(int run, CancellationToken cancellationToken) =>
        (
            await store.ReadAsync(
                "SELECT NOT EXISTS (SELECT 1 FROM runs WHERE id = $1 AND is_open)",
                () => [Of(run)],
                row => row.GetBoolean(0),
                cancellationToken
            )
        )[0];

    /// <summary>Frees requests whose lease is over.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many.</returns>
    public async Task<int> ReapAsync(int run, CancellationToken cancellationToken) =>
        (await store.ReadAsync("SELECT reap($1)", () => [Of(run)], row => row.GetInt32(0), cancellationToken))[0];

    /// <summary>Notes attempts that are about to be sent, and sets their worst case aside.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="worker">Name of the worker.</param>
    /// <param name="attempts">The attempts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Grant>> ReserveAsync(
        int run,
        string worker,
        IReadOnlyList<StoredAttempt> attempts,
        CancellationToken cancellationToken
    )
    {
        var said = await store.ReadAsync(
            "SELECT reserve($1, $2, $3, $4, $5, $6, $7)",
            () =>
                [
                    Of(run),
                    Of(worker),
                    Of(attempts.Select(one => one.Key).ToArray()),
                    Of(attempts.Select(one => one.Token).ToArray()),
                    Of(attempts.Select(one => one.Number).ToArray()),
                    Of(attempts.Select(one => one.Usd).ToArray()),
                    Of(attempts.Select(one => one.Lease).ToArray()),
                ],
            row => row.GetFieldValue<short[]>(0),
            cancellationToken
        );
        return [.. said[0].Select(one => (Grant)one)];
    }

    /// <summary>Turns what was set aside for attempts that failed into what was charged.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="worker">Name of the worker.</param>
    /// <param name="attempts">The attempts, with what was charged.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task SettleAsync(
        int run,
        string worker,
        IReadOnlyList<StoredAttempt> attempts,
        CancellationToken cancellationToken
    ) =>
        store.DoAsync(
            "SELECT settle($1, $2, $3, $4, $5, $6)",
            () =>
                [
                    Of(run),
                    Of(worker),
                    Of(attempts.Select(one => one.Key).ToArray()),
                    Of(attempts.Select(one => one.Token).ToArray()),
                    Of(attempts.Select(one => one.Number).ToArray()),
                    Of(attempts.Select(one => one.Usd).ToArray()),
                ],
            cancellationToken
        );

    /// <summary>Keeps answers, and settles the attempts that brought them.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="worker">Name of the worker.</param>
    /// <param name="answers">The answers; one a request, as a worker holds each once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task AnswerAsync(
        int run,
        string worker,
        IReadOnlyList<NewAnswer> answers,
        CancellationToken cancellationToken
    ) =>
        store.DoAsync(
            "SELECT answer($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            () =>
                [
                    Of(run),
                    Of(worker),
                    Of(answers.Select(one => one.Key).ToArray()),
                    Of(answers.Select(one => one.Token).ToArray()),
                    Of(answers.Select(one => one.Attempt).ToArray()),
                    Of(answers.Select(one => one.ChargedUsd).ToArray()),
                    Of(answers.Select(one => one.Line).ToArray()),
                    Of(answers.Select(one => (short?)one.Reach).ToArray()),
                    Of(answers.Select(one => one.IsFailed).ToArray()),
                ],
            cancellationToken
        );

    /// <summary>Gives back what was leased and not sent.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="held">The leases.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task ReleaseAsync(
        int run,
        IReadOnlyList<(Guid Key, long Token)> held,
        CancellationToken cancellationToken
    ) =>
        store.DoAsync(
            "SELECT release($1, $2, $3)",
            () => [Of(run), Of(held.Select(one => one.Key).ToArray()), Of(held.Select(one => one.Token).ToArray())],
            cancellationToken
        );

    /// <summary>Makes leases longer.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="held">The leases.</param>
    /// <param name="lease">For how long from now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RenewAsync(
        int run,
        IReadOnlyList<(Guid Key, long Token)> held,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) =>
        store.DoAsync(
            "SELECT renew($1, $2, $3, $4)",
            () =>
                [
                    Of(run),
                    Of(held.Select(one => one.Key).ToArray()),
                    Of(held.Select(one => one.Token).ToArray()),
                    Of(lease),
                ],
            cancellationToken
        );

    /// <summary>The part of a limit that a worker may use for a while.</summary>
    /// <param name="order">The limit, the worker and what all workers may use together.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Slice> SliceAsync(SliceOrder order, CancellationToken cancellationToken)
    {
        var slices = await store.ReadAsync(
            "SELECT requests, tokens, in_flight, paused_seconds FROM slice($1, $2, $3, $4, $5, $6)",
            () =>
                [
                    Of(order.Limit),
                    Of(order.Worker),
                    OrNull(order.RequestsPerMinute, NpgsqlDbType.Numeric),
                    OrNull(order.TokensPerMinute, NpgsqlDbType.Numeric),
                    OrNull(order.InFlight, NpgsqlDbType.Integer),
                    Of(Slice.Lease),
                ],
            row => new Slice(
                row.IsDBNull(0) ? null : (double)row.GetDecimal(0),
                row.IsDBNull(1) ? null : (double)row.GetDecimal(1),
                row.IsDBNull(2) ? null : row.GetInt32(2),
                row.GetDouble(3)
            ),
            cancellationToken
        );
        return slices[0];
    }

    /// <summary>A server wants to be left alone: all workers are told with their next slice.</summary>
    /// <param name="limit">Name of the limit.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task PauseAsync(string limit, TimeSpan duration, CancellationToken cancellationToken) =>
        store.DoAsync(
            "UPDATE limits SET paused_until = greatest(coalesce(paused_until, '-infinity'), now() + $2) WHERE name = $1",
            () => [Of(limit), Of(duration)],
            cancellationToken
        );

    /// <summary>Gives the parts of all limits back.</summary>
    /// <param name="worker">Name of the worker.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task LeaveAsync(string worker, CancellationToken cancellationToken) =>
        store.DoAsync(
            "DELETE FROM slices WHERE split_part(worker, '#', 1) = $1",
            () => [Of(worker)],
            cancellationToken
        );
}
