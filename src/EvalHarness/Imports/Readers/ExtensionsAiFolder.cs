using System.Collections.Immutable;
using System.Globalization;

namespace EvalHarness.Imports.Readers;

/// <summary>The folders of Microsoft.Extensions.AI.Evaluation.</summary>
internal static class ExtensionsAiFolder
{
    /// <summary>An answer of a response cache.</summary>
    /// <param name="Scenario">Name of the scenario.</param>
    /// <param name="File">Full path of the answer.</param>
    /// <param name="Others">Answers of the same iteration that came later.</param>
    public sealed record CachedAnswer(string Scenario, string File, int Others);

    /// <summary>The files of results below a folder: a storage root, its <c>results</c>, one execution of them, or one scenario.</summary>
    /// <param name="folder">Full path.</param>
    public static string[] Results(string folder)
    {
        string inside = Path.Combine(folder, "results");
        return Directory.Exists(inside) ? [.. Executions(inside)]
            : Path.GetFileName(folder) == "results" ? [.. Executions(folder)]
            : Path.GetFileName(Path.GetDirectoryName(folder)) == "results" ? [.. Scenarios(folder)]
            : [.. Iterations(folder)];
    }

    /// <summary>The first answer of each iteration in a response cache: later ones are a judge's.</summary>
    /// <param name="folder">Full path of a storage root, or of its <c>cache</c>.</param>
    public static ImmutableArray<CachedAnswer> Cached(string folder)
    {
        string inside = Path.Combine(folder, "cache");
        string? root =
            Directory.Exists(inside) ? inside
            : Path.GetFileName(folder) == "cache" ? folder
            : null;
        return root is null
            ? []
            : [.. Folders(root).SelectMany(scenario => Folders(scenario)).Select(First).OfType<CachedAnswer>()];
    }

    private static IEnumerable<string> Executions(string folder) => Folders(folder).SelectMany(Scenarios);

    private static IEnumerable<string> Scenarios(string folder) => Folders(folder).SelectMany(Iterations);

    /// <summary>Files in the order of iterations, whose names are mostly numbers.</summary>
    private static IEnumerable<string> Iterations(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.json")
            .OrderBy(file => Number(file))
            .ThenBy(file => file, StringComparer.Ordinal);

    private static CachedAnswer? First(string iteration)
    {
        string[] answers =
        [
            .. Folders(iteration)
                .Select(key =>
                    (File: Path.Combine(key, "contents.data"), Creation: Creation(Path.Combine(key, "entry.json")))
                )
                .Where(one => File.Exists(one.File))
                .OrderBy(one => one.Creation)
                .ThenBy(one => one.File, StringComparer.Ordinal)
                .Select(one => one.File),
        ];
        return answers.Length == 0
            ? null
            : new CachedAnswer(Path.GetFileName(Path.GetDirectoryName(iteration))!, answers[0], answers.Length - 1);
    }

    private static string Creation(string entry)
    {
        if (!File.Exists(entry))
        {
            return "~";
        }

        // Times in UTC of one length: their texts are in their order.
        return LogPlace.Of(entry).Value("creation") ?? "~";
    }

    private static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);

    private static long Number(string file) =>
        long.TryParse(
            Path.GetFileNameWithoutExtension(file),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long number
        )
            ? number
            : long.MaxValue;
}
