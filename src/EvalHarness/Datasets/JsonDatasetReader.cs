using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>One JSON document, UTF-8: a list of objects, one a row, at the top or under a key of the top object.</summary>
/// <param name="Path">Key of the top object under which the list stands; null when the list is the whole document.</param>
[Keyword("json")]
public sealed record JsonDatasetReader(string? Path = null) : IDatasetReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".json"];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var buffer = new RecordBuffer(file);
        var cursor = new JsonListCursor(file, Path);
        var rows = new JsonRows();
        bool isWhole = false;
        while (true)
        {
            var row = cursor.TryNext(buffer.Unread, isWhole, out int consumed);
            var at = cursor.At;
            if (row is { } bytes)
            {
                yield return rows.Parse(bytes, at, (start, _) => start);
            }

            buffer.Skip(consumed);
            if (cursor.IsAtEnd)
            {
                yield break;
            }

            if (row is null)
            {
                isWhole = !await buffer.FillAsync(at.Line, cancellationToken);
            }
        }
    }
}
