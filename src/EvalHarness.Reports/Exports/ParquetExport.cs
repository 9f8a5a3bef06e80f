using System.Collections.Immutable;
using EvalHarness.Files;
using Parquet;
using Parquet.Schema;

namespace EvalHarness.Reports.Exports;

/// <summary>A table as a Parquet file with typed columns, compressed by Snappy: what is unknown is null.</summary>
internal static class ParquetExport
{
    private const int RowsOfGroup = 20_000;

    /// <summary>Letters of texts that a row group may hold at most: so many are in memory at a time.</summary>
    private const long LettersOfGroup = 4_000_000;

    /// <summary>Writes the file of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the writing; an old file stays.</param>
    /// <returns>Path of the file.</returns>
    public static async Task<string> WriteAsync(ExportTable table, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, table.Name + ".parquet");
        await WholeFile.WriteAsync(path, (stream, token) => WriteAsync(table, stream, token), cancellationToken);
        return path;
    }

    private static async Task WriteAsync(ExportTable table, Stream stream, CancellationToken cancellationToken)
    {
        ImmutableArray<ParquetColumn> columns = [.. table.Columns.Select(ParquetColumn.Of)];
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        await using var writer = await ParquetWriter.CreateAsync(
            schema,
            stream,
            new ParquetOptions { CompressionMethod = CompressionMethod.Snappy },
            cancellationToken: cancellationToken
        );
        (int rows, long letters) = (0, 0);
        await foreach (object?[] row in table.Rows.WithCancellation(cancellationToken))
        {
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Add(row[i]);
                letters += (row[i] as string)?.Length ?? 0;
            }

            if (++rows == RowsOfGroup || letters >= LettersOfGroup)
            {
                await FlushAsync(writer, columns, cancellationToken);
                (rows, letters) = (0, 0);
            }
        }

        if (rows > 0)
        {
            await FlushAsync(writer, columns, cancellationToken);
        }
    }

    private static async Task FlushAsync(
        ParquetWriter writer,
        ImmutableArray<ParquetColumn> columns,
        CancellationToken cancellationToken
    )
    {
        using var group = writer.CreateRowGroup();
        foreach (var column in columns)
        {
            await column.WriteAsync(group, cancellationToken);
        }

        group.CompleteValidate();
    }
}
