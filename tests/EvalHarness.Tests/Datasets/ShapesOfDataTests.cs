using System.Text;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

/// <summary>Data as the world has them: nested, keyed by name, folded into lists, in old encodings.</summary>
public sealed class ShapesOfDataTests
{
    private DataFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new DataFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("answer.text", "up")]
    [TestCase("answer.votes.1", "4")]
    [TestCase("answer.by.name", "Ann")]
    [TestCase("plain.key", "dotted itself")]
    [TestCase("answer.more.x.y", "deep")]
    public async Task A_dotted_path_leads_into_objects_and_lists(string path, string value)
    {
        string text =
            """{"id":1,"plain.key":"dotted itself","answer":{"text":"up","votes":[3,4],"by":{"name":"Ann"},"more":{"x.y":"deep"}}}""";
        var samples = await folder.SamplesAsync("x.jsonl", text, d => d with { Target = path, Fields = ["id"] });
        Assert.That(samples[0].Targets, Is.EqualTo([value]));
    }

    [Test]
    public async Task Each_row_says_itself_where_a_path_leads()
    {
        string text = """
            {"q":"a","a":{"text":"1","note":"x"}}
            {"q":"b","a":{"note":"y","text":"2"}}
            {"q":"c","a":{"note":"z"}}
            """;
        string fault = await DataFolder.FaultAsync(() =>
            folder.SamplesAsync("x.jsonl", text, d => d with { Target = "a.text", Fields = ["q", "a.note"] })
        );
        Assert.That(fault, Does.StartWith("x.jsonl:3: this row has no 'a.text' (target)"));
        var samples = await folder.SamplesAsync(
            "x.jsonl",
            text[..text.LastIndexOf('\n')],
            d => d with { Target = "a.text", Fields = ["q", "a.note"] }
        );
        Assert.That(
            samples.Select(one => (one.Targets[0], one.Fields["a.note"])),
            Is.EqualTo(new[] { ("1", "x"), ("2", "y") })
        );
    }

    [Test]
    public async Task A_path_to_a_list_is_several_targets()
    {
        var samples = await folder.SamplesAsync(
            "x.jsonl",
            """{"q":"a","answers":{"text":["one","1"]}}""",
            d => d with { Targets = ["answers.text"], Fields = ["q"] }
        );
        Assert.That(samples[0].Targets, Is.EqualTo(["one", "1"]));
    }

    [Test]
    public async Task A_first_row_that_lacks_a_key_is_named_with_its_line()
    {
        string fault = await DataFolder.FaultAsync(() =>
            folder.SamplesAsync(
                "x.jsonl",
                "{\"q\":\"a\"}\n{\"q\":\"b\",\"label\":\"up\"}\n",
                d => d with { Target = "label" }
            )
        );
        Assert.That(fault, Is.EqualTo("x.jsonl:1: this row has no 'label' (target); expected a value"));
    }

    [Test]
    public async Task Objects_by_name_are_rows_with_their_name_as_key()
    {
        string text = """
            {
              "q-1": {"text": "Orders rose", "label": "up"},
              "q-2": {"text": "Orders fell", "label": "down"}
            }
            """;
        var samples = await folder.SamplesAsync(
            "x.json",
            text,
            d => d with { Id = "key", Target = "label", Fields = ["text"] }
        );
        Assert.That(
            samples.Select(one => (one.Id, one.Targets[0], one.Source.Line)),
            Is.EqualTo(new[] { ("q-1", "up", 2), ("q-2", "down", 3) })
        );
    }

    [Test]
    public async Task Objects_by_name_may_stand_under_a_key_and_have_a_key_of_their_own()
    {
        var rows = await folder.RowsAsync(
            "x.json",
            """{"version":1,"data":{"a":{"key":"own","n":1},"b":{"key":"too","n":2}}}""",
            new JsonDatasetReader("data")
        );
        Assert.That(
            rows.Select(row => (row.Fields["key"], row.Fields["n"])),
            Is.EqualTo(new[] { ("own", "1"), ("too", "2") })
        );
    }

    [Test]
    public async Task Lists_within_rows_unfold_into_rows()
    {
        string text = """
            {"data":[{"title":"Pumps","paragraphs":[
              {"context":"Orders rose.","qas":[{"id":"1","question":"Rose?","answers":[{"text":"yes"}]},{"id":"2","question":"Fell?","answers":[{"text":"no"}]}]},
              {"context":"Margins fell.","qas":[{"id":"3","question":"Fell?","answers":[{"text":"yes"}]}]}
            ]}]}
            """;
        var samples = await folder.SamplesAsync(
            "x.json",
            text,
            d =>
                d with
                {
                    Format = new JsonDatasetReader("data"),
                    Unfold = "paragraphs.qas",
                    Id = "id",
                    Fields = ["title", "context", "question"],
                    Target = "answers.0.text",
                    Cluster = "context",
                }
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples.Select(one => one.Id), Is.EqualTo(["1", "2", "3"]));
            Assert.That(samples.Select(one => one.Targets[0]), Is.EqualTo(["yes", "no", "yes"]));
            Assert.That(
                samples.Select(one => one.Cluster),
                Is.EqualTo(["Orders rose.", "Orders rose.", "Margins fell."])
            );
            Assert.That(samples[2].Fields["title"], Is.EqualTo("Pumps"));
        }
    }

    [TestCase("{\"a\":1}", "x.jsonl:1: this row has no 'items' (unfold); expected a value")]
    [TestCase("{\"items\":{\"b\":1}}", "x.jsonl:1: 'items' holds no list (unfold); expected a JSON list")]
    [TestCase("{\"items\":\"[1]\"}", "x.jsonl:1: 'items' holds no list (unfold); expected a JSON list")]
    public async Task A_row_without_the_list_to_unfold_is_named(string text, string fault) =>
        Assert.That(
            await DataFolder.FaultAsync(() => folder.SamplesAsync("x.jsonl", text, d => d with { Unfold = "items" })),
            Is.EqualTo(fault)
        );

    [TestCase("windows-1252", "x.csv")]
    [TestCase("utf-16", "x.csv")]
    [TestCase("utf-16be", "x.csv")]
    [TestCase("ISO-8859-1", "x.csv")]
    [TestCase("utf-8", "x.csv")]
    public async Task An_old_encoding_is_read_where_it_is_named(string encoding, string name)
    {
        var known = TextEncodings.Of(encoding, default) ?? Encoding.UTF8;
        string file = folder.Write(
            name,
            [.. known.GetPreamble(), .. known.GetBytes("text,label\nGeschäft wächst,auf\n")]
        );
        var samples = await DatasetLoader
            .ReadAsync(new DatasetSpec(DataFolder.PathOf(file)) { Encoding = encoding, Target = "label" })
            .ToListAsync();
        Assert.That(samples[0].Fields["text"], Is.EqualTo("Geschäft wächst"));
    }

    [Test]
    public async Task Scripts_of_east_asia_are_read_in_their_encodings()
    {
        var shiftJis = TextEncodings.Of("shift_jis", default)!;
        string file = folder.Write("x.jsonl", shiftJis.GetBytes("{\"text\":\"受注が増えた\",\"label\":\"up\"}\n"));
        var samples = await DatasetLoader
            .ReadAsync(new DatasetSpec(DataFolder.PathOf(file)) { Encoding = "shift_jis", Target = "label" })
            .ToListAsync();
        Assert.That(samples[0].Fields["text"], Is.EqualTo("受注が増えた"));
    }

    [Test]
    public async Task An_encoding_that_nobody_knows_is_a_fault_with_the_one_that_was_meant()
    {
        string fault = await DataFolder.FaultAsync(() =>
            folder.SamplesAsync("x.csv", "text,label\na,b\n", d => d with { Encoding = "windows-1225" })
        );
        Assert.That(fault, Does.Contain("windows-1225").And.Contain("did you mean 'windows-1252'?"));
    }

    [Test]
    public async Task Bytes_that_are_not_of_the_named_encoding_are_a_fault()
    {
        string file = folder.Write("x.csv", [.. "text,label\na,b\n"u8, 0x81, 0x20]);
        string fault = await DataFolder.FaultAsync(async () =>
            await DatasetLoader
                .ReadAsync(new DatasetSpec(DataFolder.PathOf(file)) { Encoding = "shift_jis", Target = "label" })
                .ToListAsync()
        );
        Assert.That(fault, Does.Contain("not shift_jis"));
    }
}
