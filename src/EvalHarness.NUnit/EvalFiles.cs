using EvalHarness.Core;

namespace EvalHarness.NUnit;

/// <summary>Finds suite files from the folder of the test assembly upwards.</summary>
internal static class EvalFiles
{
    /// <summary>The files that a pattern names in the nearest folder that has any, in order; empty when none has.</summary>
    public static string[] Find(string pattern)
    {
        var parts = pattern.Split('/', '\\');
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
    /// The folder of the logs: that of <c>EVALHARNESS_RESULTS</c>, else <c>results</c> in the nearest folder above the suite
    /// that has one, else beside the suite.
    /// </summary>
    public static string Results(string suiteFile)
    {
        if (Environment.GetEnvironmentVariable("EVALHARNESS_RESULTS") is { Length: > 0 } set)
        {
            return set;
        }

        var beside = Path.GetDirectoryName(Path.GetFullPath(suiteFile))!;
        for (var folder = beside; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var results = Path.Combine(folder, "results");
            if (Directory.Exists(results))
            {
                return results;
            }
        }

        return Path.Combine(beside, "results");
    }

    private static IEnumerable<string> Roots()
    {
        for (var folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory); folder is not null; )
        {
            yield return folder;
            folder = Path.GetDirectoryName(folder);
        }
    }
}
