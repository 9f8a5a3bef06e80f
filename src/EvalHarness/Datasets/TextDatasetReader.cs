using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>
/// A whole text file as one row: <c>id</c>, its name without the ending, <c>folder</c>, the name of the folder it lies in (a
/// label, where texts are sorted into folders), and <c>text</c>. For folders of texts: <c>format: { folder: { format: text } }</c>.
/// </summary>
[Keyword("text")]
public sealed record TextDatasetReader : IEncodedReader
{
    private static readonly ColumnNames Columns = new(["id", "folder", "text"]);

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ReadAsync(string file, CancellationToken cancellationToken) =>
        ReadEncodedAsync(file, null, cancellationToken);

    IAsyncEnumerable<Row> IEncodedReader.ReadAsync(
        string file,
        Encoding? encoding,
        CancellationToken cancellationToken
    ) => ReadEncodedAsync(file, encoding, cancellationToken);

    private static async IAsyncEnumerable<Row> ReadEncodedAsync(
        string file,
        Encoding? encoding,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var buffer = new RecordBuffer(file, encoding);
        while (await buffer.FillAsync(1, cancellationToken)) { }
        string text = Encoding.UTF8.GetString(buffer.Unread.Span).TrimEnd('\r', '\n');
        string folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "";
        yield return new Row(
            new Location(file, 1),
            Columns.Row([Path.GetFileNameWithoutExtension(file), folder, text])
        );
    }
}
