using EvalHarness.Core;

namespace EvalHarness.Testing;

/// <summary>Finds suite files from the folder of the test assembly upwards.</summary>
public static class SuiteFiles
{
    /// <summary>The files that a pattern names in the nearest folder that has any, in order; empty when none has.</summary>
    /// <param name="pattern">Path of a suite file; <c>*</c> stands for any part of a name.</param>
    public static string[] Find(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        string[] parts = pattern.Split('/', '\\');
        return Roots()
                .Select(root =>
                    parts[..^1]
                        .Aggregate<string, IEnumerable<string>>(
                            [root],
                            (folders, part) => folders.SelectMany(one => Folders(one, part))
                        )
                        .SelectMany(folder => Directory.EnumerateFiles(folder, parts[^1]))
                        .Order(StringComparer.Ordinal)
                        .ToArray()
                )
                .FirstOrDefault(files => files.Length > 0)
            ?? [];
    }

    private static IEnumerable<string> Folders(string folder, string part) =>
        part.Contains('*', StringComparison.Ordinal) ? Directory.EnumerateDirectories(folder, part)
        : Directory.Exists(Path.Combine(folder, part)) ? [Path.GetFullPath(Path.Combine(folder, part))]
        : [];

    /// <summary>The one file that a path names.</summary>
    /// <param name="path">Path of the suite, from the folder of the test assembly or one above it.</param>
    /// <exception cref="DocumentException">There is none.</exception>
    public static string FindOne(string path) =>
        Find(path) is [var file, ..]
            ? file
            : throw new DocumentException(
                new Fault(
                    new Location(path),
                    "no such file",
                    $"a suite in {AppContext.BaseDirectory} or a folder above it"
                )
            );

    /// <summary>
    /// The folder of the logs: that of <c>EVALHARNESS_RESULTS</c>, else the nearest <c>results</c> above the suite within its
    /// repository, else <c>results</c> beside the project file.
    /// </summary>
    /// <param name="suiteFile">Path of the suite.</param>
    public static string Results(string suiteFile)
    {
        if (Environment.GetEnvironmentVariable("EVALHARNESS_RESULTS") is { Length: > 0 } set)
        {
            return set;
        }

        string[] above = [.. Above(Path.GetDirectoryName(Path.GetFullPath(suiteFile))!)];
        int project = Array.FindIndex(above, folder => Directory.EnumerateFiles(folder, "*.csproj").Any());
        int repository = Array.FindIndex(above, folder => Path.Exists(Path.Combine(folder, ".git")));
        int last = Math.Max(0, repository >= 0 ? repository : project);
        return above[..(last + 1)].Select(folder => Path.Combine(folder, "results")).FirstOrDefault(Directory.Exists)
            ?? Path.Combine(above[Math.Max(0, project)], "results");
    }

    private static IEnumerable<string> Roots() => Above(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static IEnumerable<string> Above(string start)
    {
        for (string? folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
