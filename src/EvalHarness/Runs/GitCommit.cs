namespace EvalHarness.Runs;

/// <summary>Reads the commit that a folder is at from git's own files, so that git need not be installed.</summary>
internal static class GitCommit
{
    /// <summary>The commit checked out around a folder; null outside of a repository.</summary>
    /// <param name="folder">The folder.</param>
    public static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (FindGit(at.FullName) is { } git)
            {
                return Read(git);
            }
        }

        return null;
    }

    private static string? FindGit(string folder)
    {
        string path = Path.Combine(folder, ".git");
        if (Directory.Exists(path))
        {
            return path;
        }
        // In a worktree, .git is a file that says where it is.
        return File.Exists(path) && File.ReadAllText(path) is ['g', 'i', 't', 'd', 'i', 'r', ':', .. var place]
            ? Path.GetFullPath(place.Trim(), folder)
            : null;
    }

    private static string? Read(string git)
    {
        try
        {
            string head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            return head.StartsWith("ref: ", StringComparison.Ordinal) ? Resolve(git, head["ref: ".Length..]) : head;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Resolve(string git, string name)
    {
        string common = Path.Combine(git, "commondir");
        string shared = File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), git) : git;
        foreach (string folder in (string[])[git, shared])
        {
            if (File.Exists(Path.Combine(folder, name)))
            {
                return File.ReadAllText(Path.Combine(folder, name)).Trim();
            }
        }

        string packed = Path.Combine(shared, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed)
                .FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal))
                ?.Split(' ')[0]
            : null;
    }
}
