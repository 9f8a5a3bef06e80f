using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>
/// Tagged words as in CoNLL 2003: a line a word with its tag, a blank line after each sentence, <c>-DOCSTART-</c> or
/// <c># newdoc</c> before each document. A row is a sentence: <c>id</c>, its number in the file; <c>document</c>, the number of
/// its document, empty where the file names none; <c>text</c>, its words with spaces between; <c>tokens</c>, a JSON list; <c>tags</c>, as
/// BIO whatever the file has, with spaces between; <c>entities</c>, a JSON list of objects with <c>text</c>, <c>type</c> and the places of
/// the first and last word, <c>start</c> and <c>end</c>, from 0. A comment <c># split = test</c> before a sentence is a column
/// <c>split</c> from there on.
/// </summary>
/// <param name="Columns">Names of the cells of a line, <c>token</c> and <c>tag</c> among them; others become JSON lists. By default the first cell is the token, the last the tag, and others are left out.</param>
/// <param name="Scheme">How tags mark entities; a tag that the scheme does not allow is a fault. Any by default.</param>
/// <param name="Types">The types that count; words of others are outside of entities. All by default.</param>
/// <param name="Empty">Whether sentences without an entity are rows; true by default.</param>
[Keyword("conll")]
public sealed record ConllDatasetReader(
    ImmutableArray<string>? Columns = null,
    ConllScheme Scheme = ConllScheme.Any,
    ImmutableArray<string>? Types = null,
    bool Empty = true
) : IEncodedReader
{
    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [".conll", ".bio", ".iob"];

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
        using var lines = new LineCursor(file, encoding);
        var sentence = new ConllSentence(this, file);
        string? line;
        do
        {
            line = await lines.NextAsync(cancellationToken);
            if (!string.IsNullOrWhiteSpace(line))
            {
                sentence.Add(line, lines.Number);
            }
            else if (sentence.TryEnd() is { } row)
            {
                yield return row;
            }
        } while (line is not null);
    }
}
