using EvalHarness.Runs.Fleets;
using Npgsql;
using NpgsqlTypes;
using static EvalHarness.Fleet.Store.Parameters;

namespace EvalHarness.Fleet.Store;

/// <summary>The store as a run sees it: hands requests in, takes them back, and reads what became of them.</summary>
/// <param name="store">The store.</param>
internal sealed class RunTables(FleetStore store)
{
    /// <summary>Workers that were not seen for so long are gone.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(30);

    /// <summary>Tells the store of a run, or that it goes on.</summary>
    /// <param name="work">The run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its number in the store.</returns>
    public async Task<int> OpenAsync(FleetWork work, CancellationToken cancellationToken)
    {
        var ids = await store.ReadAsync(
            "SELECT open_run($1, $2, $3, $4, $5, $6, $7, $8)",
            () =>
                [
                    Of(work.Run),
                    Of(work.Models),
                    Of(work.Version),
                    Of(work.UsesCache),
                    OrNull(work.Usd, NpgsqlDbType.Numeric),
                    OrNull(work.Requests, NpgsqlDbType.Bigint),
                    Of(work.SpentUsd),
                    Of(work.Sent),
                ],
            row => row.GetInt32(0),
            cancellationToken
        );
        return ids[0];
    }

    /// <summary>Hands requests in.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="questions">The requests.</param>
    /// <param name="prompts">Prompts that the store may lack, by hash.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task HandInAsync(
        int run,
        IReadOnlyList<FleetQuestion> questions,
        IReadOnlyDictionary<string, string> prompts,
        CancellationToken cancellationToken
    ) =>
        store.CallAsync(
            async (connection, token) =>
            {
                await using var batch = new NpgsqlBatch(connection);
                batch.BatchCommands.Add(
                    new NpgsqlBatchCommand(
                        "INSERT INTO prompts (run, hash, line) SELECT $1, * FROM unnest($2, $3) ON CONFLICT DO NOTHING"
                    )
                    {
                        Parameters = { Of(run), Of(prompts.Keys.ToArray()), Of(prompts.Values.ToArray()) },
                    }
                );
                batch.BatchCommands.Add(
                    new NpgsqlBatchCommand("SELECT hand_in($1, $2, $3, $4, $5, $6)")
                    {
                        Parameters =
                        {
                            Of(run),
                            Of(questions.Select(one => one.Key.ToGuid()).ToArray()),
                            Of(questions.Select(one => one.Model).ToArray()),
                            Of(questions.Select(one => one.Prompt.Hash).ToArray()),
                            Of(questions.Select(one => one.Line).ToArray()),
                            Of(questions.Select(one => one.IsAgain).ToArray()),
                        },
                    }
                );
                return await batch.ExecuteNonQueryAsync(token);
            },
            cancellationToken
        );

    private const string AnswerColumns = """
        SELECT a.seq, a.key, a.line, a.reach, r.lost_usd, r.lost_attempts
        FROM answers a JOIN requests r ON r.run = a.run AND r.key = a.key
        WHERE a.run = $1
        """;

    /// <summary>Answers that came after one, in the order in which they came.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="after">Place of that one; 0 reads from the first.</param>
    /// <param name="most">Most answers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<List<StoredAnswer>> AnswersAfterAsync(
        int run,
        long after,
        int most,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            AnswerColumns + " AND a.seq > $2 ORDER BY a.seq LIMIT $3",
            () => [Of(run), Of(after), Of(most)],
            StoredAnswer.Read,
            cancellationToken
        );

    /// <summary>Answers at places that were passed over: who came later may be seen earlier.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="places">The places.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<List<StoredAnswer>> AnswersAtAsync(int run, long[] places, CancellationToken cancellationToken) =>
        store.ReadAsync(
            AnswerColumns + " AND a.seq = ANY($2)",
            () => [Of(run), Of(places)],
            StoredAnswer.Read,
            cancellationToken
        );

    /// <summary>Answers to requests, where there are some.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="keys">The requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<List<StoredAnswer>> AnswersToAsync(int run, Guid[] keys, CancellationToken cancellationToken) =>
        store.ReadAsync(
            AnswerColumns + " AND a.key = ANY($2)",
            () => [Of(run), Of(keys)],
            StoredAnswer.Read,
            cancellationToken
        );

    /// <summary>Place of the last answer of a run; 0 where there is none.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<long> LastAnswerAsync(int run, CancellationToken cancellationToken) =>
        (
            await store.ReadAsync(
                "SELECT coalesce(max(seq), 0) FROM answers WHERE run = $1",
                () => [Of(run)],
                row => row.GetInt64(0),
                cancellationToken
            )
        )[0];

    /// <summary>Takes back what no worker has sent.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What will not be asked.</returns>
    public Task<List<Guid>> TakeBackAsync(int run, string model, CancellationToken cancellationToken) =>
        store.ReadAsync(
            "SELECT * FROM take_back($1, $2)",
            () => [Of(run), Of(model)],
            row => row.GetGuid(0),
            cancellationToken
        );

    /// <summary>Models that the workers ask no more, with the reason.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<List<(string Model, string Reason)>> StopsAsync(int run, CancellationToken cancellationToken) =>
        store.ReadAsync(
            "SELECT model, reason FROM stops WHERE run = $1",
            () => [Of(run)],
            row => (row.GetString(0), row.GetString(1)),
            cancellationToken
        );

    /// <summary>How it stands with a run.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="version">Build of this program.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<FleetTally> TallyAsync(int run, string version, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(
            """
            SELECT
              (SELECT count(*) FROM workers WHERE version = $2 AND NOT has_left AND seen_at > now() - $3),
              (SELECT count(*) FROM workers WHERE version <> $2 AND NOT has_left AND seen_at > now() - $3),
              (SELECT count(*) FROM requests WHERE run = $1 AND state = 0),
              (SELECT count(*) FROM requests WHERE run = $1 AND is_out AND attempt > settled),
              possibly_twice, second_answers, spent_usd,
              (SELECT count(*) FROM hands WHERE run = $1),
              (SELECT array_agg(worker || ': ' || complaint ORDER BY worker) FROM hands WHERE run = $1 AND complaint <> '')
            FROM spending WHERE run = $1
            """,
            () => [Of(run), Of(version), Of(Gone)],
            row => new FleetTally(
                (int)row.GetInt64(0),
                (int)row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetDecimal(6)
            )
            {
                TookPart = (int)row.GetInt64(7),
                Complaints = row.IsDBNull(8) ? [] : row.GetFieldValue<string[]>(8),
            },
            cancellationToken
        );
        return rows[0];
    }

    /// <summary>Says that nothing more is asked.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task CloseAsync(int run, CancellationToken cancellationToken) =>
        store.DoAsync(
            "UPDATE runs SET is_open = false, closed_at = now() WHERE id = $1",
            () => [Of(run)],
            cancellationToken
        );
}
