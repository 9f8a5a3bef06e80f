using Parquet;
using Parquet.Schema;

namespace EvalHarness.Reports.Exports;

/// <summary>The values of one column of a row group, gathered until they are written.</summary>
internal abstract class ParquetColumn(DataField field)
{
    /// <summary>The column as the file declares it.</summary>
    public DataField Field { get; } = field;

    /// <summary>The column of an exported table.</summary>
    /// <param name="column">Its name and kind.</param>
    /// <remarks>Money is a double here: a decimal of Parquet has a fixed number of places, and would cut what has more.</remarks>
    public static ParquetColumn Of(ExportColumn column) =>
        column.Kind switch
        {
            ColumnKind.Text => new Texts(new DataField<string>(column.Name, true)),
            ColumnKind.Number => new Values<double>(new DataField<double>(column.Name, true), value => (double)value),
            ColumnKind.Money => new Values<double>(
                new DataField<double>(column.Name, true),
                value => (double)(decimal)value
            ),
            ColumnKind.Whole => new Values<long>(new DataField<long>(column.Name, true), value => (long)value),
            ColumnKind.Flag => new Values<bool>(new DataField<bool>(column.Name, true), value => (bool)value),
            ColumnKind.Time => new Values<DateTime>(
                new DateTimeDataField(
                    column.Name,
                    DateTimeFormat.Timestamp,
                    isAdjustedToUTC: true,
                    unit: DateTimeTimeUnit.Micros,
                    isNullable: true
                ),
                value => ((DateTimeOffset)value).UtcDateTime
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Adds the value of the next row.</summary>
    /// <param name="value">The value; null where there is none.</param>
    public abstract void Add(object? value);

    /// <summary>Writes what was gathered, and forgets it.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken);

    private sealed class Texts(DataField field) : ParquetColumn(field)
    {
        private readonly List<string?> values = [];

        public override void Add(object? value) => values.Add((string?)value);

        public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
        {
            await group.WriteAsync<ReadOnlyMemory<char>>(
                Field,
                values.Select(text => text is null ? null : (ReadOnlyMemory<char>?)text.AsMemory()).ToArray(),
                cancellationToken: cancellationToken
            );
            values.Clear();
        }
    }

    private sealed class Values<T>(DataField field, Func<object, T> unbox) : ParquetColumn(field)
        where T : struct
    {
        private readonly List<T?> values = [];

        public override void Add(object? value) => values.Add(value is null ? null : unbox(value));

        public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
        {
            await group.WriteAsync<T>(Field, values.ToArray(), cancellationToken: cancellationToken);
            values.Clear();
        }
    }
}
