using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// Financial PhraseBank (Malo et al., 2014, 10.1002/asi.23062), <c>Sentences_50Agree.txt</c> and its siblings, alone or in the published
/// archive: a line is a sentence, the last <c>@</c> and its label, in ISO 8859-1; lines that are UTF-8 are read so. A row has <c>id</c> (the number of its
/// line), <c>text</c>, <c>label</c> (<c>positive</c>, <c>neutral</c>, <c>negative</c>) and <c>agreement</c> (of the annotators, at least, in percent, from the file's
/// name: 50, 66, 75 or 100; empty where it says none). Some sentences stand twice, with other labels too: <c>cluster: text</c>.
/// </summary>
[Keyword("financial-phrasebank")]
public sealed record FinancialPhraseBankDatasetReader : IEncodedReader
{
    private static readonly ColumnNames Columns = new(["id", "text", "label", "agreement"]);
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

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
        using var lines = new LineCursor(file, encoding ?? Encoding.Latin1);
        string agreement = Agreement(file);
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            int at = line.LastIndexOf('@');
            string label = at < 0 ? "" : line[(at + 1)..].Trim();
            if (at <= 0 || label is not ("positive" or "neutral" or "negative"))
            {
                throw new DocumentException(
                    new Fault(
                        new Location(file, lines.Number, at < 0 ? 0 : at + 1),
                        at < 0 ? "found a line without '@'"
                            : at == 0 ? "found a label without a sentence"
                            : "found another label",
                        "a sentence, '@' and positive, neutral or negative"
                    )
                );
            }

            string text = encoding is null ? Decoded(line[..at]) : line[..at];
            yield return new Row(
                new Location(file, lines.Number),
                Columns.Row([lines.Number.ToString(CultureInfo.InvariantCulture), text.Trim(), label, agreement])
            );
        }
    }

    /// <summary>A line whose bytes are UTF-8 as that: no text in ISO 8859-1 looks so by chance.</summary>
    private static string Decoded(string line)
    {
        if (Ascii.IsValid(line))
        {
            return line;
        }

        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(line));
        }
        catch (DecoderFallbackException)
        {
            return line;
        }
    }

    private static string Agreement(string file)
    {
        string name = Path.GetFileName(file);
        int end = name.IndexOf("Agree", StringComparison.OrdinalIgnoreCase);
        string before = end < 0 ? "" : name[..end];
        return before.EndsWith("All", StringComparison.OrdinalIgnoreCase)
            ? "100"
            : new string([.. before.Reverse().TakeWhile(char.IsAsciiDigit).Reverse()]);
    }
}
