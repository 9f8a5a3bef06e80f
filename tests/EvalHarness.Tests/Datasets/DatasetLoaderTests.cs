using CsCheck;
using EvalHarness.Core;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DatasetLoaderTests : IDisposable
{
    private const string Csv = "id,split,text,label,firm\na,train,one,up,x\nb,test,two,down,y\nc,test,three,up,x\n";

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Columns_play_the_parts_that_the_dataset_gives_them()
    {
        var samples = await folder.SamplesAsync(
            "x.csv",
            Csv,
            d =>
                d with
                {
                    Id = "id",
                    Fields = ["text"],
                    Target = "label",
                    Cluster = "firm",
                    Slices = ["split"],
                    Where = DataFolder.Where("split", "test"),
                }
        );

        var sample = samples[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples.Select(s => s.Id), Is.EqualTo(["b", "c"]));
            Assert.That(sample.Fields, Is.EqualTo(new Dictionary<string, string> { ["text"] = "two" }));
            Assert.That(sample.Targets, Is.EqualTo(["down"]));
            Assert.That(sample.Cluster, Is.EqualTo("y"));
            Assert.That(sample.Slices, Is.EqualTo(new Dictionary<string, string> { ["split"] = "test" }));
            Assert.That(sample.Source.Line, Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Fields_are_all_columns_but_the_target_by_default()
    {
        var samples = await folder.SamplesAsync("x.csv", Csv, d => d with { Target = "label" });

        Assert.That(samples[0].Fields.Keys, Is.EqualTo(["id", "split", "text", "firm"]));
    }

    [Test]
    public async Task Where_takes_one_value_or_several()
    {
        var samples = await folder.SamplesAsync(
            "x.csv",
            Csv,
            d => d with { Id = "id", Where = DataFolder.Where("id", "a", "c") }
        );

        Assert.That(samples.Select(s => s.Id), Is.EqualTo(["a", "c"]));
    }

    [Test]
    public async Task Several_right_answers_come_from_columns_and_from_lists()
    {
        string row = """{"q": "x", "answer": "4", "others": ["four", 4.0, true, "4"]}""";

        var samples = await folder.SamplesAsync("x.jsonl", row, d => d with { Targets = ["answer", "others"] });

        Assert.That(samples[0].Targets, Is.EqualTo(["4", "four", "4.0", "true"]));
    }

    [TestCase(
        "lable",
        "x.csv: the data have no column 'lable' (target); expected one of id, split, text, label, firm; did you mean 'label'?"
    )]
    public async Task A_column_that_is_not_there_is_named_with_those_that_are(string target, string fault) =>
        Assert.That(
            await DataFolder.FaultAsync(() => folder.SamplesAsync("x.csv", Csv, d => d with { Target = target })),
            Is.EqualTo(fault)
        );

    [Test]
    public async Task A_fault_about_columns_stands_where_the_dataset_is_declared()
    {
        var dataset = new DatasetSpec(DataFolder.PathOf(folder.Write("x.csv", Csv)), Cluster: "frim");

        string fault = await DataFolder.FaultAsync(() =>
            DatasetLoader.ReadAsync(dataset, 0, new Location("suite.yaml", 7, 3)).ToListAsync().AsTask()
        );

        Assert.That(
            fault,
            Does.StartWith("suite.yaml:7:3: the data have no column 'frim' (cluster)")
                .And.EndsWith("did you mean 'firm'?")
        );
    }

    [TestCase(
        "split",
        "tset",
        "no row has 'tset' in column 'split' (where); expected a value that occurs there; did you mean 'test'?"
    )]
    [TestCase(
        "spilt",
        "test",
        "the data have no column 'spilt' (where); expected one of id, split, text, label, firm; did you mean 'split'?"
    )]
    public async Task A_filter_that_nothing_passes_is_a_fault(string column, string value, string fault) =>
        Assert.That(
            await DataFolder.FaultAsync(() =>
                folder.SamplesAsync("x.csv", Csv, d => d with { Where = DataFolder.Where(column, value) })
            ),
            Is.EqualTo($"x.csv: {fault}")
        );

    [TestCase(
        "{\"t\":1,\"y\":[\"secret\"]}",
        "x.jsonl:1: 'y' holds a list or an object (target); expected a text, a number or true or false; several right answers go under 'targets'"
    )]
    [TestCase("{\"t\":1,\"y\":\"a\"}\n{\"t\":2,\"y\":null}", "x.jsonl:2: 'y' is empty (target); expected a value")]
    [TestCase("{\"t\":1,\"y\":\"a\"}\n{\"t\":2}", "x.jsonl:2: this row has no 'y' (target); expected a value")]
    public async Task A_target_in_the_wrong_form_gives_its_line(string text, string fault) =>
        Assert.That(
            await DataFolder.FaultAsync(() => folder.SamplesAsync("x.jsonl", text, d => d with { Target = "y" })),
            Is.EqualTo(fault)
        );

    [Test]
    public async Task A_file_that_is_not_there_gets_the_name_of_its_sibling()
    {
        string file = folder.Write("headlines.csv", Csv).Replace("headlines", "headline", StringComparison.Ordinal);

        string fault = await DataFolder.FaultAsync(() => DatasetLoader.ReadRowsAsync(file).ToListAsync().AsTask());

        Assert.That(fault, Is.EqualTo("headline.csv: no such file; did you mean 'headlines.csv'?"));
    }

    [Test]
    public async Task An_extension_of_no_format_is_a_fault()
    {
        string fault = await DataFolder.FaultAsync(() => folder.RowsAsync("x.jsn", "[]"));

        Assert.That(
            fault,
            Does.StartWith("x.jsn: found a data file that ends in '.jsn'; expected one of .conll, ")
                .And.EndsWith("did you mean '.json'?")
        );
    }

    [Test]
    public async Task Ids_come_from_the_content_and_repeats_are_counted()
    {
        string text = "b,a\n1,2\n3,4\n1,2\n";
        string other = "a,b\n4,3\n2,1\n2,1\n";

        var samples = await folder.SamplesAsync("x.csv", text, d => d);
        var turned = await folder.SamplesAsync("y.csv", other, d => d);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples[2].Id, Is.EqualTo(samples[0].Id + "-2"));
            Assert.That(
                turned.Select(s => s.Id),
                Is.EquivalentTo(samples.Select(s => s.Id)),
                "order of rows and columns does not count"
            );
            Assert.That(samples[0].Id, Is.EqualTo("79dd18b7e83c3b64"), "an id that changes orphans every log");
        }
    }

    [Test]
    public async Task The_id_is_no_part_of_the_content()
    {
        var samples = await folder.SamplesAsync(
            "x.csv",
            "id,text,label\n1,a,up\n2,a,up\n3,a,down\n",
            d => d with { Id = "id", Target = "label" }
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples[1].ContentHash, Is.EqualTo(samples[0].ContentHash));
            Assert.That(samples[2].ContentHash, Is.Not.EqualTo(samples[0].ContentHash));
        }
    }

    [Test]
    public async Task A_limit_stops_the_reading_before_a_broken_row()
    {
        var samples = await folder.SamplesAsync("x.csv", Csv + "ragged\n", d => d with { Limit = 3 });

        Assert.That(samples, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_draw_keeps_the_order_of_the_file_and_is_the_same_in_any_order_of_rows()
    {
        string[] rows = Enumerable.Range(0, 200).Select(i => $"{i},t{i}").ToArray();
        await Gen.Select(Gen.Int[1, 60], Gen.Long, Gen.Shuffle(rows))
            .SampleAsync(
                async (count, seed, shuffled) =>
                {
                    var drawn = await DrawAsync(rows, count, seed);
                    var again = await DrawAsync(shuffled, count, seed);
                    var more = await DrawAsync(rows, count + 10, seed);
                    return drawn.Count == count
                        && drawn.SequenceEqual(drawn.OrderBy(int.Parse))
                        && drawn.ToHashSet().SetEquals(again)
                        && drawn.All(more.Contains);
                },
                iter: 20
            );
    }

    [Test]
    public async Task A_draw_takes_every_row_equally_often()
    {
        string[] rows = Enumerable.Range(0, 10).Select(i => $"{i},t{i}").ToArray();
        int[] counts = new int[10];
        for (int seed = 0; seed < 400; seed++)
        {
            foreach (string id in await DrawAsync(rows, 3, seed))
            {
                counts[int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)]++;
            }
        }

        // 120 expected each, standard deviation 9; four of them.
        Assert.That(counts, Is.All.InRange(84, 156));
    }

    private async Task<List<string>> DrawAsync(string[] rows, int count, long seed)
    {
        string text = "id,text\n" + string.Join('\n', rows);
        string name = $"{Guid.NewGuid():N}.csv";
        var samples = await folder.SamplesAsync(
            name,
            text,
            d => d with { Id = "id", Sample = new SampleSpec(count) },
            seed
        );
        return [.. samples.Select(s => s.Id)];
    }
}
