using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// ConvFinQA (Chen et al., 2022, 10.18653/v1/2022.emnlp-main.421), a row a turn, of the files by conversation (<c>dev.json</c>), of those by
/// turn (<c>dev_turn.json</c>), and of the copy with <c>questions</c> that Program of Thoughts ships (its last turns, which alone have
/// answers): <c>id</c>, <c>conversation</c> (for <c>conversation:</c>; the cluster), <c>turn</c> from 1, <c>document</c>, <c>question</c>, <c>history</c> (JSON
/// list of the questions before), <c>context</c>, <c>pre_text</c>, <c>post_text</c>, <c>table</c> (JSON), <c>table_markdown</c>, <c>answer</c> (what the
/// program gives), <c>program</c>, <c>part</c> (number of the FinQA question of which the turn is a part, from 1). What a file
/// keeps to itself is empty.
/// </summary>
[Keyword("convfinqa")]
public sealed record ConvFinQaDatasetReader : IDatasetReader
{
    private static readonly ColumnNames Columns = new([
        "id",
        "conversation",
        "turn",
        "document",
        "question",
        "history",
        "context",
        "pre_text",
        "post_text",
        "table",
        "table_markdown",
        "answer",
        "program",
        "part",
    ]);

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var record in PublishedRecord.ReadAsync(file, null, cancellationToken))
        {
            var turns =
                record.Has("questions") ? [LastTurn(record)]
                : record.Has("annotation.cur_dial") ? [OneTurn(record)]
                : Turns(record);
            foreach (var row in turns)
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<Row> Turns(PublishedRecord record)
    {
        const string asked = "annotation.dialogue_break";
        var questions = Texts(record, asked);
        var programs = Listed(record, "annotation.turn_program", questions.Length);
        var answers = Listed(record, "annotation.exe_ans_list", questions.Length);
        var parts = Listed(record, "annotation.qa_split", questions.Length);
        string id = record.Text("id");
        var page = ReportPage.Of(record);
        for (int i = 0; i < questions.Length; i++)
        {
            yield return Turn(record, id, i, questions[..(i + 1)], page, answers[i], programs[i], Part(parts[i]));
        }
    }

    private static Row OneTurn(PublishedRecord record)
    {
        var questions = Texts(record, "annotation.cur_dial");
        int turn = questions.Length - 1;

        // A turn is named as its conversation with its place behind.
        string id = record.Text("id");
        string suffix = string.Create(CultureInfo.InvariantCulture, $"_{turn}");
        string conversation = id.EndsWith(suffix, StringComparison.Ordinal) ? id[..^suffix.Length] : id;
        return Turn(
            record,
            conversation,
            turn,
            questions,
            ReportPage.Of(record),
            record.TextOrEmpty("annotation.exe_ans"),
            record.TextOrEmpty("annotation.cur_program"),
            Part(record.TextOrEmpty($"annotation.qa_split.{turn.ToString(CultureInfo.InvariantCulture)}"))
        );
    }

    private static Row LastTurn(PublishedRecord record)
    {
        var questions = Texts(record, "questions");
        string table = record.Text("table");
        var page = new ReportPage(record.Text("text"), table, table, "");
        return Turn(record, record.Text("id"), questions.Length - 1, questions, page, record.Text("answer"), "", "");
    }

    private static Row Turn(
        PublishedRecord record,
        string conversation,
        int turn,
        ImmutableArray<string> questions,
        ReportPage page,
        string answer,
        string program,
        string part
    )
    {
        string number = (turn + 1).ToString(CultureInfo.InvariantCulture);
        var before = JsonSerializer.SerializeToElement(questions[..turn]);
        return record.Row(
            Columns,
            [
                $"{conversation}/{number}",
                conversation,
                number,
                record.TextOrEmpty("filename"),
                questions[turn],
                JsonRows.Text(before),
                page.Context,
                page.Before,
                page.After,
                page.Table,
                page.Markdown,
                answer,
                program,
                part,
            ],
            "history",
            "table"
        );
    }

    private static ImmutableArray<string> Texts(PublishedRecord record, string path)
    {
        var list = record.List(path);
        return list.Length > 0 && list.All(one => one.ValueKind == JsonValueKind.String)
            ? [.. list.Select(one => one.GetString()!)]
            : throw record.Missing(path, "a list of the questions of the turns");
    }

    /// <summary>One text a turn; empty ones where the file keeps them to itself.</summary>
    private static ImmutableArray<string> Listed(PublishedRecord record, string path, int turns)
    {
        if (!record.Has(path))
        {
            return [.. Enumerable.Repeat("", turns)];
        }

        var list = record.List(path);
        return list.Length == turns
            ? [.. list.Select(JsonRows.Text)]
            : throw record.Missing(path, "one item a turn, as under 'dialogue_break'");
    }

    private static string Part(string place) =>
        int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            ? (part + 1).ToString(CultureInfo.InvariantCulture)
            : "";
}
