using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>A file format: the key <c>format:</c> of a dataset.</summary>
/// <remarks>
/// Implementations are sealed records marked with a keyword, whose constructor parameters are their YAML keys, all with
/// defaults. They hold no state and may read several files at once.
/// </remarks>
public interface IDatasetReader
{
    /// <summary>Endings of the names of files that are read so unless the suite says otherwise, with the dot, in lower case.</summary>
    ImmutableArray<string> Endings { get; }

    /// <summary>Reads the rows, one at a time and in file order, in memory that does not grow with the file.</summary>
    /// <param name="file">The file; gzip is undone and UTF-8 checked by <see cref="DataFile.Open(string)"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A row is broken; the message has its place and no data.</exception>
    IAsyncEnumerable<Row> ReadAsync(string file, CancellationToken cancellationToken);
}
