using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Tab-separated values, UTF-8, with the names of the columns in the first line.</summary>
/// <param name="Quotes">Whether a cell may be quoted to hold tabs and line breaks; true by default.</param>
/// <param name="Columns">Names of the columns, for a file without a header; by default the first line names them.</param>
[Keyword("tsv")]
public sealed record TsvDatasetReader(bool Quotes = true, ImmutableArray<string>? Columns = null) : IEncodedReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".tsv", ".tab"];

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ReadAsync(string file, CancellationToken cancellationToken) =>
        ((IEncodedReader)this).ReadAsync(file, null, cancellationToken);

    IAsyncEnumerable<Row> IEncodedReader.ReadAsync(
        string file,
        Encoding? encoding,
        CancellationToken cancellationToken
    ) => new DelimitedRows('\t', Quotes, Columns).ReadAsync(file, encoding, cancellationToken);
}
