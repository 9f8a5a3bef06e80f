using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Hosted;

/// <summary>What of each setting arrives at a server of each provider: in the request's body, or refused before there is one.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SettingsMatrixTests
{
    private const string Start = "<!-- settings -->\n";
    private const string End = "<!-- /settings -->";
    private const string Refused = "refused";

    /// <summary>Objects of a body that only group fields.</summary>
    private static readonly string[] Groups = ["options", "output_config", "reasoning", "text"];

    /// <summary>Each setting with what must be found in what arrives.</summary>
    private static readonly (string Name, Generation Asked, string Value)[] Settings =
    [
        ("`temperature`", new Generation(Temperature: 0.25), "0.25"),
        ("`max_tokens`", new Generation(MaxTokens: 33), "33"),
        ("`top_p`", new Generation(TopP: 0.75), "0.75"),
        ("`top_k`", new Generation(TopK: 17), "17"),
        ("`seed`", new Generation(Seed: 7), "7"),
        ("`seed` beyond 32 bits", new Generation(Seed: 5_000_000_019), "5000000019"),
        ("`stop`", new Generation(Stop: ["END", "\n\n"]), "[\"END\",\"\\n\\n\"]"),
        ("`logprobs: 0`", new Generation(Logprobs: 0), ""),
        ("`logprobs: 5`", new Generation(Logprobs: 5), "5"),
        (
            "`response_format: json_object`",
            new Generation(ResponseFormat: JsonElement.Parse("\"json_object\"")),
            "json"
        ),
        (
            "`response_format`: a schema",
            new Generation(
                ResponseFormat: JsonElement.Parse(
                    """{"type":"object","properties":{"verdict":{"type":"string"}},"required":["verdict"]}"""
                )
            ),
            "\"verdict\":{\"type\":\"string\"}"
        ),
        ("`reasoning_effort`", new Generation(ReasoningEffort: "low"), "\"low\""),
        (
            "`extra: { service_tier: flex }`",
            new Generation(
                Extra: new Dictionary<string, JsonElement> { ["service_tier"] = JsonElement.Parse("\"flex\"") }
            ),
            "\"flex\""
        ),
    ];

    private static readonly ImmutableArray<Tool> Tools =
    [
        new Tool(
            "weather",
            "How the weather is.",
            JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")
        ),
        new Tool("clock"),
    ];

    /// <summary>Tools that a task offers, with what must be found in what arrives.</summary>
    private static readonly (string Name, ToolOffer Offer, string Value)[] Offers =
    [
        ("`tools`", new ToolOffer(Tools), "\"city\":{\"type\":\"string\"}"),
        ("`tool_choice: auto`", new ToolOffer(Tools, ToolOffer.Auto), "weather"),
        ("`tool_choice: required`", new ToolOffer(Tools, ToolOffer.Required), ""),
        ("`tool_choice: none`", new ToolOffer(Tools, ToolOffer.None), "none"),
        ("`tool_choice:` a tool", new ToolOffer(Tools, "clock"), "clock"),
    ];

    private static IEnumerable<string> Names =>
        Settings.Select(setting => setting.Name).Concat(Offers.Select(offer => offer.Name)).Append("`images`");

    [Test]
    public async Task Every_setting_arrives_as_the_README_says_or_is_refused()
    {
        var columns = new List<(string Title, string[] Cells)>();
        foreach (var provider in EveryProvider.All)
        {
            var cells = new List<string>();
            foreach (var (name, asked, value) in Settings)
            {
                cells.Add(await CellAsync(provider, name, asked, value));
            }

            foreach (var (name, offer, value) in Offers)
            {
                cells.Add(await CellAsync(provider, name, offer, value));
            }

            cells.Add(await ImageCellAsync(provider));
            columns.Add((Title(provider), [.. cells]));
        }

        string table = Table(columns);
        string readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "suites", "README.md"));
        int start = readme.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.That(
            end < 0 ? "" : readme[start..end],
            Is.EqualTo(table),
            $"What reaches which provider, as suites/README.md should have it:\n{table}"
        );
    }

    [Test]
    public async Task Streaming_changes_no_setting()
    {
        foreach (var provider in EveryProvider.All)
        {
            foreach (var (name, asked, _) in Settings)
            {
                if (Unsent(provider, asked) is not null)
                {
                    continue;
                }

                var whole = await BodyAsync(provider, asked);
                var streamed = await BodyAsync(provider, asked, isStreamed: true);
                foreach (var body in (JsonObject[])[whole, streamed])
                {
                    body.Remove("stream");
                    body.Remove("stream_options");
                }

                Assert.That(streamed.ToJsonString(), Is.EqualTo(whole.ToJsonString()), $"{provider.Name}, {name}");
            }
        }
    }

    private static string Title(ProviderCase provider) =>
        provider.Name.Split(", ") is [var name, var kind] ? $"`{name}` ({kind})" : $"`{provider.Name}`";

    /// <summary>A row a setting; providers whose requests are alike share a column.</summary>
    private static string Table(IEnumerable<(string Title, string[] Cells)> columns)
    {
        var alike = columns.GroupBy(column => string.Join('|', column.Cells)).ToList();
        var rows = Names.Select((setting, place) => alike.Select(group => group.First().Cells[place]).Prepend(setting));
        var titles = alike.Select(group => string.Join(", ", group.Select(column => column.Title))).Prepend("setting");
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", titles)} |\n");
        table.Append(CultureInfo.InvariantCulture, $"|{string.Concat(Enumerable.Repeat("---|", alike.Count + 1))}\n");
        foreach (var row in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }

        return table.ToString();
    }

    private static async Task<string> CellAsync(ProviderCase provider, string name, Generation asked, string value)
    {
        var without = await BodyAsync(provider, new Generation());
        if (Unsent(provider, asked) is { } unsent)
        {
            Assert.That(asked.Given(), Has.Member(unsent.Setting), $"{provider.Name}, {name}");
            Assert.That(unsent.Reason, Is.Not.Empty);
            return Refused;
        }

        var body = await BodyAsync(provider, asked);
        (string Path, JsonNode? Value)[] arrived = [.. Added(without, body, "")];
        string all = string.Join(' ', arrived.Select(one => one.Value?.ToJsonString()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(arrived, Is.Not.Empty, $"{provider.Name} drops {name} in silence");
            Assert.That(all, Does.Contain(value), $"{provider.Name}, {name}");
        }

        return string.Join(", ", arrived.Select(one => $"`{one.Path}`"));
    }

    private static async Task<string> CellAsync(ProviderCase provider, string name, ToolOffer offer, string value)
    {
        var support = provider.Create("http://127.0.0.1:9", new Secret("key"), false).Tools;
        if (support == ToolSupport.Offered && offer.Choice is not (null or ToolOffer.Auto))
        {
            var refused = await Assert.ThrowsAsync<ModelException>(() =>
                BodyAsync(provider, new Generation(), offer: offer)
            );
            Assert.That(refused!.Message, Does.Contain("tool_choice would not be sent"));
            return Refused;
        }

        (string Path, JsonNode? Value)[] arrived =
        [
            .. Added(
                await BodyAsync(provider, new Generation()),
                await BodyAsync(provider, new Generation(), offer: offer),
                ""
            ),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(arrived.Select(one => one.Path), Has.Member("tools"), $"{provider.Name}, {name}");
            Assert.That(
                string.Join(' ', arrived.Select(one => one.Value?.ToJsonString())),
                Does.Contain(value),
                $"{provider.Name}, {name}"
            );
        }

        return string.Join(", ", arrived.Select(one => $"`{one.Path}`"));
    }

    private static async Task<string> ImageCellAsync(ProviderCase provider)
    {
        if (!provider.Create("http://127.0.0.1:9", new Secret("key"), false).TakesImages)
        {
            return Refused;
        }

        (string Path, JsonNode? Value)[] arrived =
        [
            .. Added(
                await BodyAsync(provider, new Generation()),
                await BodyAsync(provider, new Generation(), image: Pictures.Write(ModelSetup.NewFolder(), "a.png")),
                ""
            ),
        ];
        Assert.That(
            string.Join(' ', arrived.Select(one => one.Value?.ToJsonString())),
            Does.Contain(Pictures.Base64().Replace("+", "\\u002B", StringComparison.Ordinal)),
            $"{provider.Name} drops a picture in silence"
        );
        return string.Join(", ", arrived.Select(one => $"`{one.Path}`"));
    }

    private static UnsentSetting? Unsent(ProviderCase provider, Generation asked) =>
        provider.Create("http://127.0.0.1:9", new Secret("key"), false).Unsent(asked).FirstOrDefault();

    private static async Task<JsonObject> BodyAsync(
        ProviderCase provider,
        Generation asked,
        bool isStreamed = false,
        ToolOffer? offer = null,
        Image? image = null
    )
    {
        await using var server = new FaultServer(FaultReply.Status(200, provider.Reply));
        using var client = await provider.ConnectAsync(server, isStreamed);
        var request = ModelSetup.Request(generation: asked) with { Tools = offer };
        await client.AskAsync(image is null ? request : Pictures.Show(request, image));
        return JsonNode.Parse(server.Requests.Single().Body)!.AsObject();
    }

    /// <summary>Fields that one body has and the other has not, or otherwise; groups are looked into.</summary>
    private static IEnumerable<(string Path, JsonNode? Value)> Added(JsonObject? without, JsonObject with, string path)
    {
        foreach (var (name, value) in with)
        {
            var before = without?[name];
            if (JsonNode.DeepEquals(before, value))
            {
                continue;
            }

            if (value is JsonObject group && Groups.Contains(name))
            {
                foreach (var one in Added(before as JsonObject, group, $"{path}{name}."))
                {
                    yield return one;
                }
            }
            else
            {
                yield return ($"{path}{name}", value);
            }
        }
    }
}
