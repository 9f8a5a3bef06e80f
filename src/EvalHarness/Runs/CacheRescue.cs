using System.Globalization;
using EvalHarness.Logs;
using Microsoft.Data.Sqlite;

namespace EvalHarness.Runs;

/// <summary>Puts a broken cache aside, where it overwrites nothing, and saves what can be read of it.</summary>
internal static class CacheRescue
{
    private const int RowsPerCommit = 1000;

    /// <summary>Left beside a database that was found broken while it was in use, so that the next run mends it.</summary>
    private const string MarkEnding = ".damaged";

    /// <summary>SQLITE_ERROR (a table is gone), SQLITE_IOERR, SQLITE_CORRUPT and SQLITE_NOTADB.</summary>
    private static readonly int[] Damages = [1, 10, 11, 26];

    /// <summary>Whether the file is broken, and not only out of reach.</summary>
    /// <param name="fault">What SQLite said.</param>
    public static bool IsDamage(SqliteException fault) => Damages.Contains(fault.SqliteErrorCode);

    /// <summary>Has the next process that opens the file put it aside.</summary>
    /// <param name="path">Path of the database.</param>
    public static void Mark(string path)
    {
        try
        {
            using var mark = new FileStream(path + MarkEnding, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It will be found broken again.
        }
    }

    /// <summary>Opens the database; one that is broken is put aside, unless another process works on it.</summary>
    /// <param name="path">Path of the database.</param>
    /// <param name="isInUse">Whether another process works on it.</param>
    /// <returns>The database, and the file that the broken one is now; null where none was broken.</returns>
    public static (CacheFile File, string? Aside) Open(string path, Func<bool> isInUse)
    {
        if (!File.Exists(path + MarkEnding) || !File.Exists(path))
        {
            try
            {
                File.Delete(path + MarkEnding);
                return (CacheFile.Open(path), null);
            }
            catch (SqliteException broken) when (IsDamage(broken) && !isInUse())
            {
                // Dealt with below.
            }
        }
        else if (isInUse())
        {
            throw new InvalidDataException("it is damaged, and another process uses it");
        }

        string aside = PutAside(path);
        var file = CacheFile.Open(path);
        try
        {
            foreach (var rows in Read(aside).Chunk(RowsPerCommit))
            {
                file.Keep(rows, replaces: false);
            }

            file.CatchUp();
            File.Delete(path + MarkEnding);
            return (file, aside);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string PutAside(string path)
    {
        string aside;
        int number = 1;
        do
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{path}.broken-{number++}");
        } while (Path.Exists(aside));

        File.Move(path, aside);
        foreach (string ending in (string[])["-wal", "-shm"])
        {
            if (File.Exists(path + ending))
            {
                File.Move(path + ending, aside + ending);
            }
        }

        return aside;
    }

    /// <summary>What can be read from either end; what lies between two broken pages is lost, and an answer that is none as well.</summary>
    private static IEnumerable<(string Id, byte[] Line)> Read(string path) =>
        Read(path, "ASC").Concat(Read(path, "DESC"));

    private static IEnumerable<(string Id, byte[] Line)> Read(string path, string order)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                Mode = SqliteOpenMode.ReadOnly,
            }.ToString()
        );
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT response FROM responses ORDER BY rowid {order}";
        using var rows = TryRead(() =>
        {
            connection.Open();
            return command.ExecuteReader();
        });
        while (rows is not null && TryRead(() => rows.Read() ? rows : null) is not null)
        {
            if (TryRead(() => rows[0] as byte[]) is { } line && ResponseText.Parse(line) is { } response)
            {
                yield return (response.RequestId, line);
            }
        }
    }

    private static T? TryRead<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
