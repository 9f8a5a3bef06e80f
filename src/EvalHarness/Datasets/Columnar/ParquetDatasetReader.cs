using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Columnar;

/// <summary>
/// Apache Parquet, as data hubs keep their sets: lists, maps and structures as JSON, class labels by their names where the
/// hub's metadata name them, times as ISO 8601, decimals with all digits, null as the empty text, bytes as base64. A file is
/// read by row groups: one of them is in memory. The line of a fault is the number of a row.
/// </summary>
/// <param name="BytesAreText">Whether bytes that are not marked as text are text, as old writers left them; false by default.</param>
[Keyword("parquet")]
public sealed record ParquetDatasetReader(bool BytesAreText = false) : IDatasetReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".parquet"];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var stream = await DataFile.OpenSeekableAsync(file, cancellationToken);
        var table = await ParquetTable.OpenAsync(stream, file, BytesAreText, cancellationToken);
        int number = 0;
        for (int group = 0; group < table.Groups; group++)
        {
            await table.ReadAsync(group, cancellationToken);
            while (table.TryNext(++number) is { } row)
            {
                yield return row;
            }

            number--;
        }
    }
}
