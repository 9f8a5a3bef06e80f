using System.Text;
using EvalHarness.Files;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports;

/// <summary>A folder of CSV files, each under a name of its own.</summary>
/// <param name="folder">The folder; files of the same name are replaced.</param>
internal sealed class CsvFolder(string folder)
{
    private readonly List<(string Name, CsvFile File)> files = [];

    /// <summary>The names of its files, in the order in which they were taken in.</summary>
    public IEnumerable<string> Names => files.Select(file => file.Name);

    /// <summary>Takes files in.</summary>
    /// <param name="more">The files.</param>
    /// <param name="prefix">What their names begin with.</param>
    public void Add(IEnumerable<CsvFile> more, string prefix = "")
    {
        foreach (var file in more)
        {
            files.Add((Unused(CsvFile.FileName(prefix + file.Name)), file));
        }
    }

    /// <summary>Writes all of them, making the folder if it is not there.</summary>
    /// <param name="cancellationToken">Stops the writing between files.</param>
    /// <returns>Their paths.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, file) in files)
        {
            await WholeFile.WriteAsync(
                Path.Combine(folder, name),
                (stream, _) => WriteAsync(stream, file),
                cancellationToken
            );
        }

        return [.. Names.Select(name => Path.Combine(folder, name))];
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
        var taken = Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        int number = 2;
        string free = name + ".csv";
        while (taken.Contains(free))
        {
            free = $"{name}-{Formats.Show.Count(number++)}.csv";
        }

        return free;
    }
}
