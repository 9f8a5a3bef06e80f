using System.Buffers.Binary;
using EvalHarness.Core;
using EvalHarness.Logs;
using Microsoft.Data.Sqlite;

namespace EvalHarness.Runs;

/// <summary>The database of the cache: answers by the identity of their request, and the journals that they were taken from.</summary>
/// <remarks>
/// No call waits for a lock of another process longer than <see cref="Patience"/>. Safe for use by many threads.
/// </remarks>
internal sealed class CacheFile : IDisposable
{
    /// <summary>Keys held in memory at most, some 30 MB a million; beyond that each look-up goes to the file.</summary>
    private const int MostKeys = 4_000_000;

    /// <summary>How long another process may hold the file locked.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SqliteConnection reading;
    private readonly SqliteConnection writing;
    private readonly SqliteCommand find;
    private readonly Lock gate = new();
    private readonly Lock writeGate = new();
    private KeySet? keys = new();
    private long lastRow;

    private CacheFile(SqliteConnection reading, SqliteConnection writing)
    {
        (this.reading, this.writing) = (reading, writing);
        find = reading.CreateCommand();
        find.CommandText = "SELECT response FROM responses WHERE request = $request";
        find.Parameters.Add("$request", SqliteType.Blob);
        find.Prepare();
    }

    /// <summary>Opens the database, making it when it is not there.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="SqliteException">It is broken, locked or cannot be reached.</exception>
    /// <exception cref="InvalidDataException">Something else lies there; it is left as it is.</exception>
    public static CacheFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidDataException("it is a folder");
        }

#pragma warning disable CA2000 // The file owns both, and what fails before it exists disposes of them.
        var (reading, writing) = (Connect(path), Connect(path));
#pragma warning restore CA2000
        try
        {
            foreach (var connection in (SqliteConnection[])[reading, writing])
            {
                connection.Open();
                ThrowIfForeign(connection);
                Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            }

            Execute(
                writing,
                """
                CREATE TABLE IF NOT EXISTS responses (request BLOB PRIMARY KEY, response BLOB NOT NULL);
                CREATE TABLE IF NOT EXISTS journals (run TEXT PRIMARY KEY, bytes INTEGER NOT NULL)
                """
            );
            var file = new CacheFile(reading, writing);
            file.CatchUp();
            return file;
        }
        catch
        {
            reading.Dispose();
            writing.Dispose();
            throw;
        }
    }

    /// <summary>The key of a request's identity.</summary>
    /// <param name="id">The identity.</param>
    public static byte[] KeyOf(string id)
    {
        byte[] key = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(key, Key128.Of(id));
        return key;
    }

    /// <summary>Takes note of what others have added since it was opened, or last caught up; while nobody else uses it yet.</summary>
    public void CatchUp()
    {
        lock (gate)
        {
            ReadKeys();
        }
    }

    /// <summary>Whether a key may be in the file; what others added since <see cref="CatchUp"/> is not known.</summary>
    /// <param name="key">The key.</param>
    public bool MayHave(UInt128 key) => keys?.Contains(key) != false;

    /// <summary>The line of an answer; null when there is none.</summary>
    /// <param name="id">Identity of the request.</param>
    public byte[]? Find(string id)
    {
        lock (gate)
        {
            find.Parameters[0].Value = KeyOf(id);
            return find.ExecuteScalar() as byte[];
        }
    }

    /// <summary>Keeps answers, all of them or none.</summary>
    /// <param name="lines">Each answer's line, with the identity of its request.</param>
    /// <param name="replaces">Whether it takes the place of an answer that is there.</param>
    public void Keep(IEnumerable<(string Id, byte[] Line)> lines, bool replaces)
    {
        lock (writeGate)
        {
            using var commit = writing.BeginTransaction();
            using var insert = writing.CreateCommand();
            insert.CommandText =
                $"INSERT OR {(replaces ? "REPLACE" : "IGNORE")} INTO responses (request, response) VALUES ($request, $response)";
            insert.Parameters.Add("$request", SqliteType.Blob);
            insert.Parameters.Add("$response", SqliteType.Blob);
            insert.Transaction = commit;
            foreach (var (id, line) in lines)
            {
                insert.Parameters[0].Value = KeyOf(id);
                insert.Parameters[1].Value = line;
                insert.ExecuteNonQuery();
            }

            commit.Commit();
        }
    }

    /// <summary>Sizes of the journals whose answers are all here, in bytes, by run.</summary>
    public Dictionary<string, long> ReadJournals()
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        lock (writeGate)
        {
            using var command = writing.CreateCommand();
            command.CommandText = "SELECT run, bytes FROM journals";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                sizes[rows.GetString(0)] = rows.GetInt64(1);
            }
        }

        return sizes;
    }

    /// <summary>Takes note that all answers of a journal are here.</summary>
    /// <param name="run">The run.</param>
    /// <param name="bytes">Size of its journal.</param>
    public void NoteJournal(string run, long bytes)
    {
        lock (writeGate)
        {
            using var command = writing.CreateCommand();
            command.CommandText = "INSERT OR REPLACE INTO journals (run, bytes) VALUES ($run, $bytes)";
            command.Parameters.AddWithValue("$run", run);
            command.Parameters.AddWithValue("$bytes", bytes);
            command.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        find.Dispose();
        reading.Dispose();
        writing.Dispose();
    }

    private void ReadKeys()
    {
        using var command = reading.CreateCommand();
        command.CommandText = "SELECT coalesce(max(rowid), 0) FROM responses";
        long last = (long)command.ExecuteScalar()!;
        if (keys is null || last > MostKeys)
        {
            keys = null;
            return;
        }

        // The first time the index alone is read, which has the keys without the answers.
        command.CommandText =
            lastRow == 0 ? "SELECT request FROM responses" : "SELECT request FROM responses WHERE rowid > $last";
        command.Parameters.AddWithValue("$last", lastRow);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (rows[0] is byte[] { Length: 16 } key)
            {
                keys.Add(BinaryPrimitives.ReadUInt128BigEndian(key));
            }
        }

        lastRow = last;
    }

    private static SqliteConnection Connect(string path) =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = (int)Patience.TotalSeconds,
            }.ToString()
        );

    /// <summary>A database of another program must not be written to, not even its journal mode.</summary>
    private static void ThrowIfForeign(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT count(*), sum(name = 'responses' AND type = 'table'),
                (SELECT group_concat(name) FROM pragma_table_info('responses'))
            FROM sqlite_schema
            """;
        using var row = command.ExecuteReader();
        row.Read();
        if (row.GetInt64(0) > 0 && (row.GetInt64(1) != 1 || row.GetValue(2) is not "request,response"))
        {
            throw new InvalidDataException("it is a database of another program");
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
