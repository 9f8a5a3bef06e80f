using System.Globalization;
using System.Numerics;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Datasets.Columnar;
using NUnit.Framework;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace EvalHarness.Tests.Datasets;

/// <summary>Parquet files: some are written here with levels of their own, some were written by pyarrow (Datasets/Files).</summary>
public sealed class ParquetDatasetReaderTests
{
    private DataFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new DataFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase(CompressionMethod.None)]
    [TestCase(CompressionMethod.Snappy)]
    [TestCase(CompressionMethod.Gzip)]
    [TestCase(CompressionMethod.Zstd)]
    [TestCase(CompressionMethod.Brotli)]
    public async Task Rows_of_all_row_groups_come_in_order_with_their_numbers(CompressionMethod compression)
    {
        var rows = await RowsAsync(
            new ParquetFile(new DataField<int>("n")) { Groups = 3, Compression = compression }.With([7, -8])
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Fields["n"]), Is.EqualTo(["7", "-8", "7", "-8", "7", "-8"]));
            Assert.That(rows.Select(row => row.At.Line), Is.EqualTo([1, 2, 3, 4, 5, 6]));
        }
    }

    [Test]
    public async Task A_null_is_an_empty_text()
    {
        var rows = await RowsAsync(
            new ParquetFile(new DataField<string>("s"), new DataField<double?>("x"))
                .With(["a"], [1, 0])
                .With([0.1], [0, 1])
        );
        Assert.That(
            rows.Select(row => (row.Fields["s"], row.Fields["x"])),
            Is.EqualTo(new[] { ("a", ""), ("", "0.1") })
        );
    }

    // Parquet.Net drops the null of the first list and makes the empty one a null.
    [Test]
    public async Task Items_of_lists_that_are_null_stay_and_an_empty_list_is_one()
    {
        var rows = await RowsAsync(
            new ParquetFile(new ListField("l", new DataField<double?>("element"))).With(
                [0.9, 0.7],
                [3, 2, 3, 1, 0],
                [0, 1, 1, 0, 0]
            )
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Fields["l"]), Is.EqualTo(["[0.9,null,0.7]", "[]", ""]));
            Assert.That(rows.Select(row => row.Nested.Length), Is.EqualTo([1, 1, 0]));
        }
    }

    [Test]
    public async Task Lists_of_lists_and_structures_are_json()
    {
        var answers = new StructField(
            "answers",
            new ListField("text", new DataField<string>("element")),
            new DataField<int?>("start")
        );
        var table = new ListField("table", new ListField("element", new DataField<string>("element")));
        var rows = await RowsAsync(
            new ParquetFile(answers, table)
                .With(["a", "b"], [4, 4, 0], [0, 1, 0])
                .With([3], [2, 0])
                .With(["1", "2", "3"], [5, 5, 5, 3], [0, 2, 1, 0])
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Select(row => row.Fields["answers"]),
                Is.EqualTo(["""{"text":["a","b"],"start":3}""", ""])
            );
            Assert.That(rows.Select(row => row.Fields["table"]), Is.EqualTo(["""[["1","2"],["3"]]""", "[[]]"]));
        }
    }

    [Test]
    public async Task Maps_are_lists_of_keys_with_values()
    {
        var map = new MapField(
            "m",
            new DataField("key", typeof(string), isNullable: false),
            new DataField<int?>("value")
        );
        var rows = await RowsAsync(new ParquetFile(map).With(["a", "b"], [2, 2], [0, 1]).With([1], [3, 2], [0, 1]));
        Assert.That(rows[0].Fields["m"], Is.EqualTo("""[{"key":"a","value":1},{"key":"b","value":null}]"""));
    }

    [Test]
    public async Task Class_labels_have_the_names_that_the_hub_gives_them()
    {
        var file = new ParquetFile(
            new DataField<long?>("label"),
            new ListField("tags", new DataField<int>("element")),
            new DataField<long>("plain")
        )
            .With([2L, -1L, 0L], [1, 1, 1])
            .With([1, 0, 1], [2, 2, 2], [0, 0, 0])
            .With([0L, 1L, 2L]);
        file.Metadata["huggingface"] =
            """{"info":{"features":{"label":{"names":["negative","neutral","positive"],"_type":"ClassLabel"},"tags":{"feature":{"names":["O","B-PER"],"_type":"ClassLabel"},"_type":"List"},"plain":{"dtype":"int64","_type":"Value"}}}}""";
        var rows = await RowsAsync(file);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Fields["label"]), Is.EqualTo(["positive", "", "negative"]));
            Assert.That(rows.Select(row => row.Fields["tags"]), Is.EqualTo(["[\"B-PER\"]", "[\"O\"]", "[\"B-PER\"]"]));
            Assert.That(rows.Select(row => row.Fields["plain"]), Is.EqualTo(["0", "1", "2"]));
        }
    }

    [Test]
    public async Task A_label_without_a_name_is_a_fault_with_its_row_and_column()
    {
        var file = new ParquetFile(new DataField<long>("label")).With([0L, 5L]);
        file.Metadata["huggingface"] = """{"info":{"features":{"label":{"names":["a","b"],"_type":"ClassLabel"}}}}""";
        Assert.That(
            await FaultAsync(file),
            Is.EqualTo("x.parquet:2: found the number of a label that has no name in column 'label'")
        );
    }

    // The library cuts decimals to the 28 digits of its own type.
    [Test]
    public async Task Decimals_keep_all_their_digits()
    {
        var large = new BigDecimalDataField("large", 38, 30, isNullable: false);
        var small = new DecimalDataField("small", 9, 2, isNullable: false);
        var rows = await RowsAsync(
            new ParquetFile(large, small)
                .With([
                    new BigDecimal(
                        BigInteger.Parse("12345678901234567890123456789012345678", CultureInfo.InvariantCulture),
                        38,
                        30
                    ),
                    new BigDecimal(-1, 38, 30),
                ])
                .With([-0.05m, 1234567.89m])
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Select(row => row.Fields["large"]),
                Is.EqualTo(["12345678.901234567890123456789012345678", "-0.000000000000000000000000000001"])
            );
            Assert.That(rows.Select(row => row.Fields["small"]), Is.EqualTo(["-0.05", "1234567.89"]));
        }
    }

    [Test]
    public async Task Times_are_of_iso_8601_with_their_zone_and_no_more_digits_than_they_have()
    {
        var time = new DateTime(2024, 2, 29, 13, 5, 9, 120, DateTimeKind.Utc);
        var rows = await RowsAsync(
            new ParquetFile(
                new DateTimeDataField("utc", DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros),
                new DateTimeDataField(
                    "local",
                    DateTimeFormat.Timestamp,
                    isAdjustedToUTC: false,
                    DateTimeTimeUnit.Nanos
                ),
                new DateTimeDataField("impala", DateTimeFormat.Impala),
                new DataField<DateOnly>("day")
            )
                .With([time])
                .With([time.AddTicks(1)])
                .With([time])
                .With([new DateOnly(1969, 12, 31)])
        );
        Assert.That(
            rows[0].Fields.Values,
            Is.EqualTo([
                "2024-02-29T13:05:09.12Z",
                "2024-02-29T13:05:09.1200001",
                "2024-02-29T13:05:09.12",
                "1969-12-31",
            ])
        );
    }

    [Test]
    public async Task Numbers_and_truth_values_are_written_as_in_json()
    {
        var rows = await RowsAsync(
            new ParquetFile(
                new DataField<ulong>("u"),
                new DataField<float>("f"),
                new DataField<double>("d"),
                new DataField<bool>("b"),
                new DataField<Guid>("g")
            )
                .With([ulong.MaxValue])
                .With([0.1f])
                .With([double.NaN])
                .With([true])
                .With([Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")])
        );
        Assert.That(
            rows[0].Fields.Values,
            Is.EqualTo(["18446744073709551615", "0.1", "NaN", "true", "00112233-4455-6677-8899-aabbccddeeff"])
        );
    }

    [TestCase(false, "w6k=")]
    [TestCase(true, "é")]
    public async Task Bytes_without_a_mark_are_base64_unless_they_are_said_to_be_text(bool areText, string text)
    {
        var file = new ParquetFile(new DataField("b", typeof(ReadOnlyMemory<byte>), isNullable: false)).With([
            (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes("é"),
        ]);
        var rows = await RowsAsync(file, new ParquetDatasetReader(areText));
        Assert.That(rows[0].Fields["b"], Is.EqualTo(text));
    }

    [Test]
    public async Task Text_that_is_not_utf_8_is_a_fault_with_its_row_and_column()
    {
        var file = new ParquetFile(new DataField("b", typeof(ReadOnlyMemory<byte>), isNullable: false)).With([
            new ReadOnlyMemory<byte>([65]),
            new ReadOnlyMemory<byte>([0xc3, 0x28]),
        ]);
        Assert.That(
            await FaultAsync(file, new ParquetDatasetReader(BytesAreText: true)),
            Is.EqualTo("x.parquet:2: found bytes that are not UTF-8 in column 'b'")
        );
    }

    [Test]
    public async Task What_pyarrow_wrote_is_read_whole()
    {
        string files = Path.Combine(TestContext.CurrentContext.TestDirectory, "Datasets", "Files");
        var hub = await DatasetLoader.ReadRowsAsync(Path.Combine(files, "hub_style.parquet")).ToListAsync();
        var nested = await DatasetLoader.ReadRowsAsync(Path.Combine(files, "numeric_qa.nested.parquet")).ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hub, Has.Count.EqualTo(1200));
            Assert.That(
                hub.CountBy(row => row.Fields["label"]),
                Is.EquivalentTo(Counts(("0", 450), ("1", 391), ("2", 359)))
            );
            Assert.That(hub.Count(row => row.Fields["note"].Length == 0), Is.EqualTo(800));
            Assert.That(hub[0].Fields["date"], Is.EqualTo("2024-01-01T00:00:00"));
            Assert.That(hub[1].Fields["answers"], Is.EqualTo("""{"text":["neutral"],"start":[0]}"""));
            Assert.That(hub[1].Fields["choices"], Is.EqualTo("""["positive","neutral","negative"]"""));
            Assert.That(nested, Has.Count.EqualTo(240));
            Assert.That(nested[0].Fields["table"], Does.StartWith("""[["€ million","2021","2022","2023"],["""));
        }
    }

    [Test]
    public async Task A_file_that_was_cut_short_is_a_fault()
    {
        byte[] whole = await new ParquetFile(new DataField<int>("n")).With([1, 2]).BytesAsync();
        string file = folder.Write("x.parquet", whole[..^20]);
        Assert.That(
            await DataFolder.FaultAsync(async () => await DatasetLoader.ReadRowsAsync(file).ToListAsync()),
            Is.EqualTo("x.parquet: the Parquet data are broken or cut short; expected a Parquet file")
        );
    }

    [Test]
    public async Task A_broken_byte_is_a_fault_or_another_value_and_never_another_exception()
    {
        byte[] whole = await new ParquetFile(
            new ListField("l", new DataField<string>("element")),
            new DecimalDataField("d", 28, 4, isNullable: false)
        )
            .With(["first", "second", "first"], [3, 3, 3], [0, 1, 0])
            .With([1.25m, 2m])
            .BytesAsync();
        var chance = new Random(7);
        for (int i = 0; i < 400; i++)
        {
            byte[] broken = [.. whole];
            broken[chance.Next(broken.Length)] ^= (byte)(1 << chance.Next(8));
            string file = folder.Write("x.parquet", broken);
            try
            {
                _ = await DatasetLoader.ReadRowsAsync(file).ToListAsync();
            }
            catch (DocumentException)
            {
                // What is broken is told.
            }
        }
    }

    private static Dictionary<string, int> Counts(params (string Label, int Count)[] counts) =>
        counts.ToDictionary(one => one.Label, one => one.Count);

    private async Task<List<Row>> RowsAsync(ParquetFile file, IDatasetReader? format = null) =>
        await DatasetLoader.ReadRowsAsync(folder.Write("x.parquet", await file.BytesAsync()), format).ToListAsync();

    private async Task<string> FaultAsync(ParquetFile file, IDatasetReader? format = null) =>
        await DataFolder.FaultAsync(() => RowsAsync(file, format));
}
