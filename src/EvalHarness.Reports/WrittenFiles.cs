using System.Text.Json;
using System.Text.Json.Serialization;
using EvalHarness.Files;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports;

/// <summary>
/// Which charts and tables the reports of a folder wrote, kept in a hidden file beside them: what an earlier report wrote and a
/// later one of the same run lacks is removed, and nothing else ever is.
/// </summary>
/// <remarks>
/// The file names what will be written before any of it is, and what was before until it is gone: a process that is killed in
/// between leaves no file that the next report does not know.
/// </remarks>
/// <param name="folder">The folder of the report.</param>
/// <param name="kind">What is written: a report, or a decision by itself.</param>
/// <param name="suffix">What the names of its files end with; empty where they are the plain ones.</param>
/// <param name="about">What it is about: a list of another run is none of its own.</param>
internal sealed partial class WrittenFiles(string folder, string kind, string suffix, string about)
{
    private const string Prefix = ".evalharness-";
    private readonly string list = Path.Combine(folder, $"{Prefix}{kind}{suffix}.json");
    private SortedSet<string> earlier = new(StringComparer.Ordinal);
    private SortedSet<string> written = new(StringComparer.Ordinal);

    /// <summary>Writes down what will be written.</summary>
    /// <param name="charts">Names of the charts.</param>
    /// <param name="tables">Names of the tables.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task BeginAsync(
        IEnumerable<string> charts,
        IEnumerable<string> tables,
        CancellationToken cancellationToken
    )
    {
        written = new(
            charts.Select(name => Charts + name).Concat(tables.Select(name => Tables + name)),
            StringComparer.Ordinal
        );
        earlier = new(
            await ReadAsync(list, cancellationToken) is { } known && known.Of == about ? known.Files.Where(IsOurs) : [],
            StringComparer.Ordinal
        );
        await WriteAsync(earlier.Union(written), cancellationToken);
    }

    /// <summary>Removes what is no longer part of the report, after all of it was written.</summary>
    /// <param name="cancellationToken">Stops before the list is closed: the next report goes on.</param>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        // A file system that takes two names for one would lose the file that was just written.
        var kept = written.ToHashSet(StringComparer.OrdinalIgnoreCase);
        kept.UnionWith(await OthersAsync(cancellationToken));
        foreach (string file in earlier.Where(file => !kept.Contains(file)))
        {
            var old = new FileInfo(Path.Combine(folder, file));
            if (old is { Exists: true, LinkTarget: null })
            {
                old.Delete();
            }
        }

        foreach (
            string part in new[] { Charts, Tables }.Where(part =>
                !written.Any(file => file.StartsWith(part, StringComparison.Ordinal))
            )
        )
        {
            RemoveEmpty(Path.Combine(folder, part));
        }

        await WriteAsync(written, cancellationToken);
    }

    private string Charts => $"charts{suffix}/";

    private string Tables => $"csv{suffix}/";

    private void RemoveEmpty(string part)
    {
        if (earlier.Count > 0 && Directory.Exists(part) && !Directory.EnumerateFileSystemEntries(part).Any())
        {
            Directory.Delete(part);
        }
    }

    /// <summary>What other reports and decisions of the folder wrote, some of it perhaps in place of what this one had.</summary>
    private async Task<IEnumerable<string>> OthersAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (string other in Directory.EnumerateFiles(folder, Prefix + "*.json").Where(other => other != list))
        {
            found.AddRange((await ReadAsync(other, cancellationToken))?.Files ?? []);
        }

        return found;
    }

    private static async Task<KnownFiles?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var known = JsonSerializer.Deserialize(
                await File.ReadAllTextAsync(path, cancellationToken),
                FilesJson.Default.KnownFiles
            );
            return known is { Of: not null, Files: not null } && !known.Files.Contains(null) ? known : null;
        }
        catch (Exception none) when (none is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a report could have written a file: a list from elsewhere leads to no other.</summary>
    private bool IsOurs(string file) => IsIn(file, Charts, ".svg") || IsIn(file, Tables, ".csv");

    private static bool IsIn(string file, string part, string ending)
    {
        if (!file.StartsWith(part, StringComparison.Ordinal) || !file.EndsWith(ending, StringComparison.Ordinal))
        {
            return false;
        }

        string name = file[part.Length..^ending.Length];
        return name == CsvFile.FileName(name);
    }

    private Task WriteAsync(IEnumerable<string> files, CancellationToken cancellationToken) =>
        WholeFile.WriteAsync(
            list,
            JsonSerializer.Serialize(new KnownFiles(about, [.. files]), FilesJson.Default.KnownFiles),
            cancellationToken
        );

    /// <summary>What the hidden file holds.</summary>
    /// <param name="Of">What the report is about.</param>
    /// <param name="Files">Addresses of the files from the folder, in their order.</param>
    internal sealed record KnownFiles(string Of, string[] Files);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(KnownFiles))]
    internal sealed partial class FilesJson : JsonSerializerContext;
}
