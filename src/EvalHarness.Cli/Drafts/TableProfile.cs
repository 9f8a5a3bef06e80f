using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Cli.Drafts;

/// <summary>What a table holds: its columns, and rows that are there twice.</summary>
/// <param name="File">Path of the table, as the user wrote it.</param>
/// <param name="Rows">Number of rows, at least one.</param>
/// <param name="Duplicates">Rows that repeat an earlier one in all columns that are not different in every row.</param>
/// <param name="Columns">The columns, in file order.</param>
internal sealed record TableProfile(string File, int Rows, int Duplicates, IReadOnlyList<ColumnProfile> Columns)
{
    /// <summary>Looks at all rows of a table.</summary>
    /// <param name="file">Path of the table.</param>
    /// <param name="formats">The formats by the endings of files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such file, a row is broken, or there is none.</exception>
    public static async Task<TableProfile> ReadAsync(
        string file,
        DatasetFormats formats,
        CancellationToken cancellationToken
    )
    {
        var columns = new Dictionary<string, ColumnProfile>(StringComparer.Ordinal);
        int rows = 0;
        await foreach (
            var row in DatasetLoader.ReadRowsAsync(file, formats: formats, cancellationToken: cancellationToken)
        )
        {
            rows++;
            foreach (var (name, value) in row.Fields)
            {
                if (!columns.TryGetValue(name, out var column))
                {
                    columns.Add(name, column = new(name));
                }

                column.Add(value);
            }
        }

        if (rows == 0)
        {
            throw new DocumentException(new Fault(new Location(file), "no row", "a table with rows"));
        }

        string[] compared =
        [
            .. columns.Values.Where(column => column.Distinct < rows || column.IsProse).Select(column => column.Name),
        ];
        return new(file, rows, await DuplicatesAsync(file, compared, formats, cancellationToken), [.. columns.Values]);
    }

    /// <summary>The column of that name; null where there is none.</summary>
    public ColumnProfile? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    // A second pass: which columns number the rows is known only after the first.
    private static async Task<int> DuplicatesAsync(
        string file,
        string[] columns,
        DatasetFormats formats,
        CancellationToken cancellationToken
    )
    {
        if (columns.Length == 0)
        {
            return 0;
        }

        var seen = new HashSet<UInt128>();
        int duplicates = 0;
        await foreach (
            var row in DatasetLoader.ReadRowsAsync(file, formats: formats, cancellationToken: cancellationToken)
        )
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (string column in columns)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(row.Fields.GetValueOrDefault(column, "")));
                hash.AppendData([0]);
            }

            duplicates += seen.Add(MemoryMarshal.Read<UInt128>(hash.GetHashAndReset())) ? 0 : 1;
        }

        return duplicates;
    }
}
