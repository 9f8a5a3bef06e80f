using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// FinQA (Chen et al., 2021, 10.18653/v1/2021.emnlp-main.300), <c>train.json</c>, <c>dev.json</c>, <c>test.json</c>, and sets of its
/// form: <c>id</c>, <c>document</c> (file of the report's page; the cluster), <c>question</c>, <c>context</c> (text, table as Markdown, text),
/// <c>pre_text</c>, <c>post_text</c>, <c>table</c> (JSON), <c>table_markdown</c>, <c>answer</c> (as the annotator wrote it), <c>result</c> (what the
/// program gives, which the official metric compares with), <c>program</c>, <c>evidence</c> (JSON). Answers that a file keeps to
/// itself are empty.
/// </summary>
[Keyword("finqa")]
public sealed record FinQaDatasetReader : IDatasetReader
{
    private static readonly ColumnNames Columns = new([
        "id",
        "document",
        "question",
        "context",
        "pre_text",
        "post_text",
        "table",
        "table_markdown",
        "answer",
        "result",
        "program",
        "evidence",
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
            var page = ReportPage.Of(record);
            yield return record.Row(
                Columns,
                [
                    record.Text("id"),
                    record.TextOrEmpty("filename", "source_doc_id"),
                    record.Text("qa.question"),
                    page.Context,
                    page.Before,
                    page.After,
                    page.Table,
                    page.Markdown,
                    record.TextOrEmpty("qa.answer"),
                    record.TextOrEmpty("qa.exe_ans"),
                    Program(record),
                    record.TextOrEmpty("qa.gold_inds", "qa.gold_evidence"),
                ],
                "table",
                "evidence"
            );
        }
    }

    /// <summary>The steps of a program, which some files list.</summary>
    private static string Program(PublishedRecord record) =>
        record.Json("qa.program") is { ValueKind: JsonValueKind.Array } steps
            ? string.Join(", ", steps.EnumerateArray().Select(JsonRows.Text))
            : record.TextOrEmpty("qa.program");
}
