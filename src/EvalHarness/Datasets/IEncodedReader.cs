using System.Text;

namespace EvalHarness.Datasets;

/// <summary>A format of text that can be read in other encodings than UTF-8.</summary>
internal interface IEncodedReader : IDatasetReader
{
    /// <summary>Reads the rows as <see cref="IDatasetReader.ReadAsync"/> does.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoding">How its bytes are characters; null for UTF-8.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Row> ReadAsync(string file, Encoding? encoding, CancellationToken cancellationToken);
}
