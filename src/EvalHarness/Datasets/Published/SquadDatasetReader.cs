using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// SQuAD 1.1 and 2.0 (Rajpurkar et al., 2016, 10.18653/v1/D16-1264) and sets of their form, as the authors publish them (one JSON
/// document) and as hubs do (a list, JSON Lines or Parquet): <c>id</c>, <c>document</c> (title of the article; the cluster), <c>context</c>,
/// <c>question</c>, <c>answer</c> (the first), <c>answers</c> (JSON list of all distinct ones, for <c>targets:</c>), <c>is_impossible</c> (<c>true</c> where the
/// context holds no answer; the list is empty then).
/// </summary>
[Keyword("squad")]
public sealed record SquadDatasetReader : IDatasetReader
{
    private static readonly ColumnNames Columns = new([
        "id",
        "document",
        "context",
        "question",
        "answer",
        "answers",
        "is_impossible",
    ]);

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var questions = new Unfolding("paragraphs.qas");
        await foreach (var record in PublishedRecord.ReadAsync(file, "data", cancellationToken))
        {
            var rows = record.Has("paragraphs") ? questions.Rows(record.Source) : [record.Source];
            foreach (var row in rows)
            {
                var question = new PublishedRecord(row);
                string[] answers = Answers(question);
                bool isImpossible = question.TextOrEmpty("is_impossible") == "true" || answers.Length == 0;
                yield return question.Row(
                    Columns,
                    [
                        question.Text("id"),
                        question.TextOrEmpty("title"),
                        question.Text("context"),
                        question.Text("question"),
                        isImpossible ? "" : answers[0],
                        isImpossible ? "[]" : JsonRows.Text(JsonSerializer.SerializeToElement(answers)),
                        isImpossible ? "true" : "false",
                    ],
                    "answers"
                );
            }
        }
    }

    private static string[] Answers(PublishedRecord question)
    {
        var answers = question.Json("answers") ?? throw question.Missing("answers", "a list, or lists by name");
        var texts = answers switch
        {
            { ValueKind: JsonValueKind.Object } when answers.TryGetProperty("text", out var listed) => listed,
            _ => answers,
        };
        if (texts.ValueKind != JsonValueKind.Array)
        {
            throw question.Missing("answers.text", "a list of texts");
        }

        return
        [
            .. texts
                .EnumerateArray()
                .Select(one =>
                    one.ValueKind == JsonValueKind.Object && one.TryGetProperty("text", out var text) ? text : one
                )
                .Select(one =>
                    one.ValueKind == JsonValueKind.String
                        ? one.GetString()!
                        : throw question.Missing("answers", "texts, or objects with 'text'")
                )
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
