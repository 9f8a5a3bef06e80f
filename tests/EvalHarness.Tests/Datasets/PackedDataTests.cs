using System.IO.Compression;
using System.Text;
using EvalHarness.Datasets;
using NUnit.Framework;
using Parquet.Schema;
using ZstdSharp;

namespace EvalHarness.Tests.Datasets;

/// <summary>Files packed by zstd and zip, and folders of files.</summary>
public sealed class PackedDataTests
{
    private const string Csv = "id,label\n1,up\n2,down\n";
    private DataFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new DataFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("x.csv.zst")]
    [TestCase("x.csv")]
    public async Task Zstd_is_undone_whatever_the_file_is_called(string name)
    {
        string file = folder.Write(name, Zstd(Encoding.UTF8.GetBytes(Csv)));
        Assert.That(await LabelsAsync(file), Is.EqualTo(["up", "down"]));
    }

    [Test]
    public async Task A_zstd_file_that_was_cut_short_is_a_fault()
    {
        byte[] whole = Zstd(Encoding.UTF8.GetBytes(Csv));
        string file = folder.Write("x.csv.zst", whole[..^6]);
        Assert.That(
            await DataFolder.FaultAsync(() => LabelsAsync(file)),
            Does.EndWith("the zstd data are broken or cut short")
        );
    }

    [Test]
    public async Task The_one_file_of_an_archive_is_read_as_its_ending_says()
    {
        string file = folder.Write("x.zip", Zip(("data/x.csv", Csv), ("__MACOSX/data/._x.csv", "?"), (".hidden", "?")));
        Assert.That(await LabelsAsync(file), Is.EqualTo(["up", "down"]));
    }

    [Test]
    public async Task A_file_of_an_archive_is_named_behind_it_and_so_are_its_faults()
    {
        string file = folder.Write("x.zip", Zip(("a/one.csv", Csv), ("a/two.csv", "id,label\n1\n")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await LabelsAsync(file + "/a/one.csv"), Is.EqualTo(["up", "down"]));
            Assert.That(
                await DataFolder.FaultAsync(() => LabelsAsync(file + "/a/two.csv")),
                Is.EqualTo("two.csv:2: found 1 cell; expected 2 cells as there are columns")
            );
            Assert.That(
                await DataFolder.FaultAsync(() => LabelsAsync(file + "/a/on.csv")),
                Does.Contain("no such file in the archive").And.Contain("did you mean 'a/one.csv'?")
            );
            Assert.That(
                await DatasetHashAsync(file + "/a/one.csv"),
                Is.EqualTo(await DatasetHashAsync(file)),
                "the hash is that of the archive"
            );
        }
    }

    [Test]
    public async Task An_archive_of_several_files_asks_which()
    {
        string file = folder.Write("x.zip", Zip(("one.csv", Csv), ("two.csv", Csv)));
        Assert.That(
            await DataFolder.FaultAsync(async () =>
                await DatasetLoader.ReadRowsAsync(file, new CsvDatasetReader()).ToListAsync()
            ),
            Is.EqualTo(
                "x.zip: found an archive of 2 files; expected one, or the name of one behind the archive's, as in 'x.zip/one.csv', or 'format: folder'"
            )
        );
    }

    [Test]
    public async Task Parquet_is_read_out_of_an_archive()
    {
        byte[] parquet = await new ParquetFile(new DataField<int>("n")).With([1, 2, 3]).BytesAsync();
        string file = folder.Write("x.zip", Zip([("x.parquet", parquet)]));
        var rows = await DatasetLoader.ReadRowsAsync(file).ToListAsync();
        Assert.That(rows.Select(row => row.Fields["n"]), Is.EqualTo(["1", "2", "3"]));
    }

    [Test]
    public async Task A_broken_archive_is_a_fault()
    {
        byte[] whole = Zip(("x.csv", Csv));
        string file = folder.Write("x.zip", whole[..^30]);
        Assert.That(
            await DataFolder.FaultAsync(() => LabelsAsync(file)),
            Is.EqualTo("x.zip: the zip data are broken or cut short")
        );
    }

    [TestCase("gzip")]
    [TestCase("zstd")]
    [TestCase("zip")]
    public async Task A_bomb_is_refused(string packing)
    {
        string file = folder.Write("x.csv" + (packing == "zip" ? ".zip" : ""), Bomb(packing, 300L << 20));
        Assert.That(
            await DataFolder.FaultAsync(() => LabelsAsync(file)),
            Does.Contain($"the {packing} data unpack to more than 200 times their length")
        );
    }

    [Test]
    public async Task The_tables_of_a_folder_are_read_one_after_another_with_their_names()
    {
        string path = folder.Folder("tables", ("b.csv", Csv), ("a/x.jsonl", "{\"id\":7,\"label\":\"flat\"}\n"));
        var rows = await DatasetLoader.ReadRowsAsync(path).ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Select(row => (row.Fields["file"], row.Fields["label"])),
                Is.EqualTo(new[] { ("a/x.jsonl", "flat"), ("b.csv", "up"), ("b.csv", "down") })
            );
            Assert.That(rows[2].At.ToString(), Does.EndWith("tables/b.csv:3"));
        }
    }

    [Test]
    public async Task Texts_of_a_folder_are_a_sample_each_with_the_folder_they_lie_in()
    {
        string path = folder.Folder("texts", ("pos/1.txt", "Good\nnews\n"), ("neg/2.txt", "Bad"), ("README.md", "?"));
        var reader = new FolderDatasetReader("*.txt", new TextDatasetReader());
        var rows = await DatasetLoader.ReadRowsAsync(path, reader).ToListAsync();
        Assert.That(
            rows.Select(row => (row.Fields["id"], row.Fields["folder"], row.Fields["text"])),
            Is.EqualTo(new[] { ("2", "neg", "Bad"), ("1", "pos", "Good\nnews") })
        );
    }

    [Test]
    public async Task The_files_of_an_archive_are_those_of_a_folder()
    {
        string file = folder.Write("x.zip", Zip(("one.csv", Csv), ("two.csv", Csv), ("README", "?")));
        var rows = await DatasetLoader.ReadRowsAsync(file, new FolderDatasetReader("*.csv")).ToListAsync();
        Assert.That(rows.Select(row => row.Fields["file"]), Is.EqualTo(["one.csv", "one.csv", "two.csv", "two.csv"]));
    }

    [Test]
    public async Task A_folder_changes_its_hash_with_a_file_in_it()
    {
        string path = folder.Folder("tables", ("a.csv", Csv));
        string before = await DatasetHashAsync(path);
        _ = folder.Folder("tables", ("a.csv", Csv + "3,up\n"));
        Assert.That(await DatasetHashAsync(path), Is.Not.EqualTo(before));
    }

    [TestCase(
        "*.tsv",
        "tables: none of the 1 files in the folder is named as 'pattern' says; expected at least one file with rows"
    )]
    public async Task A_pattern_that_no_file_fits_is_a_fault(string pattern, string fault)
    {
        string path = folder.Folder("tables", ("a.csv", Csv));
        Assert.That(
            await DataFolder.FaultAsync(async () =>
                await DatasetLoader.ReadRowsAsync(path, new FolderDatasetReader(pattern)).ToListAsync()
            ),
            Is.EqualTo(fault)
        );
    }

    private static Task<string> DatasetHashAsync(string file) =>
        DataFile.HashAsync(file, TestContext.CurrentContext.CancellationToken);

    private static async Task<List<string>> LabelsAsync(string file) =>
        await DatasetLoader.ReadRowsAsync(file).Select(row => row.Fields["label"]).ToListAsync();

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] files) =>
        Zip([.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    private static byte[] Zip((string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A table of one row over and over, as long as is said.</summary>
    private static byte[] Bomb(string packing, long length)
    {
        byte[] rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"1,{new string('u', 100_000)}\n", 16)));
        using var stream = new MemoryStream();
        var zip = packing == "zip" ? new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true) : null;
        using (
            var packed =
                zip?.CreateEntry("x.csv").Open()
                ?? (
                    packing == "gzip"
                        ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)
                        : new CompressionStream(stream, leaveOpen: true) as Stream
                )
        )
        {
            packed.Write("id,label\n"u8);
            for (long written = 0; written < length; written += rows.Length)
            {
                packed.Write(rows);
            }
        }

        zip?.Dispose();
        return stream.ToArray();
    }
}
