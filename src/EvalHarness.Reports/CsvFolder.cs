using System.Text;
using EvalHarness.Files;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports;

/// <summary>A folder that CSV files are written into, each under a name of its own.</summary>
/// <param name="folder">The folder; files of the same name are replaced.</param>
internal sealed class CsvFolder(string folder)
{
    private readonly List<string> paths = [];

    /// <summary>The paths written, in the order of writing.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>Writes files, making the folder if it is not there.</summary>
    /// <param name="files">The files.</param>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="cancellationToken">Stops the writing between files.</param>
    public async Task WriteAsync(IEnumerable<CsvFile> files, string prefix, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            string path = Path.Combine(folder, Unused(CsvFile.FileName(prefix + file.Name)));
            await WholeFile.WriteAsync(path, (stream, _) => WriteAsync(stream, file), cancellationToken);
            paths.Add(path);
        }
    }

    private static async Task WriteAsync(Stream stream, CsvFile file)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await using (writer)
        {
            file.Write(writer);
        }
    }

    private string Unused(string name)
    {
        var taken = paths.Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        int number = 2;
        string free = name + ".csv";
        while (taken.Contains(free))
        {
            free = $"{name}-{Formats.Show.Count(number++)}.csv";
        }

        return free;
    }
}
