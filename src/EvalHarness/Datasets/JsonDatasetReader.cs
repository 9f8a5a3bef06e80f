using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>One JSON document, UTF-8: a list of objects, one a row, or objects by name, with the name under <c>key</c>; at the top or under a key of the top object.</summary>
/// <param name="Path">Key of the top object under which the rows stand; null when they are the whole document.</param>
/// <param name="Values">Whether the rows are values by name, of any kind: the columns are then <c>key</c> and <c>value</c>. False by default: each is an object, with columns of its own.</param>
[Keyword("json")]
public sealed record JsonDatasetReader(string? Path = null, bool Values = false) : IEncodedReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".json"];

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ReadAsync(string file, CancellationToken cancellationToken) =>
        ReadEncodedAsync(file, null, cancellationToken);

    IAsyncEnumerable<Row> IEncodedReader.ReadAsync(
        string file,
        Encoding? encoding,
        CancellationToken cancellationToken
    ) => ReadEncodedAsync(file, encoding, cancellationToken);

    private async IAsyncEnumerable<Row> ReadEncodedAsync(
        string file,
        Encoding? encoding,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var buffer = new RecordBuffer(file, encoding);
        var cursor = new JsonListCursor(file, Path, Values);
        var rows = new JsonRows();
        bool isWhole = false;
        while (true)
        {
            var row = cursor.TryNext(buffer.Unread, isWhole, out int consumed);
            var at = cursor.At;
            if (row is { } bytes)
            {
                yield return Values && cursor.Key is { } name
                    ? rows.Value(bytes, at, name)
                    : rows.Parse(bytes, at, (start, _) => start, cursor.Key);
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
