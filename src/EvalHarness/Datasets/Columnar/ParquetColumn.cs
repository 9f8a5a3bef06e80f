using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace EvalHarness.Datasets.Columnar;

/// <summary>What the values of a stored column are.</summary>
/// <param name="Definition">Level at which a value is there.</param>
/// <param name="Repetition">Deepest level at which values repeat.</param>
internal abstract record ParquetLeaf(int Definition, int Repetition)
{
    /// <summary>Reads the column of a row group.</summary>
    /// <param name="rows">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="count">Number of its values, nulls included.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract Task<ParquetColumn> ReadAsync(
        ParquetRowGroupReader rows,
        DataField field,
        int count,
        CancellationToken cancellationToken
    );
}

/// <summary>A column whose values are stored as some type.</summary>
/// <param name="Definition">Level at which a value is there.</param>
/// <param name="Repetition">Deepest level at which values repeat.</param>
/// <param name="IsBare">Whether a value is a number or a truth value of JSON.</param>
/// <param name="Text">A value as text; null where it stands for none.</param>
/// <typeparam name="T">The type.</typeparam>
internal sealed record ParquetLeaf<T>(int Definition, int Repetition, bool IsBare, Func<T, string?> Text)
    : ParquetLeaf(Definition, Repetition)
    where T : struct
{
    /// <inheritdoc/>
    public override async Task<ParquetColumn> ReadAsync(
        ParquetRowGroupReader rows,
        DataField field,
        int count,
        CancellationToken cancellationToken
    )
    {
        var values = new T[count];
        int[]? definitions = Definition > 0 ? new int[count] : null;
        int[]? repetitions = Repetition > 0 ? new int[count] : null;
        definitions?.AsSpan().Fill(-1);
        repetitions?.AsSpan().Fill(-1);
        await rows.ReadRawAsync<T>(
            field,
            values,
            definitions is null ? (Memory<int>?)null : definitions,
            repetitions is null ? (Memory<int>?)null : repetitions,
            cancellationToken
        );
        return definitions?.Contains(-1) == true || repetitions?.Contains(-1) == true
            ? throw new InvalidDataException()
            : new Column(this, values, definitions, repetitions);
    }

    private sealed class Column(ParquetLeaf<T> leaf, T[] values, int[]? definitions, int[]? repetitions)
        : ParquetColumn(leaf.Definition, definitions, repetitions)
    {
        private int next;

        public override string? Take() => IsThere() ? leaf.Text(values[next++]) : null;

        public override void Write(Utf8JsonWriter json)
        {
            if (Take() is not { } text)
            {
                json.WriteNullValue();
            }
            else if (leaf.IsBare && text is not ("NaN" or "Infinity" or "-Infinity"))
            {
                json.WriteRawValue(text);
            }
            else
            {
                json.WriteStringValue(text);
            }
        }
    }
}

/// <summary>The values of a column in one row group, taken one after another.</summary>
/// <param name="whole">Definition level at which a value is there.</param>
/// <param name="definitions">Definition levels; null where every value is there.</param>
/// <param name="repetitions">Repetition levels; null where nothing repeats.</param>
internal abstract class ParquetColumn(int whole, int[]? definitions, int[]? repetitions)
{
    private int at;

    /// <summary>Definition level of the next value.</summary>
    public int Definition => definitions is null ? whole : definitions[at];

    /// <summary>Repetition level of the next value; 0 where a new row begins or nothing follows.</summary>
    public int Repetition => repetitions is null || at == repetitions.Length ? 0 : repetitions[at];

    /// <summary>Takes the next value; null where it is null.</summary>
    public abstract string? Take();

    /// <summary>Takes the next value and writes it.</summary>
    /// <param name="json">Where to.</param>
    public abstract void Write(Utf8JsonWriter json);

    /// <summary>Takes what stands for a value that is not there.</summary>
    public void Pass() => at++;

    /// <summary>Moves on; whether there was a value.</summary>
    protected bool IsThere()
    {
        bool isThere = Definition == whole;
        at++;
        return isThere;
    }
}
