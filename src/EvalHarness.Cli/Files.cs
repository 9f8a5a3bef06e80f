namespace EvalHarness.Cli;

/// <summary>Small work on paths that a user gives.</summary>
internal static class Files
{
    /// <summary>Makes the folder that a file is to stand in.</summary>
    public static void MakeFolderOf(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}
