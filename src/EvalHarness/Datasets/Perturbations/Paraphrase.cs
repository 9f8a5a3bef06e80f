using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Perturbations;

/// <summary>The same in other words, from a file: who wrote them vouches that the right answer stays. Samples without other words are left out.</summary>
/// <param name="File">A table in any format that a dataset may have.</param>
/// <param name="Field">The field that is said otherwise.</param>
/// <param name="Id">Column of the file that names the sample; <c>id</c> by default.</param>
/// <param name="Text">Column of the file with the other words; by default the one that is called like the field.</param>
[Keyword("paraphrase")]
public sealed record Paraphrase(FilePath File, string Field, string Id = "id", string? Text = null) : IPerturbation
{
    /// <inheritdoc/>
    public string Name => "paraphrase";

    /// <inheritdoc/>
    public async ValueTask<Func<Sample, Sample?>> OverAsync(Perturbing task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        string column = Text ?? Field;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = DatasetLoader.ReadRowsAsync(File.Full, null, null, task.Declared, task.Formats, cancellationToken);
        await foreach (var row in rows)
        {
            string id = Cell(row, "id", Id);
            string text = Cell(row, "text", column);
            if (!texts.TryAdd(id, text) && texts[id] != text)
            {
                throw new DocumentException(
                    new Fault(row.At, $"sample '{id}' in other words twice", "one row a sample")
                );
            }
        }

        return sample =>
            !sample.Fields.ContainsKey(Field)
                ? throw new DocumentException(
                    new Fault(
                        task.Declared,
                        $"no field '{Field}' to say otherwise",
                        string.Join(", ", sample.Fields.Keys),
                        Spelling.Nearest(Field, sample.Fields.Keys)
                    )
                )
            : texts.TryGetValue(sample.Id, out string? words)
                ? PerturbedText.With(
                    sample,
                    sample.Fields.ToImmutableDictionary(StringComparer.Ordinal).SetItem(Field, words),
                    sample.Targets
                )
            : null;
    }

    private static string Cell(Row row, string key, string column) =>
        row.Fields.ContainsKey(column)
            ? row.Text(key, column)
            : throw RowFaults.NoColumn(row.At, key, column, row.Fields.Keys);
}
