using System.Text.Json;
using EvalHarness.Tests;
using Json.Schema;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>What <c>run --json</c> prints for other programs, held against the published schema.</summary>
public sealed class ResultTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(
        File.ReadAllText(Path.Combine(Repository.Root, "suites", "result.schema.json"))
    );

    private static async Task<JsonDocument> RunAsync(Tool tool, params string[] args)
    {
        var ended = await tool.RunAsync(["run", .. args, "--json", "--quiet"]);
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        return JsonDocument.Parse(ended.Output);
    }

    [Test]
    public async Task The_shipped_suite_prints_a_valid_record_with_the_approved_keys()
    {
        using var tool = new Tool()
            .With("OPENAI_API_KEY", null)
            .With("SMOLLM_URL", null)
            .With("HEADLINES_LORA_URL", null);

        using var json = await RunAsync(
            tool,
            Path.Combine(Repository.Root, "suites", "finance", "headline-sentiment.yaml")
        );

        var root = json.RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Faults(root), Is.Empty);
            Assert.That(root.GetProperty("gates").GetArrayLength(), Is.Positive);
            Assert.That(root.GetProperty("gates")[0].GetProperty("verdict").GetString(), Is.EqualTo("pass"));
            Assert.That(
                root.GetProperty("decision").GetProperty("verdict").GetProperty("action").GetString(),
                Is.AnyOf("go", "stop", "pilot_first", "measure_first", "collect_more")
            );
            Assert.That(
                root.GetProperty("tasks")[0]
                    .GetProperty("models")[0]
                    .GetProperty("outcomes")
                    .GetProperty("answered")
                    .GetInt64(),
                Is.Positive
            );
        }

        Approvals.Hold(
            string.Join('\n', Keys(root, "").Distinct().Order(StringComparer.Ordinal)) + "\n",
            "run-json-keys.txt"
        );
    }

    [Test]
    public async Task A_new_suite_without_a_decision_prints_a_valid_record_too()
    {
        using var tool = new Tool();
        await tool.RunAsync("new", ".");

        using var json = await RunAsync(tool, "routing.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Faults(json.RootElement), Is.Empty);
            Assert.That(json.RootElement.GetProperty("decision").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(json.RootElement.GetProperty("gates").GetArrayLength(), Is.EqualTo(3));
        }
    }

    [TestCase("\"rank\": 1", "\"rank\": \"first\"")]
    [TestCase("\"verdict\": \"pass\"", "\"verdict\": \"passed\"")]
    [TestCase("\"suite\": ", "\"sweet\": ")]
    public async Task The_schema_refuses_what_the_tool_never_prints(string printed, string instead)
    {
        using var tool = new Tool();
        await tool.RunAsync("new", ".");
        var ended = await tool.RunAsync("run", "routing.yaml", "--json", "--quiet");
        Assert.That(ended.Output, Does.Contain(printed));

        using var json = JsonDocument.Parse(ended.Output.Replace(printed, instead, StringComparison.Ordinal));

        Assert.That(Faults(json.RootElement), Is.Not.Empty);
    }

    private static List<string> Faults(JsonElement record)
    {
        var found = Schema.Evaluate(record, new Json.Schema.EvaluationOptions { OutputFormat = OutputFormat.List });
        return found.IsValid
            ? []
            :
            [
                .. (found.Details ?? [])
                    .Where(one => one.Errors is not null)
                    .Select(one => $"{one.InstanceLocation}: {string.Join("; ", one.Errors!.Values)}"),
            ];
    }

    /// <summary>The paths of all keys, lists taken together; of the decision those that the schema holds.</summary>
    private static IEnumerable<string> Keys(JsonElement element, string path) =>
        element.ValueKind switch
        {
            _ when path.StartsWith(".decision.", StringComparison.Ordinal) && path != ".decision.verdict" => [],
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(one => Keys(one.Value, $"{path}.{one.Name}").Prepend($"{path}.{one.Name}"[1..])),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(one => Keys(one, path + "[]")),
            _ => [],
        };
}
