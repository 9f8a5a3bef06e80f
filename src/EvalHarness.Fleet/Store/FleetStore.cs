using System.Net.Sockets;
using System.Reflection;
using Npgsql;

namespace EvalHarness.Fleet.Store;

/// <summary>The store that the workers of a fleet share: what is called passes once, however often the connection to it breaks.</summary>
/// <remarks>Every statement may be called again after an answer of the store was lost: it then says and does the same.</remarks>
internal sealed class FleetStore : IAsyncDisposable
{
    /// <summary>Schema of all tables and functions.</summary>
    public const string Schema = "evalharness";

    /// <summary>The version of the tables that this program reads and writes.</summary>
    private const int Version = 2;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource source;
    private readonly Action<string> tell;
    private int isAway;

    private FleetStore(NpgsqlDataSource source, Action<string> tell) => (this.source, this.tell) = (source, tell);

    /// <summary>How others in this process connect to the store.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Connects to a store, and makes its tables where there are none.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="tell">Is told when the store is away, and when it is back.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It cannot be reached, or is of another version.</exception>
    public static async Task<FleetStore> OpenAsync(
        string address,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        var builder = StoreAddress.Read(address);
#pragma warning disable CA2000 // The store owns it.
        var store = new FleetStore(NpgsqlDataSource.Create(builder), tell)
        {
            ConnectionString = builder.ConnectionString,
        };
#pragma warning restore CA2000
        try
        {
            await store.PrepareAsync(cancellationToken);
            return store;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            await store.DisposeAsync();
            throw new IOException($"the store at {builder.Host}:{builder.Port} cannot be used: {e.Message}", e);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls the store until it answers.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<T> CallAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        for (var wait = FirstWait; ; wait = wait < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                var result = await call(connection, cancellationToken);
                Note(away: null);
                return result;
            }
            catch (Exception e) when (MayPass(e) && !cancellationToken.IsCancellationRequested)
            {
                Note(away: e.Message);
                await Task.Delay(wait, cancellationToken);
            }
        }
    }

    /// <summary>Calls the store where nothing comes back.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="with">Makes its parameters; anew for every call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task DoAsync(string sql, Func<NpgsqlParameter[]> with, CancellationToken cancellationToken) =>
        CallAsync(
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(sql, connection);
                command.Parameters.AddRange(with());
                return await command.ExecuteNonQueryAsync(token);
            },
            cancellationToken
        );

    /// <summary>Calls the store and reads rows.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="with">Makes its parameters; anew for every call.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<List<T>> ReadAsync<T>(
        string sql,
        Func<NpgsqlParameter[]> with,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    ) =>
        CallAsync(
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(sql, connection);
                command.Parameters.AddRange(with());
                await using var reader = await command.ExecuteReaderAsync(token);
                var rows = new List<T>();
                while (await reader.ReadAsync(token))
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellationToken
        );

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>Whether a call may be answered later: the store is away, starting, full, or two calls stood in each other's way.</summary>
    private static bool MayPass(Exception e) =>
        e switch
        {
            PostgresException said => said.SqlState is "40001" or "40P01"
                || said.SqlState.StartsWith("53", StringComparison.Ordinal)
                || said.SqlState.StartsWith("57P", StringComparison.Ordinal)
                || said.SqlState.StartsWith("08", StringComparison.Ordinal)
                || said.SqlState.StartsWith("58", StringComparison.Ordinal),
            NpgsqlException or SocketException or TimeoutException or IOException => true,
            _ => false,
        };

    private void Note(string? away)
    {
        if (Interlocked.Exchange(ref isAway, away is null ? 0 : 1) == (away is null ? 0 : 1))
        {
            return;
        }

        tell(away is null ? "the store is back" : $"the store is away, and is waited for: {away}");
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Two that come at once must not both make the tables.
        await RunAsync("SELECT pg_advisory_xact_lock(hashtext('evalharness'))");
        await using var find = new NpgsqlCommand(
            "SELECT to_regclass('evalharness.store')::text",
            connection,
            transaction
        );
        if (await find.ExecuteScalarAsync(cancellationToken) is not string)
        {
            await RunAsync(Script("Schema.sql"));
            await RunAsync(Script("Membership.sql"));
        }

        await using var read = new NpgsqlCommand("SELECT version FROM evalharness.store", connection, transaction);
        int version = (int)(await read.ExecuteScalarAsync(cancellationToken))!;
        if (version != Version)
        {
            throw new IOException($"the store is of version {version}, and this program of version {Version}");
        }

        await transaction.CommitAsync(cancellationToken);

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Script(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
