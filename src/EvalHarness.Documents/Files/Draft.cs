namespace EvalHarness.Files;

/// <summary>The new contents of a file before they take its place.</summary>
internal sealed class Draft : IDisposable
{
    /// <summary>A draft that nobody wrote to for so long was left by a process that was killed.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private const string Ending = ".tmp";
    private readonly string target;
    private readonly string? path;
    private readonly FileStream contents;
    private readonly UnixFileMode? mode;
    private bool isKept;

    private Draft(string target)
    {
        this.target = target;
        if (Path.Exists(target))
        {
            contents = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (IsSpecial(target) || !contents.CanSeek)
            {
                Empty(contents);
                return;
            }

            contents.Dispose();
            mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(target);
        }

        path = Path.Combine(
            Path.GetDirectoryName(target)!,
            PrefixOf(Path.GetFileName(target)) + Path.GetRandomFileName() + Ending
        );
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 1 << 16,
        };
        if (mode is { } permissions && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = permissions;
        }

        contents = new FileStream(path, options);
    }

    /// <summary>Where the new contents go.</summary>
    public Stream Contents => contents;

    /// <summary>Begins the new contents of a file.</summary>
    /// <param name="file">Path of the file, or of a link to it.</param>
    public static Draft For(string file)
    {
        var draft = new Draft(Target(Path.GetFullPath(file)));
        draft.RemoveAbandoned();
        return draft;
    }

    /// <summary>Lets the new contents take the place of the old.</summary>
    public void Keep()
    {
        contents.Flush(flushToDisk: path is not null);
        contents.Dispose();
        if (path is not null)
        {
            if (mode is { } permissions && !OperatingSystem.IsWindows())
            {
                // Those that it was made with are less what the user's mask takes away.
                File.SetUnixFileMode(path, permissions);
            }

            File.Move(path, target, overwrite: true);
        }

        isKept = true;
    }

    /// <summary>Removes the new contents, unless they were kept.</summary>
    public void Dispose()
    {
        if (isKept)
        {
            return;
        }

        try
        {
            contents.Dispose();
        }
        finally
        {
            if (path is not null)
            {
                Remove(path);
            }
        }
    }

    /// <summary>The file that a link leads to in the end, be it there or not; any other path is its own.</summary>
    private static string Target(string path) =>
        !IsSpecial(path) && new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
            : path;

    /// <summary>What lies there is a device, a pipe or another process's own: it is written to and never replaced.</summary>
    private static bool IsSpecial(string path) =>
        !OperatingSystem.IsWindows()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    /// <summary>Standard output may be a file that was written to before.</summary>
    private static void Empty(FileStream file)
    {
        if (file.CanSeek && file.Length > 0)
        {
            file.SetLength(0);
        }
    }

    /// <summary>How the names of all drafts of a file begin; short, for a name may be as long as a file system takes.</summary>
    private static string PrefixOf(string name) => $".{string.Concat(name.Take(40))}.";

    /// <summary>Whether a file of that name is a draft of another.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="target">The name of the other.</param>
    public static bool IsOf(string name, string target) =>
        name.StartsWith(PrefixOf(target), StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal);

    private void RemoveAbandoned()
    {
        if (path is null)
        {
            return;
        }

        var now = File.GetLastWriteTimeUtc(path);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!))
        {
            if (
                IsOf(Path.GetFileName(file), Path.GetFileName(target))
                && now - File.GetLastWriteTimeUtc(file) > Abandoned
            )
            {
                Remove(file);
            }
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lies in nobody's way: the next that writes the same file tries again.
        }
    }
}
