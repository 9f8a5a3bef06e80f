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
public sealed class ResponseCache : IResponseCache, IAsyncDisposable
{
    /// <summary>Name of the file in the folder of the cache.</summary>
    public const string FileName = "responses.db";

    private const int RowsPerCommit = 100;

    private readonly SqliteConnection reading;
    private readonly SqliteConnection writing;
    private readonly SqliteCommand find;
    private readonly Lock gate = new();
    private readonly Channel<Response> added = Channel.CreateBounded<Response>(
        new BoundedChannelOptions(10 * RowsPerCommit) { SingleReader = true }
    );
    private readonly Task keeping;

    private ResponseCache(SqliteConnection reading, SqliteConnection writing)
    {
        (this.reading, this.writing) = (reading, writing);
        find = reading.CreateCommand();
        find.CommandText = "SELECT response FROM responses WHERE request = $request";
        find.Parameters.Add("$request", SqliteType.Text);
        find.Prepare();
        keeping = KeepAsync();
    }

    /// <summary>Opens the cache, making it when it is not there; one that is broken is put aside.</summary>
    /// <param name="folder">Folder of the cache.</param>
    public static ResponseCache Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, FileName);
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
        var line = FindLine(request.Id);
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
            await added.Writer.WriteAsync(response, cancellationToken);
    }

    /// <summary>Commits what is waiting and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        added.Writer.TryComplete();
        await keeping;
        await find.DisposeAsync();
        await reading.DisposeAsync();
        await writing.DisposeAsync();
    }

    private byte[]? FindLine(string id)
    {
        lock (gate)
        {
            find.Parameters[0].Value = id;
            return find.ExecuteScalar() as byte[];
        }
    }

    private async Task KeepAsync()
    {
        await using var insert = writing.CreateCommand();
        insert.CommandText = "INSERT OR REPLACE INTO responses (request, response) VALUES ($request, $response)";
        insert.Parameters.Add("$request", SqliteType.Text);
        insert.Parameters.Add("$response", SqliteType.Blob);
        while (await added.Reader.WaitToReadAsync())
        {
            try
            {
                await using var commit = await writing.BeginTransactionAsync();
                insert.Transaction = (SqliteTransaction)commit;
                for (var rows = 0; rows < RowsPerCommit && added.Reader.TryRead(out var response); rows++)
                {
                    insert.Parameters[0].Value = response.RequestId;
                    insert.Parameters[1].Value = ResponseText.Write(response);
                    await insert.ExecuteNonQueryAsync();
                }
                await commit.CommitAsync();
            }
            catch (SqliteException)
            {
                // The journal has these answers. A cache that cannot be written, or is held by another process for too
                // long, costs money in a later run but must not end this one.
            }
        }
    }

    private static ResponseCache OpenFile(string file)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
#pragma warning disable CA2000 // The cache owns both, and what fails before it exists disposes of them.
        var (reading, writing) = (new SqliteConnection(text), new SqliteConnection(text));
#pragma warning restore CA2000
        try
        {
            foreach (var connection in (SqliteConnection[])[reading, writing])
            {
                connection.Open();
                Execute(connection, "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            }
            Execute(
                writing,
                "CREATE TABLE IF NOT EXISTS responses (request TEXT PRIMARY KEY, response BLOB NOT NULL) WITHOUT ROWID"
            );
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
