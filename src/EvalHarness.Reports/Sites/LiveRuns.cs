using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Sites;

/// <summary>Which runs below a folder go on, which stopped before their end, and which ended last.</summary>
/// <param name="results">Folder of the logs.</param>
internal sealed class LiveRuns(string results)
{
    private readonly RunStore store = new(results);
    private readonly Dictionary<string, (DateTime At, RunHeader? Header)> headers = new(StringComparer.Ordinal);

    /// <summary>Looks again. Headers that did not change are not read again.</summary>
    public LiveFound Find()
    {
        var all = store
            .List()
            .Select(folder => (Folder: folder, Header: Read(folder)))
            .Where(run => run.Header is not null)
            .Select(run => new LiveRun(run.Folder, run.Header!))
            .OrderByDescending(run => run.Header.StartedAt)
            .ToArray();
        var going = Array.Find(
            all,
            run => run.Header.EndedAt is null && store.IsCarriedOut(run.Header.Suite, run.Folder)
        );
        // What a later run of the suite has taken the place of is not to be gone on with.
        var stopped = all.DistinctBy(run => run.Header.Suite, StringComparer.Ordinal)
            .Where(run => (run.Header.EndedAt is null || !run.Header.IsFinished) && run != going)
            .ToArray();
        return new LiveFound(going, stopped, all.FirstOrDefault());
    }

    private RunHeader? Read(RunFolder folder)
    {
        var at = File.GetLastWriteTimeUtc(folder.HeaderFile);
        if (!headers.TryGetValue(folder.Path, out var known) || known.At != at)
        {
            try
            {
                known = (at, RunLog.ReadHeader(folder));
            }
            catch (DocumentException)
            {
                // A folder of another program, or one that is being made at this moment.
                known = (at, null);
            }

            headers[folder.Path] = known;
        }

        return known.Header;
    }
}

/// <summary>A run and its header.</summary>
internal sealed record LiveRun(RunFolder Folder, RunHeader Header);

/// <summary>What is found.</summary>
/// <param name="Going">The latest run that a process carries out; null where none does.</param>
/// <param name="Stopped">The latest runs of their suites that nobody carries out and that are not finished, latest first.</param>
/// <param name="Last">The run that began last; null where there is none.</param>
internal sealed record LiveFound(LiveRun? Going, LiveRun[] Stopped, LiveRun? Last);
