using EvalHarness.Logs;

namespace EvalHarness.Cli;

/// <summary>Says whether a run came, went or ended since it was last asked.</summary>
/// <param name="results">Folder of the logs.</param>
internal sealed class LogsStamp(string results)
{
    private int? stamp;

    /// <summary>Whether something is new; the first time always.</summary>
    public bool HasChanged()
    {
        var hash = new HashCode();
        foreach (var folder in new RunStore(results).List())
        {
            hash.Add(folder.Path, StringComparer.Ordinal);
            hash.Add(File.GetLastWriteTimeUtc(folder.HeaderFile).Ticks);
        }

        int now = hash.ToHashCode();
        bool isNew = stamp != now;
        stamp = now;
        return isNew;
    }
}
