using System.Text;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CsvDatasetReaderTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestCase("id,text\n1,a\n2,b\n", TestName = "Line_feeds_end_records")]
    [TestCase("id,text\r\n1,a\r\n2,b", TestName = "Carriage_returns_and_a_missing_last_line_break_do_not_matter")]
    [TestCase("\uFEFFid,text\n1,a\n2,b\n", TestName = "A_byte_order_mark_is_no_part_of_the_first_name")]
    [TestCase("id,text\n\n1,a\n\n  \n2,b\n\n", TestName = "Blank_lines_are_passed_over")]
    [TestCase(" id , text \n1,a\n2,b\n", TestName = "Spaces_around_names_do_not_count")]
    [TestCase(",id,text\n0,1,a\n1,2,b\n", TestName = "A_column_without_a_name_is_left_out")]
    public async Task Reads_two_rows(string text)
    {
        var rows = await folder.RowsAsync("x.csv", text);

        Assert.That(rows.Select(r => (r.Fields["id"], r.Fields["text"])), Is.EqualTo([("1", "a"), ("2", "b")]));
        Assert.That(rows[0].Fields.Keys, Is.EqualTo(new[] { "id", "text" }));
    }

    [Test]
    public async Task Quoted_cells_hold_separators_quotes_and_line_breaks_and_lines_are_counted_through_them()
    {
        var rows = await folder.RowsAsync("x.csv", "id,text\n1,\"a, \"\"b\"\"\nc\"\n2,d\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows[0].Fields["text"], Is.EqualTo("a, \"b\"\nc"));
            Assert.That(rows[0].At.Line, Is.EqualTo(2));
            Assert.That(rows[1].At.Line, Is.EqualTo(4));
        }
    }

    [Test]
    public async Task Cells_keep_their_spaces_and_a_quote_inside_an_unquoted_cell_is_a_quote()
    {
        var rows = await folder.RowsAsync("x.csv", "id,text\n1, a 5\" pipe \n");

        Assert.That(rows[0].Fields["text"], Is.EqualTo(" a 5\" pipe "));
    }

    [TestCase("id,text\n1,a\n2\n", "x.csv:3: found 1 cell; expected 2 cells as there are columns")]
    [TestCase("id,text\n1,secret,b\n", "x.csv:2: found 3 cells; expected 2 cells as there are columns")]
    [TestCase("id,id\n1,a\n", "x.csv:1: found two columns named 'id'; expected distinct names")]
    [TestCase(",\n1,a\n", "x.csv:1: found a header without names; expected the names of the columns")]
    [TestCase("", "x.csv: is empty; expected a file with rows")]
    [TestCase("id,text\n", "x.csv: found a data file without rows; expected at least one row")]
    [TestCase(
        "id,text\n1,a\n2,\"secret\n3,b\n",
        "x.csv:3: found a record with a quote that is misplaced or never closed; "
            + "expected quotes doubled inside quoted cells, or 'quotes: false'"
    )]
    [TestCase(
        "id,text\n1,\"secret\" b\n",
        "x.csv:2: found a record with a quote that is misplaced or never closed; "
            + "expected quotes doubled inside quoted cells, or 'quotes: false'"
    )]
    public async Task A_broken_record_gives_its_line_and_no_data(string text, string fault) =>
        Assert.That(await DataFolder.FaultAsync(() => folder.RowsAsync("x.csv", text)), Is.EqualTo(fault));

    [Test]
    public async Task Bytes_that_are_not_utf8_give_line_and_column()
    {
        string file = folder.Write("x.csv", [.. "id,text\n1,€a"u8, 0xE9, .. "b\n"u8]);

        string fault = await DataFolder.FaultAsync(async () => await DatasetLoader.ReadRowsAsync(file).ToListAsync());

        Assert.That(fault, Is.EqualTo("x.csv:2:5: found bytes that are not UTF-8; expected UTF-8"));
    }

    [Test]
    public async Task Utf16_is_named()
    {
        string file = folder.Write(
            "x.csv",
            Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("id\n1")).ToArray()
        );

        string fault = await DataFolder.FaultAsync(async () => await DatasetLoader.ReadRowsAsync(file).ToListAsync());

        Assert.That(fault, Is.EqualTo("x.csv:1:1: found UTF-16; expected UTF-8"));
    }

    [Test]
    public async Task Another_separator_no_quotes_and_no_header_can_be_said()
    {
        var format = new CsvDatasetReader(';', Quotes: false, Columns: ["id", "text"]);

        var rows = await folder.RowsAsync("x.csv", "1;\"a\n2;b, c\n", format);

        Assert.That(rows.Select(r => r.Fields["text"]), Is.EqualTo(["\"a", "b, c"]));
    }

    [Test]
    public async Task Tab_separated_files_are_read_by_their_extension()
    {
        var rows = await folder.RowsAsync("x.tsv", "id\ttext\n1\ta, b\n");

        Assert.That(rows[0].Fields["text"], Is.EqualTo("a, b"));
    }

    [Test]
    public async Task Gzip_is_undone_whatever_the_file_is_called([Values("x.csv.gz", "x.csv")] string name)
    {
        var rows = await DatasetLoader.ReadRowsAsync(folder.WriteGzip(name, "id,text\n1,ä\n")).ToListAsync();

        Assert.That(rows[0].Fields["text"], Is.EqualTo("ä"));
    }

    [Test]
    public async Task Gzip_cut_short_is_a_fault()
    {
        byte[] whole = File.ReadAllBytes(
            folder.WriteGzip(
                "x.csv.gz",
                "id,text\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},{i * 7919}\n"))
            )
        );
        string cut = folder.Write("y.csv.gz", whole[..(whole.Length / 2)]);

        string fault = await DataFolder.FaultAsync(async () => await DatasetLoader.ReadRowsAsync(cut).ToListAsync());

        Assert.That(fault, Does.EndWith("the gzip data are broken or cut short"));
    }
}
