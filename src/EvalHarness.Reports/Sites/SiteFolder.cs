using System.Security.Cryptography;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Files;

namespace EvalHarness.Reports.Sites;

/// <summary>The folder of a site: writes what is new, keeps what is right, removes what is its own and stands for nothing.</summary>
internal sealed class SiteFolder : IDisposable
{
    private const string LockFile = ".evalharness-site.lock";
    private readonly FileStream held;
    private readonly SiteOptions options;
    private readonly SiteState before;

    private SiteFolder(SiteOptions options, FileStream held, SiteState before, string program)
    {
        (this.options, this.held, this.before) = (options, held, before);
        State = new SiteState { Program = program };
        Known = before.Program == program ? before : new SiteState();
    }

    /// <summary>What will be remembered.</summary>
    public SiteState State { get; }

    /// <summary>What the last publishing by the same build remembered; empty after another build.</summary>
    public SiteState Known { get; }

    public int Written { get; private set; }

    public int Kept { get; private set; }

    public int Removed { get; private set; }

    /// <summary>Takes a folder for a site, until it is disposed of.</summary>
    /// <exception cref="DocumentException">It lies in the results, holds other things, or another process is publishing into it.</exception>
    public static SiteFolder Open(SiteOptions options, string program)
    {
        string folder = Real(options.Folder);
        string results = Real(options.Results);
        if (IsWithin(folder, results))
        {
            throw Refused(options.Folder, "a site inside the results", "a folder outside of them");
        }

        string locked = Path.Combine(folder, LockFile);
        if (!File.Exists(locked))
        {
            RefuseOther(options, folder);
        }

        Directory.CreateDirectory(folder);
        var held =
            FileLock.TryTake(locked, FileOptions.DeleteOnClose)
            ?? throw Refused(
                options.Folder,
                "a site that another process is publishing",
                "one at a time: wait for its end, or another folder"
            );
        try
        {
            RefuseOther(options, folder);
            string file = Path.Combine(folder, SiteState.File);
            return new SiteFolder(options, held, File.Exists(file) ? Read(file) : new SiteState(), program);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    /// <summary>What a publishing leaves that is killed before its first page is no other thing.</summary>
    private static void RefuseOther(SiteOptions options, string folder)
    {
        bool isOurs =
            options.TakesOver
            || !Directory.Exists(folder)
            || File.Exists(Path.Combine(folder, SiteState.File))
            || Directory
                .EnumerateFileSystemEntries(folder)
                .All(entry => Path.GetFileName(entry) == LockFile || WholeFile.IsDraft(entry, SiteState.File));
        if (!isOurs)
        {
            throw Refused(
                options.Folder,
                "a folder that holds other things",
                "an empty one, one published before, or --force"
            );
        }
    }

    /// <summary>Writes a file, unless it is there as it should be.</summary>
    /// <param name="path">Its path in the site.</param>
    /// <param name="key">Hash of what it is made of: equal keys, equal bytes.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancellationToken">Stops the writing; the old file stays.</param>
    public async Task WriteAsync(
        string path,
        string key,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        string file = FileOf(path);
        // A publishing that is killed leaves pages of the build before in the memory: their names must differ.
        key = Digest.Of(State.Program, key);
        if (
            Known.Pages.TryGetValue(path, out var page)
            && page.Key == key
            && page.Hash.Length > 0
            && HashOf(file) == page.Hash
        )
        {
            State.Pages[path] = page;
            Kept++;
            return;
        }

        await ClaimAsync(path, file, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await WholeFile.WriteAsync(file, write, cancellationToken);
        State.Pages[path] = new PageEntry(key, HashOf(file)!);
        Written++;
    }

    /// <summary>Writes down what is known so far, so that a publishing that is killed begins where it stopped.</summary>
    public Task SaveAsync(CancellationToken cancellationToken)
    {
        var pages = new SortedDictionary<string, PageEntry>(before.Pages, StringComparer.Ordinal);
        foreach (var (path, page) in State.Pages)
        {
            pages[path] = page;
        }

        return SaveAsync(State with { Pages = pages }, cancellationToken);
    }

    /// <summary>Removes the files of earlier publishings that this one did not name, and writes down what is known.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, page) in before.Pages)
        {
            if (!State.Pages.ContainsKey(path) && SafePath(path) && HashOf(FileOf(path)) is { } hash)
            {
                Remove(path, isOurs: hash == page.Hash);
            }
        }

        RemoveDrafts();
        await SaveAsync(State, cancellationToken);
    }

    /// <summary>Removes what a killed publishing left of pages half way; nobody else writes while this one holds the folder.</summary>
    private void RemoveDrafts()
    {
        var folders = State
            .Pages.Keys.Append(SiteState.File)
            .Concat(before.Pages.Keys.Where(SafePath))
            .Distinct(StringComparer.Ordinal)
            .GroupBy(path => Path.GetDirectoryName(FileOf(path))!, StringComparer.Ordinal)
            .Where(pages => Directory.Exists(pages.Key));
        foreach (var pages in folders)
        {
            foreach (
                string file in Directory
                    .EnumerateFiles(pages.Key, ".*.tmp")
                    .Where(file => pages.Any(page => WholeFile.IsDraft(file, page)))
            )
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>A file that nobody claimed for the site is somebody else's; one is claimed before it is written.</summary>
    private async Task ClaimAsync(string path, string file, CancellationToken cancellationToken)
    {
        if (before.Pages.ContainsKey(path) || State.Pages.ContainsKey(path))
        {
            return;
        }

        if (Path.Exists(file) && !options.TakesOver)
        {
            throw Refused(file, "a file that the site did not write", "another folder, or --force to replace it");
        }

        State.Pages[path] = new PageEntry("", "");
        Directory.CreateDirectory(options.Folder);
        await SaveAsync(cancellationToken);
    }

    private void Remove(string path, bool isOurs)
    {
        if (!isOurs)
        {
            options.Tell($"{FileOf(path)}: left, because it was changed since it was published");
            return;
        }

        File.Delete(FileOf(path));
        Removed++;
        for (
            string? folder = Path.GetDirectoryName(path);
            folder is { Length: > 0 } && !Directory.EnumerateFileSystemEntries(FileOf(folder)).Any();
            folder = Path.GetDirectoryName(folder)
        )
        {
            Directory.Delete(FileOf(folder));
        }
    }

    private Task SaveAsync(SiteState state, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Folder);
        string text = JsonSerializer.Serialize(state, SiteJson.Default.SiteState) + "\n";
        return WholeFile.WriteAsync(Path.Combine(options.Folder, SiteState.File), text, cancellationToken);
    }

    private string FileOf(string path) => Path.Combine(options.Folder, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The memory of a site is a file like any other: nothing in it may lead out of the site.</summary>
    private static bool SafePath(string path) =>
        !Path.IsPathRooted(path) && !path.Split('/', '\\').Any(part => part is ".." or "." or "");

    private static string? HashOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SiteState Read(string file)
    {
        try
        {
            return
                JsonSerializer.Deserialize(File.ReadAllBytes(file), SiteJson.Default.SiteState)
                    is { Schema: SiteState.CurrentSchema, Pages: not null, Runs: not null, Steps: not null } state
                ? state
                : throw new JsonException("of another program");
        }
        catch (JsonException)
        {
            throw Refused(
                file,
                "a broken memory of the site",
                "the one that was written: delete it and publish with --force"
            );
        }
    }

    private static string Real(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? parent = Path.GetDirectoryName(full);
        string here = parent is null ? full : Path.Combine(Real(parent), Path.GetFileName(full));
        return
            Directory.Exists(here) && new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? Path.TrimEndingDirectorySeparator(target.FullName)
            : here;
    }

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static DocumentException Refused(string path, string found, string expected) =>
        new(new Fault(new Location(path), found, expected));
}
