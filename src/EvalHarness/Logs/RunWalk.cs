namespace EvalHarness.Logs;

/// <summary>Finds run folders below a folder: whatever lies in one is its own.</summary>
/// <param name="unreadable">Is told which folders cannot be read; what lies in them is not found.</param>
internal sealed class RunWalk(Action<string> unreadable)
{
    private readonly HashSet<string> linked = new(StringComparer.Ordinal);

    /// <summary>All folders below a folder, run folders and those that lead to them; one with a header is not looked into.</summary>
    /// <param name="root">Path of the folder.</param>
    public IEnumerable<RunFolder> Below(string root)
    {
        var left = new Stack<string>([root]);
        while (left.TryPop(out string? path))
        {
            foreach (string inner in FoldersIn(path))
            {
                var folder = new RunFolder(inner);
                yield return folder;
                if (!File.Exists(folder.HeaderFile) && !IsKnown(inner))
                {
                    left.Push(inner);
                }
            }
        }
    }

    private string[] FoldersIn(string path)
    {
        try
        {
            return Directory.GetDirectories(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted meanwhile.
            return [];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            unreadable(path);
            return [];
        }
    }

    /// <summary>A link may lead round in a circle: each target is looked into once.</summary>
    private bool IsKnown(string path)
    {
        try
        {
            return Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target
                && !linked.Add(target.FullName);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            unreadable(path);
            return true;
        }
    }
}
