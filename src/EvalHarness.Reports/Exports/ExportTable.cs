using System.Collections.Immutable;

namespace EvalHarness.Reports.Exports;

/// <summary>A table with typed columns, row after row.</summary>
/// <param name="Name">Its name, that of its file without the ending.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, one value a column; read once.</param>
internal sealed record ExportTable(string Name, ImmutableArray<ExportColumn> Columns, IAsyncEnumerable<object?[]> Rows)
{
    /// <summary>A table of what is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">What its rows are made of.</param>
    /// <typeparam name="T">What a row is made of.</typeparam>
    public static ExportTable Of<T>(string name, ImmutableArray<ExportColumn<T>> columns, IAsyncEnumerable<T> rows) =>
        new(
            name,
            [.. columns.Select(column => column.Column)],
            rows.Select(row => Array.ConvertAll(columns.ToArray(), column => column.Value(row)))
        );
}
