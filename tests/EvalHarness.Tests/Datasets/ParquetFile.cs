using NUnit.Framework;
using Parquet;
using Parquet.Schema;

namespace EvalHarness.Tests.Datasets;

/// <summary>A small Parquet file that a test writes, column by column and with its own levels.</summary>
internal sealed class ParquetFile(params Field[] schema)
{
    private readonly List<Func<ParquetRowGroupWriter, int, Task>> columns = [];

    public Dictionary<string, string> Metadata { get; } = [];

    public CompressionMethod Compression { get; init; } = CompressionMethod.Snappy;

    public int Groups { get; init; } = 1;

    public ParquetSchema Schema { get; } = new(schema);

    /// <summary>Adds the values of the next stored column, the same in each row group.</summary>
    public ParquetFile With<T>(T[] values, int[]? definitions = null, int[]? repetitions = null)
        where T : struct
    {
        int place = columns.Count;
        columns.Add(
            (group, _) =>
                group.WriteAllPartsAsync<T>(
                    Schema.GetDataFields()[place],
                    values,
                    definitions is null ? (ReadOnlyMemory<int>?)null : definitions,
                    repetitions is null ? (ReadOnlyMemory<int>?)null : repetitions,
                    TestContext.CurrentContext.CancellationToken
                )
        );
        return this;
    }

    public ParquetFile With(string[] values, int[]? definitions = null, int[]? repetitions = null) =>
        With(Array.ConvertAll(values, value => value.AsMemory()), definitions, repetitions);

    public async Task<byte[]> BytesAsync()
    {
        using var stream = new MemoryStream();
        await using (
            var writer = await ParquetWriter.CreateAsync(
                Schema,
                stream,
                new ParquetOptions { CompressionMethod = Compression }
            )
        )
        {
            writer.CustomMetadata = Metadata;
            for (int group = 0; group < Groups; group++)
            {
                using var rows = writer.CreateRowGroup();
                foreach (var column in columns)
                {
                    await column(rows, group);
                }
            }
        }

        return stream.ToArray();
    }
}
