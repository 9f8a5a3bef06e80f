using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace Team.Evals;

/// <summary>Values between bars, with the names of the columns in the first line.</summary>
[Keyword("pipe")]
public sealed record PipeReader : IDatasetReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".pipe"];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(DataFile.Open(file));
        string[] columns = Cells(await reader.ReadLineAsync(cancellationToken) ?? "");
        for (int line = 2; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            yield return new Row(
                new Location(file, line),
                columns.Zip(Cells(text)).ToDictionary(StringComparer.Ordinal)
            );
        }
    }

    private static string[] Cells(string line) => line.Split('|', StringSplitOptions.TrimEntries);
}
