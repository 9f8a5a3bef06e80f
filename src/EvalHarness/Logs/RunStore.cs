using System.Globalization;
using System.IO.Enumeration;
using EvalHarness.Core;
using EvalHarness.Files;

namespace EvalHarness.Logs;

/// <summary>The folder <c>results/</c>: the run folders of every suite, by the suite's name.</summary>
/// <param name="root">Path of the folder; created when the first run is.</param>
public sealed class RunStore(string root)
{
    /// <summary>Characters of a run's id that tell when it began: enough for a user to name it by, where no other run has the same.</summary>
    public const int ShortId = 15;

    private const string BaselinesFolder = "baselines";
    private const string DraftFolder = ".draft";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Path of the folder.</summary>
    public string Root { get; } = root;

    /// <summary>Folder for what can be computed or asked again.</summary>
    public string CacheFolder => Path.Combine(Root, ".cache");

    /// <summary>Folder of the committed baseline of a suite, whether or not there is one.</summary>
    /// <param name="suite">Name of the suite.</param>
    public RunFolder BaselineOf(string suite)
    {
        ArgumentException.ThrowIfNullOrEmpty(suite);
        return new RunFolder(Path.Combine([Root, BaselinesFolder, .. suite.Split('/').Select(SafeSegment)]));
    }

