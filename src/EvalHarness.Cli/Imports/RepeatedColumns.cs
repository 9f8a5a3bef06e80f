using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Cli.Imports;

/// <summary>Reads files whose columns share names, as exports do that have a column for each prompt or try.</summary>
internal static class RepeatedColumns
{
    /// <summary>Stands between a name and its number, and in no header.</summary>
    private const char Mark = '\u001f';

    /// <summary>The name that the file has for a column.</summary>
    public static string NameOf(string column) =>
        column.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at ? column[..at] : column;

    /// <summary>How many columns of the same name stand before it.</summary>
    public static int PlaceOf(string column) =>
        column.Split(Mark) is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 0;

    /// <summary>The rows of a file; a further column of a name is a field of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">Its format.</param>
    /// <param name="mayRepeat">Whether columns may share a name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">The file is broken, or columns share a name and must not.</exception>
    public static async Task<IAsyncEnumerable<Row>> ReadAsync(
        string path,
        IDatasetReader reader,
        bool mayRepeat,
        CancellationToken cancellationToken
    )
    {
        var header = await DelimitedHeader.ReadAsync(path, reader, cancellationToken);
        string[] names = Distinct(header);
        int twice = Array.FindIndex(names, name => name.Contains(Mark, StringComparison.Ordinal));
        if (twice < 0)
        {
            return reader.ReadAsync(path, cancellationToken);
        }

        if (!mayRepeat)
        {
            throw new DocumentException(
                new Fault(
                    CellPlace.OfHeader(path, twice),
                    $"a second column named '{NameOf(names[twice])}'",
                    "distinct names, or --repeated epochs or prompts"
                )
            );
        }

        return DelimitedHeader.ReadBelowAsync(path, reader, [.. names], cancellationToken);
    }

    private static string[] Distinct(ImmutableArray<string> header)
    {
        var met = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. header
                .Select(name => name.Trim())
                .Select(name =>
                {
                    int before = met.GetValueOrDefault(name);
                    met[name] = before + 1;
                    return before == 0 || name.Length == 0
                        ? name
                        : string.Create(CultureInfo.InvariantCulture, $"{name}{Mark}{before}");
                }),
        ];
    }
}
