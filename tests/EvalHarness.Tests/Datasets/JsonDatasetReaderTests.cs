using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JsonDatasetReaderTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Values_become_text_and_nested_ones_compact_json([Values("x.jsonl", "x.json")] string name)
    {
        string row = """{"a": "ä\n", "b": 1.10, "c": true, "d": null, "e": {"f": [1, "é"]}}""";

        var fields = (await folder.RowsAsync(name, name == "x.json" ? $"[{row}]" : row))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fields.Fields.Values, Is.EqualTo(["ä\n", "1.10", "true", "", """{"f":[1,"é"]}"""]));
            Assert.That(fields.Nested, Is.EqualTo(["e"]));
        }
    }

    [Test]
    public async Task Rows_may_differ_in_their_keys_and_blank_lines_count_as_lines()
    {
        var rows = await folder.RowsAsync("x.jsonl", "{\"a\":1}\r\n\n{\"a\":2,\"b\":3}\n{\"a\":4}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(r => r.At.Line), Is.EqualTo([1, 3, 4]));
            Assert.That(rows.Select(r => r.Fields.Count), Is.EqualTo([1, 2, 1]));
        }
    }

    [TestCase("{\"a\":1}\n{\"a\": secret}\n", "x.jsonl:2:7: found broken JSON; expected a whole JSON object")]
    [TestCase("{\"a\":\"é\", \"b\":NaN}\n", "x.jsonl:1:15: found broken JSON; expected a whole JSON object")]
    [TestCase("{\"a\":1}\n{\"a\":2", "x.jsonl:2:7: found broken JSON; expected a whole JSON object")]
    [TestCase("{\"a\":1,\"a\":2}\n", "x.jsonl:1: found a key twice in one object; expected distinct keys")]
    [TestCase("[\"secret\"]\n", "x.jsonl:1: found a JSON list; expected a JSON object")]
    [TestCase("\"secret\"\n", "x.jsonl:1: found a JSON text; expected a JSON object")]
    [TestCase(
        "{\"a\":\"\\ud800\"}\n",
        "x.jsonl:1: found half a surrogate pair (\\uD800 to \\uDFFF) in a text; expected whole characters"
    )]
    [TestCase("", "x.jsonl: is empty; expected a file with rows")]
    public async Task A_broken_line_gives_its_place_and_no_data(string text, string fault) =>
        Assert.That(await DataFolder.FaultAsync(() => folder.RowsAsync("x.jsonl", text)), Is.EqualTo(fault));

    [TestCase("[\n {\"a\":1},\n secret]", "x.json:3:2: found broken JSON; expected a list of JSON objects")]
    [TestCase("[\n {\"a\":1},\n 7]", "x.json:3: found something else in the list; expected JSON objects")]
    [TestCase("[\n {\"a\":1}\n]\n[]", "x.json:4:1: found broken JSON; expected a list of JSON objects")]
    [TestCase("[{\"a\":1}", "x.json:1:9: found broken JSON; expected a list of JSON objects")]
    [TestCase("", "x.json: is empty; expected a file with rows")]
    [TestCase("[]", "x.json: found a data file without rows; expected at least one row")]
    [TestCase(
        "{\"data\":[]}",
        "x.json:1: found no list at the top; expected a list of JSON objects, objects by name, or 'path:' with the key of either"
    )]
    public async Task A_broken_document_gives_its_place_and_no_data(string text, string fault) =>
        Assert.That(await DataFolder.FaultAsync(() => folder.RowsAsync("x.json", text)), Is.EqualTo(fault));

    [Test]
    public async Task A_list_under_a_key_is_read_and_the_rest_passed_over()
    {
        string text = """{"version": {"data": [0]}, "data": [{"a": 1}, {"a": 2}], "more": [{"a": 3}]}""";

        var rows = await folder.RowsAsync("x.json", text, new JsonDatasetReader("data"));

        Assert.That(rows.Select(r => r.Fields["a"]), Is.EqualTo(["1", "2"]));
    }

    [TestCase("{\"other\":[]}")]
    [TestCase("{\"data\":7}")]
    public async Task A_key_without_a_list_is_a_fault(string text)
    {
        string fault = await DataFolder.FaultAsync(() =>
            folder.RowsAsync("x.json", text, new JsonDatasetReader("data"))
        );

        Assert.That(fault, Is.EqualTo("x.json:1: found no list under 'data'; expected a list of JSON objects"));
    }

    [Test]
    public async Task Rows_larger_than_any_buffer_keep_their_lines()
    {
        string long1 = new string('é', 300_000);
        string text = $"[\n{{\"a\": \"{long1}\"}},\n{{\"a\":\n \"b\"}},\n{{\"a\": \"{long1}\"}}]";

        var rows = await folder.RowsAsync("x.json", text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(r => r.At.Line), Is.EqualTo([2, 3, 5]));
            Assert.That(rows.Select(r => r.Fields["a"].Length), Is.EqualTo([300_000, 1, 300_000]));
        }
    }
}
