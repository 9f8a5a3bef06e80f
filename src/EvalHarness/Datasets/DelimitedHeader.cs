using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>The first record of a file of separated cells, which names its columns.</summary>
public static class DelimitedHeader
{
    /// <summary>The names as the file has them, twice where they stand there twice; none where the format has no such record.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reader">Its format.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">The record is broken.</exception>
    public static async Task<ImmutableArray<string>> ReadAsync(
        string file,
        IDatasetReader reader,
        CancellationToken cancellationToken = default
    )
    {
        char? separator = reader switch
        {
            CsvDatasetReader { Columns: null } csv => csv.Separator,
            TsvDatasetReader { Columns: null } => '\t',
            _ => null,
        };
        return separator is { } between ? [.. await DelimitedRows.FirstAsync(file, between, cancellationToken)] : [];
    }

    /// <summary>The rows below the first record, under other names.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reader">Its format, one that has such a record.</param>
    /// <param name="names">A name for each column, all different.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A row is broken, or names are equal.</exception>
    public static IAsyncEnumerable<Row> ReadBelowAsync(
        string file,
        IDatasetReader reader,
        ImmutableArray<string> names,
        CancellationToken cancellationToken = default
    )
    {
        IDatasetReader named = reader switch
        {
            CsvDatasetReader csv => csv with { Columns = names },
            TsvDatasetReader tsv => tsv with { Columns = names },
            _ => throw new ArgumentException("a format without a first record that names columns", nameof(reader)),
        };
        return named.ReadAsync(file, cancellationToken).Skip(1);
    }
}