    /// <summary>Lets nobody else find or make a run of a suite meanwhile.</summary>
    /// <param name="suite">Name of the suite.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">Another process takes too long about it, or the folder cannot be written.</exception>
    internal async Task<IDisposable> LockAsync(string suite, CancellationToken cancellationToken)
    {
        string folder = SuiteFolder(suite);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, ".lock");
        return await FileLock.WaitAsync(file, Patience, cancellationToken)
            ?? throw new IOException($"{file} is held by another process");
    }

    /// <summary>Whether a process carries out a run at this moment; one that was killed does not, on whichever machine it was.</summary>
    /// <param name="suite">Name of the suite.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public bool IsCarriedOut(string suite, RunFolder run)
    {
        ArgumentException.ThrowIfNullOrEmpty(suite);
        ArgumentNullException.ThrowIfNull(run);
        string file = Path.Combine(SuiteFolder(suite), ".lock");
        try
        {
            // Whoever takes a run up holds the suite meanwhile: who looks only while nobody does is never in the way.
            using var alone = File.Exists(file) ? FileLock.TryTake(file) : null;
            return (alone is null && File.Exists(file)) || FileLock.IsTaken(run.LockFile);
        }
        catch (UnauthorizedAccessException)
        {
            // Where nothing may be written no run of ours begins.
            return FileLock.IsTaken(run.LockFile);
        }
    }

    /// <summary>Makes the folder of a new run, whole or not at all; the suite is locked.</summary>
    /// <param name="suite">Name of the suite; a slash in it is a folder.</param>
    /// <param name="startedAt">When the run begins.</param>
    /// <param name="hash">Hash of what the run asks; its first eight characters end the name.</param>
    /// <param name="fill">Writes header and samples into the first folder, which becomes the second.</param>
    internal async Task<RunFolder> CreateAsync(
        string suite,
        DateTimeOffset startedAt,
        string hash,
        Func<RunFolder, RunFolder, Task> fill
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(suite);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        string stamp = startedAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string name = $"{stamp}-{hash[..Math.Min(8, hash.Length)]}";
        string home = SuiteFolder(suite);
        string path = Path.Combine(home, name);
        for (int next = 2; Path.Exists(path); next++)
        {
            path = Path.Combine(home, string.Create(CultureInfo.InvariantCulture, $"{name}-{next}"));
        }

        var draft = new RunFolder(Path.Combine(home, DraftFolder));
        if (Directory.Exists(draft.Path))
        {
            // Whoever made it was killed, for it held the lock.
            Directory.Delete(draft.Path, recursive: true);
        }

        Directory.CreateDirectory(draft.Path);
        var folder = new RunFolder(path);
        await fill(draft, folder);
        Directory.Move(draft.Path, path);
        return folder;
    }

    /// <summary>The runs of one suite, latest first; folders without a header are passed over.</summary>
    /// <param name="suite">Name of the suite.</param>
    public IEnumerable<RunFolder> List(string suite)
    {
        string folder = SuiteFolder(suite);
        return Directory.Exists(folder) ? Latest(Directory.EnumerateDirectories(folder)) : [];
    }

    /// <summary>All runs below the root, latest first; folders that cannot be read are passed over.</summary>
    public IEnumerable<RunFolder> List() => List(_ => { });

    /// <summary>All runs below the root, latest first.</summary>
    /// <param name="unreadable">Is told which folders cannot be read.</param>
    internal IEnumerable<RunFolder> List(Action<string> unreadable)
    {
        string baselines = Path.Combine(Root, BaselinesFolder) + Path.DirectorySeparatorChar;
        return Directory.Exists(Root)
            ? Latest(
                new RunWalk(unreadable)
                    .Below(Root)
                    .Select(folder => folder.Path)
                    .Where(path => !path.StartsWith(baselines, StringComparison.Ordinal))
            )
            : [];
    }

    /// <summary>Folders below the root, or of one suite, that are named like runs and have no header: what was never begun, or was spoilt.</summary>
    /// <param name="suite">Name of the suite; null (default) looks everywhere.</param>
    public IEnumerable<string> FindHeadless(string? suite = null)
    {
        string root = suite is null ? Root : SuiteFolder(suite);
        return Directory.Exists(root)
            ? new RunWalk(_ => { })
                .Below(root)
                .Where(folder =>
                    FileSystemName.MatchesSimpleExpression("????????-??????-*", folder.Id)
                    && !File.Exists(folder.HeaderFile)
                )
                .Select(folder => folder.Path)
                .Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>Folders below the root, or of one suite, that cannot be read: runs may lie there.</summary>
    /// <param name="suite">Name of the suite; null (default) looks everywhere.</param>
    public IEnumerable<string> FindUnreadable(string? suite = null)
    {
        var found = new List<string>();
        string root = suite is null ? Root : SuiteFolder(suite);
        if (Directory.Exists(root))
        {
            _ = new RunWalk(found.Add).Below(root).Count();
        }

        return found.Order(StringComparer.Ordinal);
    }

    /// <summary>The latest run of a suite; null when it has none.</summary>
    /// <param name="suite">Name of the suite.</param>
    public RunFolder? FindLatest(string suite) => List(suite).FirstOrDefault();

    /// <summary>The run folder that a user means by a path or an id.</summary>
    /// <param name="pathOrId">Path of a run folder, of a file in it, of a suite's folder (its latest run), a run's id, or the day and time that it begins with.</param>
    /// <exception cref="DocumentException">There is no such run, or several ids begin so.</exception>
    public RunFolder Open(string pathOrId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pathOrId);
        string path = File.Exists(pathOrId) ? Path.GetDirectoryName(Path.GetFullPath(pathOrId))! : pathOrId;
        var folder = new RunFolder(path);
        if (File.Exists(folder.HeaderFile))
        {
            return folder;
        }

        var found = Directory.Exists(path)
            ? Latest(Directory.EnumerateDirectories(path)).FirstOrDefault()
            : FindLatest(pathOrId) ?? ById(pathOrId);
        return found ?? throw new DocumentException(new Fault(new Location(pathOrId), "no run here", "a run folder"));
    }

    /// <summary>The run of that id, or the one whose id alone begins so.</summary>
    private RunFolder? ById(string id)
    {
        RunFolder[] runs = [.. List()];
        if (runs.FirstOrDefault(run => run.Id == id) is { } whole)
        {
            return whole;
        }

        RunFolder[] found =
        [
            .. runs.Where(run => id.Length >= ShortId && run.Id.StartsWith(id, StringComparison.Ordinal)),
        ];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new DocumentException(
                new Fault(
                    new Location(id),
                    $"{found.Length} runs begin so",
                    string.Join(" or ", found.Select(run => run.Id))
                )
            );
    }

    private string SuiteFolder(string suite)
    {
        // A suite's name comes from a file: it must not lead out of the results.
        var parts = suite.Split('/').Select(SafeSegment);
        return Path.Combine([Root, .. parts]);
    }

    private static string SafeSegment(string segment)
    {
        string safe = string.Concat(
            segment.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')
        );
        return safe.Trim('.') is "" ? "_" : safe;
    }

    private static IEnumerable<RunFolder> Latest(IEnumerable<string> paths) =>
        paths
            .Select(path => new RunFolder(path))
            .Where(folder => File.Exists(folder.HeaderFile) && folder.Id != DraftFolder)
            .OrderByDescending(folder => folder.Id, StringComparer.Ordinal);
}
