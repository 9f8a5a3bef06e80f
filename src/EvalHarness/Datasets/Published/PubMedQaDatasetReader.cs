using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// PubMedQA (Jin et al., 2019, 10.18653/v1/D19-1259), <c>ori_pqal.json</c> and its siblings, or the form of hubs: <c>id</c>, <c>question</c>,
/// <c>context</c> (the abstract without its conclusion), <c>label</c> (<c>yes</c>, <c>no</c>, <c>maybe</c>), <c>long_answer</c> (the conclusion), <c>year</c>.
/// </summary>
/// <param name="Only">A JSON file whose keys are the ids that count, such as the authors' <c>test_ground_truth.json</c>; all count by default.</param>
[Keyword("pubmedqa")]
public sealed record PubMedQaDatasetReader(FilePath? Only = null) : IDatasetReader
{
    private static readonly ColumnNames Columns = new(["id", "question", "context", "label", "long_answer", "year"]);

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var only = Only is { } path ? Ids(path.Full) : null;
        await foreach (var record in PublishedRecord.ReadAsync(file, null, cancellationToken))
        {
            string id = record.Text("key", "pubid", "id");
            if (only?.Contains(id) == false)
            {
                continue;
            }

            string label = record.TextOrEmpty("final_decision");
            yield return label is "yes" or "no" or "maybe" or ""
                ? record.Row(
                    Columns,
                    [
                        id,
                        record.Text("QUESTION", "question"),
                        string.Join(
                            '\n',
                            record.List(record.Has("CONTEXTS") ? "CONTEXTS" : "context.contexts").Select(JsonRows.Text)
                        ),
                        label,
                        record.TextOrEmpty("LONG_ANSWER", "long_answer"),
                        record.TextOrEmpty("YEAR", "year"),
                    ]
                )
                : throw record.Missing("final_decision", "yes, no or maybe");
        }
    }

    private static HashSet<string> Ids(string file)
    {
        string shown = DataFile.Shown(file);
        using var stream = DataFile.Open(file);
        try
        {
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => [.. document.RootElement.EnumerateObject().Select(one => one.Name)],
                JsonValueKind.Array => [.. document.RootElement.EnumerateArray().Select(JsonRows.Text)],
                _ => throw new DocumentException(
                    new Fault(new Location(shown, 1), "found no ids", "an object with ids as keys, or a list of them")
                ),
            };
        }
        catch (JsonException e)
        {
            throw new DocumentException(
                new Fault(
                    new Location(shown, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1),
                    "found broken JSON",
                    "an object with ids as keys, or a list of them"
                )
            );
        }
    }
}
