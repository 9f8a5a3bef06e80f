using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Comma-separated values (RFC 4180), UTF-8, with the names of the columns in the first record.</summary>
/// <param name="Separator">The character between cells, ASCII; a comma by default.</param>
/// <param name="Quotes">Whether a cell may be quoted to hold separators and line breaks; true by default.</param>
/// <param name="Columns">Names of the columns, for a file without a header; by default the first record names them.</param>
[Keyword("csv")]
public sealed record CsvDatasetReader(char Separator = ',', bool Quotes = true, ImmutableArray<string>? Columns = null)
    : IEncodedReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".csv"];

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ReadAsync(string file, CancellationToken cancellationToken) =>
        ((IEncodedReader)this).ReadAsync(file, null, cancellationToken);

    IAsyncEnumerable<Row> IEncodedReader.ReadAsync(
        string file,
        Encoding? encoding,
        CancellationToken cancellationToken
    ) => new DelimitedRows(Separator, Quotes, Columns).ReadAsync(file, encoding, cancellationToken);
}
