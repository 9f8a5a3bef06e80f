using System.Buffers.Binary;
using System.Threading.Channels;
using EvalHarness.Core;
using EvalHarness.Logs;
using Microsoft.Data.Sqlite;

namespace EvalHarness.Runs;

/// <summary>The cache over all runs, <c>results/.cache/responses.db</c>: never pay twice for the same request.</summary>
/// <remarks>
/// What failed, came back empty or was cut off is not kept, so it is asked again. A cached answer keeps when it was first
/// given, counts no attempt and costs nothing again. Losing the file loses money, not results.
/// </remarks>
internal sealed class ResponseCache : IResponseCache, IAsyncDisposable
{
    /// <summary>Name of the file in the folder of the cache.</summary>
    public const string FileName = "responses.db";

    /// <summary>Keys are random, so a commit rewrites nearly a page for each row: the more rows it has, the less each costs.</summary>
    private const int RowsPerCommit = 1000;

    /// <summary>Keys held in memory at most, some 30 MB a million; beyond that each look-up goes to the file.</summary>
    private const int MostKeys = 4_000_000;

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private readonly SqliteConnection reading;
    private readonly SqliteConnection writing;
    private readonly SqliteCommand find;
    private readonly Lock gate = new();
    private readonly Channel<Response> added = Channel.CreateBounded<Response>(
        new BoundedChannelOptions(4 * RowsPerCommit) { SingleReader = true }
    );
    private readonly Task keeping;
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KeySet? keys;

    private ResponseCache(SqliteConnection reading, SqliteConnection writing)
    {
        (this.reading, this.writing) = (reading, writing);
        find = reading.CreateCommand();
        find.CommandText = "SELECT response FROM responses WHERE request = $request";
        find.Parameters.Add("$request", SqliteType.Blob);
        find.Prepare();
        keys = ReadKeys();
        keeping = KeepAsync();
    }

    /// <summary>Opens the cache, making it when it is not there; one that is broken is put aside.</summary>
    /// <param name="folder">Folder of the cache.</param>
    public static ResponseCache Open(string folder)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, FileName);
        try
        {
            return OpenFile(file);
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is 11 or 26)
        {
            SqliteConnection.ClearAllPools();
            File.Move(file, file + ".broken", overwrite: true);
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
            return OpenFile(file);
        }
    }

    /// <summary>Whether there is an answer to a request.</summary>
    /// <param name="request">The request.</param>
    public bool Has(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return FindLine(request.Id) is not null;
    }

    /// <inheritdoc/>
    public Response? Find(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        byte[]? line = FindLine(request.Id);
        return line is null || ResponseText.Parse(line) is not { } kept
            ? null
            : kept with
            {
                Task = request.Task,
                SampleId = request.Sample.Id,
                Model = request.Model,
                Epoch = request.Epoch,
                PromptHash = request.Prompt.Hash,
                Attempts = 0,
                AnsweredAt = kept.AnsweredAt ?? kept.At,
            };
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(Response response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.Outcome is Outcome.Answered or Outcome.Refused or Outcome.Filtered && response.AnsweredAt is null)
        {
            await added.Writer.WriteAsync(response, cancellationToken);
        }
    }

    /// <summary>Commits what is waiting and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        added.Writer.TryComplete();
        closing.TrySetResult();
        await keeping;
        await find.DisposeAsync();
        await reading.DisposeAsync();
        await writing.DisposeAsync();
    }

    private byte[]? FindLine(string id)
    {
        if (keys?.Contains(Key128.Of(id)) == false)
        {
            return null;
        }

        lock (gate)
        {
            find.Parameters[0].Value = KeyOf(id);
            return find.ExecuteScalar() as byte[];
        }
    }

    /// <summary>What is there when the cache is opened; what other processes add later is found by the next run.</summary>
    private KeySet? ReadKeys()
    {
        using var command = reading.CreateCommand();
        command.CommandText = "SELECT coalesce(max(rowid), 0) FROM responses";
        if ((long)command.ExecuteScalar()! > MostKeys)
        {
            return null;
        }

        var known = new KeySet();
        command.CommandText = "SELECT request FROM responses";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            known.Add(BinaryPrimitives.ReadUInt128BigEndian((byte[])rows[0]));
        }

        return known;
    }

    private static byte[] KeyOf(string id)
    {
        byte[] key = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(key, Key128.Of(id));
        return key;
    }

    private async Task KeepAsync()
    {
        await using var insert = writing.CreateCommand();
        insert.CommandText = "INSERT OR REPLACE INTO responses (request, response) VALUES ($request, $response)";
        insert.Parameters.Add("$request", SqliteType.Blob);
        insert.Parameters.Add("$response", SqliteType.Blob);
        while (await added.Reader.WaitToReadAsync())
        {
            if (added.Reader.Count < RowsPerCommit)
            {
                await Task.WhenAny(closing.Task, Task.Delay(Gather));
            }

            try
            {
                Keep(insert);
            }
            catch (SqliteException)
            {
                // The journal has these answers. A cache that cannot be written, or is held by another process for too
                // long, costs money in a later run but must not end this one.
            }
        }
    }

    private void Keep(SqliteCommand insert)
    {
        using var commit = writing.BeginTransaction();
        insert.Transaction = commit;
        for (int rows = 0; rows < RowsPerCommit && added.Reader.TryRead(out var response); rows++)
        {
            insert.Parameters[0].Value = KeyOf(response.RequestId);
            insert.Parameters[1].Value = ResponseText.Write(response);
            insert.ExecuteNonQuery();
        }
        commit.Commit();
    }

    private static ResponseCache OpenFile(string file)
    {
        string text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
#pragma warning disable CA2000 // The cache owns both, and what fails before it exists disposes of them.
        var (reading, writing) = (new SqliteConnection(text), new SqliteConnection(text));
#pragma warning restore CA2000
        try
        {
            foreach (var connection in (SqliteConnection[])[reading, writing])
            {
                connection.Open();
                Execute(
                    connection,
                    "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"
                );
            }
            Execute(writing, "CREATE TABLE IF NOT EXISTS responses (request BLOB PRIMARY KEY, response BLOB NOT NULL)");
            return new ResponseCache(reading, writing);
        }
        catch
        {
            reading.Dispose();
            writing.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
