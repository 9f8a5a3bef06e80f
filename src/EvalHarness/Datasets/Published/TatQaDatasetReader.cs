using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// TAT-QA (Zhu et al., 2021, 10.18653/v1/2021.acl-long.254), a row a question, of the files with answers and those without: <c>id</c>,
/// <c>document</c> (the table and its paragraphs; the cluster), <c>question</c>, <c>context</c> (paragraphs in their order, then the table as
/// Markdown), <c>paragraphs</c> (JSON), <c>table</c> (JSON), <c>table_markdown</c>, <c>answer</c> (a text or number; several spans as a JSON list),
/// <c>answer_type</c> (<c>span</c>, <c>multi-span</c>, <c>arithmetic</c>, <c>count</c>), <c>scale</c> (empty, <c>thousand</c>, <c>million</c>, <c>billion</c>,
/// <c>percent</c>), <c>derivation</c>, <c>answer_from</c>. What a file keeps to itself is empty.
/// </summary>
[Keyword("tat-qa")]
public sealed record TatQaDatasetReader : IDatasetReader
{
    private static readonly ImmutableArray<string> Scales = ["", "thousand", "million", "billion", "percent"];
    private static readonly ImmutableArray<string> Types = ["", "span", "multi-span", "arithmetic", "count"];

    private static readonly ColumnNames Columns = new([
        "id",
        "document",
        "question",
        "context",
        "paragraphs",
        "table",
        "table_markdown",
        "answer",
        "answer_type",
        "scale",
        "derivation",
        "answer_from",
    ]);

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var questions = new Unfolding("questions");
        await foreach (var record in PublishedRecord.ReadAsync(file, null, cancellationToken))
        {
            string document = record.Text("table.uid");
            var table = record.Json("table.table") ?? throw record.Missing("table.table", "a list of rows");
            string markdown = MarkdownTable.Of(table);
            string[] paragraphs = Paragraphs(record);
            string context = string.Join("\n\n", [.. paragraphs, markdown]);
            string json = JsonRows.Text(JsonSerializer.SerializeToElement(paragraphs));
            foreach (var row in questions.Rows(record.Source))
            {
                var question = new PublishedRecord(row);
                yield return question.Row(
                    Columns,
                    [
                        question.Text("uid"),
                        document,
                        question.Text("question"),
                        context,
                        json,
                        JsonRows.Text(table),
                        markdown,
                        question.TextOrEmpty("answer"),
                        OneOf(question, "answer_type", Types),
                        OneOf(question, "scale", Scales),
                        question.TextOrEmpty("derivation"),
                        question.TextOrEmpty("answer_from"),
                    ],
                    "paragraphs",
                    "table"
                );
            }
        }
    }

    private static string[] Paragraphs(PublishedRecord record)
    {
        try
        {
            return
            [
                .. record
                    .List("paragraphs")
                    .OrderBy(one => one.GetProperty("order").GetInt32())
                    .Select(one => one.GetProperty("text").GetString()!),
            ];
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw record.Missing("paragraphs", "a list of objects with 'order' and 'text'");
        }
    }

    private static string OneOf(PublishedRecord question, string path, ImmutableArray<string> known)
    {
        string value = question.TextOrEmpty(path);
        return known.Contains(value)
            ? value
            : throw question.Missing(path, string.Join(", ", known.Where(one => one.Length > 0)));
    }
}
