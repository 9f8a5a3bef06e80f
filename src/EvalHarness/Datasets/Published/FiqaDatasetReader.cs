using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// FiQA task 1 (Maia et al., 2018, 10.1145/3184558.3192301), sentiment toward a target: headlines and posts by their keys, as the
/// challenge published them, or records of one target each, as hubs do. A row is a target: <c>id</c>, <c>sentence</c> (key of the sentence; the
/// cluster), <c>text</c>, <c>target</c>, <c>score</c> (-1 to 1), <c>label</c> (<c>positive</c>, <c>neutral</c>, <c>negative</c>), <c>snippets</c> and <c>aspects</c> (JSON
/// lists).
/// </summary>
/// <param name="Low">Scores below are negative; -0.1 by default, as papers have it.</param>
/// <param name="High">Scores from here on are positive; 0.1 by default, as papers have it.</param>
[Keyword("fiqa")]
public sealed record FiqaDatasetReader(double Low = -0.1, double High = 0.1) : IDatasetReader
{
    private const string Score = "sentiment_score";

    private static readonly ColumnNames Columns = new([
        "id",
        "sentence",
        "text",
        "target",
        "score",
        "label",
        "snippets",
        "aspects",
    ]);

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var targets = new Unfolding("info");
        int number = 0;
        await foreach (var record in PublishedRecord.ReadAsync(file, null, cancellationToken))
        {
            number++;
            string key = record.TextOrEmpty("key", "_id", "id");
            key = key.Length > 0 ? key : number.ToString(CultureInfo.InvariantCulture);
            var rows = record.Has("info") ? targets.Rows(record.Source) : [record.Source];
            int place = 0;
            foreach (var row in rows)
            {
                place++;
                string id = place == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}-{place}");
                yield return Target(new PublishedRecord(row), id, key);
            }
        }
    }

    private Row Target(PublishedRecord target, string id, string key)
    {
        double score = target.Number(Score, "score");
        return score is >= -1 and <= 1
            ? target.Row(
                Columns,
                [
                    id,
                    key,
                    target.Text("sentence", "text"),
                    target.Text("target"),
                    target.Text(Score, "score"),
                    score < Low ? "negative"
                    : score >= High ? "positive"
                    : "neutral",
                    Listed(target, "snippets"),
                    Listed(target, "aspects"),
                ],
                "snippets",
                "aspects"
            )
            : throw target.Missing(Score, "a number from -1 to 1");
    }

    /// <summary>A list; that of the challenge is written as Python writes it, in a text.</summary>
    private static string Listed(PublishedRecord target, string name)
    {
        if (target.Json(name) is { } list)
        {
            return JsonRows.Text(list);
        }

        string text = target.TextOrEmpty(name).Trim();
        string[] items =
            text is ['[', .. var inside, ']'] ? PythonItems(inside)
            : text.Length > 0 ? [text]
            : [];
        return JsonRows.Text(JsonSerializer.SerializeToElement(items));
    }

    private static string[] PythonItems(string inside)
    {
        var items = new List<string>();
        var item = new System.Text.StringBuilder();
        char quote = '\0';
        for (int i = 0; i < inside.Length; i++)
        {
            if (quote == '\0')
            {
                quote = inside[i] is '\'' or '"' ? inside[i] : '\0';
            }
            else if (inside[i] == '\\' && i + 1 < inside.Length)
            {
                item.Append(inside[++i]);
            }
            else if (inside[i] == quote)
            {
                items.Add(item.ToString());
                item.Clear();
                quote = '\0';
            }
            else
            {
                item.Append(inside[i]);
            }
        }

        // Some items of the challenge lack their closing quote.
        if (item.Length > 0)
        {
            items.Add(item.ToString());
        }

        return [.. items];
    }
}
