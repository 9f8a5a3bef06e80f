using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EvalHarness.Runs;

/// <summary>What a user is told about the cache, each thing once.</summary>
/// <param name="path">Path of the database.</param>
/// <param name="root">Folder of the runs.</param>
/// <param name="tell">Is given the lines.</param>
internal sealed class CacheNotes(string path, string root, Action<string> tell)
{
    private readonly ConcurrentDictionary<string, bool> told = new(StringComparer.Ordinal);

    /// <summary>Whether a fault is one of files and databases, which ends no run.</summary>
    /// <param name="fault">The fault.</param>
    public static bool Concern(Exception fault) =>
        fault is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>The database cannot be used at all.</summary>
    /// <param name="fault">Why.</param>
    public void NotUsed(Exception fault) =>
        Tell(
            $"{path} is not used, {WhyOf(fault)}: answers of earlier runs are asked and paid for again; those of this run are in its log"
        );

    /// <summary>The database could be read until now.</summary>
    /// <param name="fault">Why it cannot any more.</param>
    public void NotRead(Exception fault) =>
        Tell($"{path} is not read any more, {WhyOf(fault)}: answers of earlier runs are asked and paid for again");

    /// <summary>The database can be read and not be written.</summary>
    /// <param name="fault">Why.</param>
    public void NotWritten(Exception fault) =>
        Tell($"{path} takes no more answers, {WhyOf(fault)}: the next run takes those of this one from its log");

    /// <summary>The database broke while it was in use.</summary>
    public void Damaged() =>
        Tell($"{path} is damaged: what cannot be read there is asked again, and the next run mends it from the logs");

    /// <summary>A broken database was put aside.</summary>
    /// <param name="aside">The file that it is now.</param>
    public void PutAside(string aside) =>
        Tell(
            $"{path} was broken; it is now {Path.GetFileName(aside)}, and answers were saved from it and from the logs of {root}"
        );

    /// <summary>There was no database.</summary>
    /// <param name="answers">Number of answers that the logs gave.</param>
    public void Refilled(long answers) =>
        Tell(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path} was not there; {answers:N0} answers were taken from the logs of {root}"
            )
        );

    /// <summary>A journal, or a folder of runs, cannot be read.</summary>
    /// <param name="logs">Its path.</param>
    public void Unread(string logs) => Tell($"{logs} cannot be read: what it answers may be asked again");

    /// <summary>The journals of other runs cannot be read.</summary>
    public void Unread() => Unread(root);

    /// <summary>Another process is asking for what is needed here.</summary>
    public void Waiting() => Tell("waiting for answers that another process is asking for");

    private void Tell(string note)
    {
        if (told.TryAdd(note, true))
        {
            tell($"cache: {note}");
        }
    }

    private static string WhyOf(Exception fault) =>
        fault switch
        {
            SqliteException { SqliteErrorCode: 5 or 6 } =>
                $"another process holds it locked for more than {CacheFile.Patience.TotalSeconds:0} s",
            SqliteException { SqliteErrorCode: 13 } => "the disk is full",
            SqliteException { SqliteErrorCode: 3 or 8 or 14 or 23 } or UnauthorizedAccessException =>
                "it cannot be written",
            SqliteException { SqliteErrorCode: 11 or 26 } => "it is broken, and another process uses it",
            SqliteException other => string.Create(
                CultureInfo.InvariantCulture,
                $"SQLite reports error {other.SqliteExtendedErrorCode}"
            ),
            InvalidDataException => fault.Message,
            _ => "its folder cannot be used",
        };
}
