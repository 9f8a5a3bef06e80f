using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// Questions with options, as MMLU, ARC, MedQA and others have them: a CSV without a header (question, options, letter of the
/// right one) or with columns <c>A</c>, <c>B</c> and so on, and JSON, JSON Lines or Parquet with a list or object of options under <c>choices</c> or
/// <c>options</c> and the right one as a letter, its place from 0, or its text. A row has <c>id</c>, <c>question</c>, <c>context</c> (empty where there is
/// none), <c>choices</c> (JSON list of the texts), <c>options</c> (a line each, <c>A. text</c>), <c>label</c> (the letter of the right one), <c>answer</c> (its text),
/// <c>subject</c> (from the row, or the file's name).
/// </summary>
/// <param name="First">Number of the first option where the right one is given as a number; 0 by default.</param>
[Keyword("multiple-choice")]
public sealed record MultipleChoiceDatasetReader(int First = 0) : IDatasetReader
{
    private static readonly ColumnNames Columns = new([
        "id",
        "question",
        "context",
        "choices",
        "options",
        "label",
        "answer",
        "subject",
    ]);

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        int number = 0;
        await foreach (var record in RecordsAsync(file, cancellationToken))
        {
            number++;
            var (letters, texts) = Choices(record);
            int right = Right(record, letters, texts);
            string id = record.TextOrEmpty("id", "key", "question_id");
            string subject = record.TextOrEmpty("subject", "category", "meta_info");
            yield return record.Row(
                Columns,
                [
                    id.Length > 0 ? id : number.ToString(CultureInfo.InvariantCulture),
                    record.Text(record.Has("question.stem") ? "question.stem" : "question", "Question", "ctx", "query"),
                    record.TextOrEmpty("context", "passage", "article"),
                    JsonRows.Text(JsonSerializer.SerializeToElement(texts)),
                    string.Join('\n', texts.Select((text, i) => $"{(char)('A' + i)}. {text}")),
                    right < 0 ? "" : ((char)('A' + right)).ToString(),
                    right < 0 ? "" : texts[right],
                    subject.Length > 0 ? subject : Path.GetFileName(file).Split('.')[0],
                ],
                "choices"
            );
        }
    }

    private static async IAsyncEnumerable<PublishedRecord> RecordsAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (DatasetFormats.BuiltIn.Find(file) is not CsvDatasetReader)
        {
            await foreach (var record in PublishedRecord.ReadAsync(file, "data", cancellationToken))
            {
                yield return record;
            }

            yield break;
        }

        await foreach (var row in Table(file, await WidthAsync(file, cancellationToken), cancellationToken))
        {
            yield return new PublishedRecord(row);
        }
    }

    /// <summary>A table with names of columns in its first record, or of so many cells without.</summary>
    private static IAsyncEnumerable<Row> Table(string file, int width, CancellationToken cancellationToken)
    {
        ImmutableArray<string>? columns =
            width < 4
                ? null
                : ["question", .. Enumerable.Range(0, width - 2).Select(i => ((char)('A' + i)).ToString()), "answer"];
        return new DelimitedRows(',', true, columns).ReadAsync(file, null, cancellationToken);
    }

    /// <summary>Number of cells of a table whose first record ends in the letter of one of its options, so is no header; otherwise 0.</summary>
    private static async Task<int> WidthAsync(string file, CancellationToken cancellationToken)
    {
        string[] cells = await DelimitedRows.FirstAsync(file, ',', cancellationToken);
        bool isHeader = cells.Contains("question", StringComparer.OrdinalIgnoreCase);
        return !isHeader && cells is [.., [var letter]] && letter >= 'A' && letter < 'A' + cells.Length - 2
            ? cells.Length
            : 0;
    }

    private static (ImmutableArray<string> Letters, ImmutableArray<string> Texts) Choices(PublishedRecord record)
    {
        var list =
            record.Json("choices")
            ?? record.Json("options")
            ?? record.Json("endings")
            ?? record.Json("question.choices");
        var (letters, texts) = list switch
        {
            { ValueKind: JsonValueKind.Object } named when named.TryGetProperty("text", out var told) => (
                named.TryGetProperty("label", out var labels) ? Texts(labels) : [],
                Texts(told)
            ),
            { ValueKind: JsonValueKind.Object } named => (
                [.. named.EnumerateObject().Select(one => one.Name)],
                [.. named.EnumerateObject().Select(one => JsonRows.Text(one.Value))]
            ),
            { } items => Items(items),
            null => Cells(record),
        };
        return texts.Length is >= 2 and <= 26
            ? (letters, texts)
            : throw record.Missing("choices", "2 to 26 options, as a list, an object, or columns A, B and so on");
    }

    private static (ImmutableArray<string> Letters, ImmutableArray<string> Texts) Items(JsonElement items)
    {
        var objects = items.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object).ToList();
        return objects.Count > 0 && objects.TrueForAll(one => one.TryGetProperty("text", out _))
            ? (
                [.. objects.Select(one => one.TryGetProperty("label", out var label) ? JsonRows.Text(label) : "")],
                [.. objects.Select(one => JsonRows.Text(one.GetProperty("text")))]
            )
            : ([], Texts(items));
    }

    private static (ImmutableArray<string> Letters, ImmutableArray<string> Texts) Cells(PublishedRecord record)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        for (char letter = 'A'; letter <= 'Z' && record.Has(letter.ToString()); letter++)
        {
            texts.Add(record.Text(letter.ToString()));
        }

        return ([], texts.ToImmutable());
    }

    private static ImmutableArray<string> Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(JsonRows.Text)] : [];

    /// <summary>Place of the right option; -1 where the file keeps it to itself.</summary>
    private int Right(PublishedRecord record, ImmutableArray<string> letters, ImmutableArray<string> texts)
    {
        string said = record
            .TextOrEmpty("answerKey", "answer_idx", "answer", "Answer", "label", "gold", "target")
            .Trim();
        if (said.Length == 0)
        {
            return -1;
        }

        int place = letters.IndexOf(said);
        if (place < 0 && said is [>= 'A' and <= 'Z'])
        {
            place = said[0] - 'A';
        }

        if (place < 0 && int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            place = number - First;
        }

        place = place < 0 ? texts.IndexOf(said) : place;
        return place >= 0 && place < texts.Length
            ? place
            : throw record.Missing("answer", "the letter of an option, its place or its text");
    }
}
