namespace EvalHarness.Tests;

/// <summary>Finds the repository that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds EvalHarness.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EvalHarness.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException("No EvalHarness.sln above the folder of the tests.");
    }
}
