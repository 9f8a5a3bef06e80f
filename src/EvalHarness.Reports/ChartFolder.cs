using EvalHarness.Files;
using EvalHarness.Reports.Drawings;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports;

/// <summary>A folder of pictures, each under a name of its own.</summary>
/// <param name="name">Name of the folder, beside the text that shows them.</param>
/// <param name="about">What they belong to: the suite and its run, or the decision.</param>
internal sealed class ChartFolder(string name, string about)
{
    private readonly List<(string File, string Svg)> files = [];

    /// <summary>The names of its files, in the order in which they were taken in.</summary>
    public IEnumerable<string> Names => files.Select(file => file.File);

    /// <summary>Takes a picture in.</summary>
    /// <param name="drawing">The picture.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="source">Where its numbers are.</param>
    /// <returns>Its address from the text.</returns>
    public string Add(Drawing drawing, string prefix, SourceText source)
    {
        string file = Unused(CsvFile.FileName(prefix + drawing.Name));
        files.Add((file, drawing.Svg(about, $"{source.File} from {source.Command}")));
        return $"{name}/{file}";
    }

    /// <summary>Writes all of them.</summary>
    /// <param name="folder">The folder that holds the text.</param>
    /// <param name="cancellationToken">Stops the writing between files.</param>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        if (files.Count > 0)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        foreach (var (file, svg) in files)
        {
            await WholeFile.WriteAsync(Path.Combine(folder, name, file), svg, cancellationToken);
        }
    }

    private string Unused(string wanted)
    {
        string free = wanted + ".svg";
        for (int number = 2; files.Exists(file => file.File.Equals(free, StringComparison.OrdinalIgnoreCase)); number++)
        {
            free = $"{wanted}-{Formats.Show.Count(number)}.svg";
        }

        return free;
    }
}
