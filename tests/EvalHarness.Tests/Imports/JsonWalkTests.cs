using System.Text;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Tests.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JsonWalkTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Rows_are_values_after_one_another_and_items_of_lists()
    {
        var rows = await ListAsync(
            JsonWalk.RowsAsync(() => Stream("{\"a\":1}\n[2,\n {\"b\":[3]}]\n\"x\" []"), "f", default)
        );

        Assert.That(
            rows.Select(row => (row.Text, row.At.Line, row.At.Column)),
            Is.EqualTo(new[] { ("{\"a\":1}", 1, 1), ("2", 2, 2), ("{\"b\":[3]}", 3, 2), ("\"x\"", 4, 1) })
        );
    }

    [Test]
    public async Task Of_an_object_what_is_asked_for_is_taken_at_any_depth_and_the_rest_passed_over()
    {
        const string json =
            """{"skip":{"list":[{"list":0}]},"out":{"skip":[[]],"in":{"list":[1,{"x":[]}],"one":"o"},"after":2},"list":5,"end":{}}""";

        var parts = await ListAsync(
            JsonWalk.PropertiesAsync(
                () => Stream(json),
                "f",
                name =>
                    name switch
                    {
                        "out" or "out.in" => JsonTake.Properties,
                        "out.in.list" or "list" => JsonTake.Items,
                        "out.in.one" or "out.after" or "end" => JsonTake.Value,
                        _ => JsonTake.Nothing,
                    },
                default
            )
        );

        Assert.That(
            parts.Select(part => (part.Name, part.Text)),
            Is.EqualTo(
                new[]
                {
                    ("out.in.list", "1"),
                    ("out.in.list", "{\"x\":[]}"),
                    ("out.in.one", "\"o\""),
                    ("out.after", "2"),
                    ("list", "5"),
                    ("end", "{}"),
                }
            )
        );
    }

    [Test]
    public async Task What_is_passed_over_is_not_held()
    {
        string json =
            $$"""{"big":[{{string.Join(',', Enumerable.Repeat("\"" + new string('x', 1000) + "\"", 2000))}}],"n":NaN}""";

        var parts = await ListAsync(
            JsonWalk.PropertiesAsync(
                () => Stream(json),
                "f",
                name => name == "n" ? JsonTake.Value : JsonTake.Nothing,
                default
            )
        );

        Assert.That(parts.Select(part => (part.Name, part.Text)), Is.EqualTo(new[] { ("n", "\"NaN\"") }));
    }

    [TestCase("[1,\n {\"a\":", @"f:2:\d+: the JSON breaks off; expected whole JSON values")]
    [TestCase("[1,\n x]", @"f:2:2: found broken JSON")]
    public async Task Broken_JSON_is_told_with_its_place(string json, string message)
    {
        var fault = await Assert.ThrowsAsync<DocumentException>(async () =>
            await ListAsync(JsonWalk.RowsAsync(() => Stream(json), "f", default))
        );

        Assert.That(fault!.Message, Does.Match(message));
    }

    [Test]
    public async Task Half_characters_in_names_and_texts_are_seen()
    {
        var rows = await ListAsync(
            JsonWalk.RowsAsync(() => Stream("""{"\ud800":"a\udc00b","\\ud800":"\ud83d\ude00"}"""), "f", default)
        );

        var value = rows.Single().Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.Text("\ufffd"), Is.EqualTo("a\ufffdb"));
            Assert.That(value.Text("\\ud800"), Is.EqualTo("😀"));
            Assert.That(value.Text("missing"), Is.Null);
        }
    }

    [Test]
    public void Numbers_are_numbers_however_they_are_written_and_nothing_else_is()
    {
        var value = System.Text.Json.JsonElement.Parse(
            """{"a":1.5,"b":"1.5","c":"True","d":false,"e":"NaN","f":"Infinity","g":[1],"h":"x","i":1e999,"j":null,"k":-1}"""
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                "abcdefghij".Select(name => value.Number(name.ToString())),
                Is.EqualTo(new double?[] { 1.5, 1.5, 1, 0, null, null, null, null, null, null })
            );
            Assert.That(value.Count("k"), Is.Null);
            Assert.That(value.Money("k"), Is.Null);
            Assert.That(value.Whole("a"), Is.Null);
        }
    }

    [Test]
    public void A_place_is_known_by_its_first_bytes()
    {
        var one = LogPlace.Of(folder.Write("a.json", """{"x":{"y":{"z":1,"list":[{"no":1}]},"n":NaN},"t":"text"}"""));
        var list = LogPlace.Of(folder.Write("b.json", " [ {\"doc_id\": 3}, {\"second\": 1}]"));
        var text = LogPlace.Of(folder.Write("c.csv", "a,b\r\n1,2"));
        var cut = LogPlace.Of(folder.Write("d.json", "{\"first\": 1, \"second"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Value("x.y.z"), Is.EqualTo("1"));
            Assert.That(one.Value("t"), Is.EqualTo("text"));
            Assert.That(one.NamesIn("x"), Is.EqualTo(["y", "n"]));
            Assert.That(one.Has("x.y.list.no"), Is.False);
            Assert.That((list.IsList, list.Has("doc_id"), list.Has("second")), Is.EqualTo((true, true, false)));
            Assert.That(text.FirstLine, Is.EqualTo("a,b"));
            Assert.That((cut.Has("first"), cut.Has("second")), Is.EqualTo((true, false)));
        }
    }

    private static MemoryStream Stream(string json) => new(Encoding.UTF8.GetBytes(json));

    private static async Task<List<Read>> ListAsync(IAsyncEnumerable<JsonPart> parts)
    {
        var all = new List<Read>();
        await foreach (var part in parts)
        {
            all.Add(new Read(part.Name, Encoding.UTF8.GetString(part.Json.Span), part.At, part.Read()));
        }

        return all;
    }

    private sealed record Read(string Name, string Text, Location At, System.Text.Json.JsonElement Value);
}
