using System.Text;
using EvalHarness.Files;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>Every table and every chart's numbers as CSV files, and all cells in one file a task.</summary>
public static class CsvReport
{
    /// <summary>Writes the files into a folder, which is made if it is not there; files of the same name are replaced.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the writing between files.</param>
    /// <returns>The paths written, in the order of the report.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        ReportInput input,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Directory.CreateDirectory(folder);
        var view = new ReportView(input);
        var paths = new List<string>();
        await WriteAsync("models", writer => CsvText.Write(writer, ProtocolsTable.Of(view)));
        foreach (var task in view.Tasks)
        {
            string prefix = view.Tasks.Length > 1 ? task.Task.Task + "-" : "";
            foreach (var table in ReportTables.Of(task))
            {
                await WriteAsync(prefix + table.Name, writer => CsvText.Write(writer, table));
            }

            if (task.Scores is { } scores)
            {
                await WriteAsync(prefix + "samples", writer => SamplesCsv.Write(writer, scores));
            }
        }

        if (input.Decision is { } decision)
        {
            paths.AddRange(await DecisionCsv.WriteAsync(decision, folder, cancellationToken));
        }

        return paths;

        async Task WriteAsync(string name, Action<TextWriter> write)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = Path.Combine(folder, Unused(FileName(name)));
            await WholeFile.WriteAsync(path, (file, _) => WriteLinesAsync(file, write), cancellationToken);
            paths.Add(path);
        }

        string Unused(string name)
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

    private static async Task WriteLinesAsync(Stream file, Action<TextWriter> write)
    {
        var writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true);
        await using (writer)
        {
            write(writer);
        }
    }

    /// <summary>A name that every file system takes and that leads nowhere else: letters, digits, hyphens, underscores.</summary>
    private static string FileName(string name)
    {
        string safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '-'))
            .Trim('-');
        return safe.Length == 0 ? "table" : safe[..Math.Min(safe.Length, 100)];
    }
}
