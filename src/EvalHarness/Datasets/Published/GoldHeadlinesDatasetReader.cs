using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>
/// Headlines about gold with nine tags (Sinha and Khandait, 2021, 10.1007/978-3-030-73103-8_41), a CSV. A row is a headline and a tag:
/// <c>id</c>, <c>headline</c> (its number; the cluster), <c>text</c>, <c>tag</c>, <c>question</c>, <c>label</c> (<c>Yes</c>, <c>No</c>), <c>date</c>, <c>url</c>.
/// </summary>
/// <param name="Wide">Whether a row is a headline, with a column for each tag in place of <c>tag</c>, <c>question</c> and <c>label</c>; false by default.</param>
[Keyword("headlines")]
public sealed record GoldHeadlinesDatasetReader(bool Wide = false) : IEncodedReader
{
    // "AssetComparision" is the name in the file.
    private static readonly ImmutableArray<(string Tag, string Question)> Tags =
    [
        ("PriceOrNot", "Does the news headline talk about price?"),
        ("DirectionUp", "Does the news headline talk about price going up?"),
        ("DirectionConstant", "Does the news headline talk about price staying constant?"),
        ("DirectionDown", "Does the news headline talk about price going down?"),
        ("PastPrice", "Does the news headline talk about price in the past?"),
        ("FuturePrice", "Does the news headline talk about price in the future?"),
        ("PastNews", "Does the news headline talk about a general event (apart from prices) in the past?"),
        ("FutureNews", "Does the news headline talk about a general event (apart from prices) in the future?"),
        ("AssetComparision", "Does the news headline compare gold with any other asset?"),
    ];

    private static readonly ColumnNames Long = new([
        "id",
        "headline",
        "text",
        "tag",
        "question",
        "label",
        "date",
        "url",
    ]);

    private static readonly ColumnNames WithTags = new(["id", "text", .. Tags.Select(one => one.Tag), "date", "url"]);

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

    private async IAsyncEnumerable<Row> ReadEncodedAsync(
        string file,
        Encoding? encoding,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        int number = 0;
        await foreach (var row in new DelimitedRows(',', true, null).ReadAsync(file, encoding, cancellationToken))
        {
            var record = new PublishedRecord(row);
            string id = (++number).ToString(CultureInfo.InvariantCulture);
            string text = record.Text("News");
            string[] labels = [.. Tags.Select(one => Label(record, one.Tag))];
            string date = record.TextOrEmpty("Dates");
            string url = record.TextOrEmpty("URL");
            if (Wide)
            {
                yield return record.Row(WithTags, [id, text, .. labels, date, url]);
                continue;
            }

            foreach (var (i, (tag, question)) in Tags.Index())
            {
                yield return record.Row(Long, [$"{id}-{tag}", id, text, tag, question, labels[i], date, url]);
            }
        }
    }

    private static string Label(PublishedRecord record, string tag) =>
        record.Text(tag).Trim() switch
        {
            "1" or "1.0" => "Yes",
            "0" or "0.0" => "No",
            _ => throw record.Missing(tag, "0 or 1"),
        };
}
