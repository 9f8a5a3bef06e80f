using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Exports;

/// <summary>What the schemas of Every Eval Ever 0.3.0 ask of a file, beyond what its readers notice.</summary>
public sealed class EveryEvalEverSchemaTests
{
    private static readonly string[] OfTotals =
    [
        "schema_version",
        "evaluation_id",
        "retrieved_timestamp",
        "source_metadata",
        "model_info",
        "eval_library",
        "evaluation_results",
    ];

    private static readonly string[] OfInstances =
    [
        "schema_version",
        "evaluation_id",
        "model_id",
        "evaluation_name",
        "sample_id",
        "interaction_type",
        "input",
        "output",
        "answer_attribution",
        "evaluation",
    ];

    [Test]
    public async Task Totals_have_what_is_required_and_say_where_their_instances_lie()
    {
        string[] files = await ExportSetup.ExportAsync(await ExportSetup.RunAsync(), "every_eval_ever");
        string root = files[0][..files[0].IndexOf("data/", StringComparison.Ordinal)];
        using (Assert.EnterMultipleScope())
        {
            foreach (string file in files.Where(file => file.EndsWith(".json", StringComparison.Ordinal)))
            {
                using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
                var totals = document.RootElement;
                Assert.That(Names(totals), Is.SupersetOf(OfTotals));
                Assert.That(
                    totals.GetProperty("source_metadata").GetProperty("source_type").GetString(),
                    Is.EqualTo("evaluation_run")
                );
                Assert.That(
                    totals
                        .GetProperty("model_info")
                        .GetProperty("additional_details")
                        .GetProperty("deployment_type")
                        .GetString(),
                    Is.AnyOf("self_deployed", "externally_managed", "unknown")
                );
                var instances = totals.GetProperty("detailed_evaluation_results");
                string path = instances.GetProperty("file_path").GetString()!;
                Assert.That(
                    path,
                    Does.Match(
                        "^data/[^/]+/[^/]+/[^/]+/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}_samples\\.jsonl$"
                    )
                );
                string[] lines = await File.ReadAllLinesAsync(Path.Combine(root, path));
                Assert.That(instances.GetProperty("total_rows").GetInt32(), Is.EqualTo(lines.Length));
                foreach (var result in totals.GetProperty("evaluation_results").EnumerateArray())
                {
                    HoldResult(result);
                }
            }
        }
    }

    private static void HoldResult(JsonElement result)
    {
        var config = result.GetProperty("metric_config");
        Assert.That(
            Names(result),
            Is.SupersetOf(new[] { "evaluation_name", "source_data", "metric_config", "score_details" })
        );
        Assert.That(config.GetProperty("score_type").GetString(), Is.AnyOf("binary", "continuous"));
        Assert.That(Names(config), Is.SupersetOf(new[] { "lower_is_better", "min_score", "max_score" }));
        Assert.That(
            result.GetProperty("score_details").GetProperty("score").ValueKind,
            Is.EqualTo(JsonValueKind.Number)
        );
    }

    [Test]
    public async Task Instances_have_what_is_required_and_all_details_are_texts()
    {
        string[] files = await ExportSetup.ExportAsync(await ExportSetup.RunAsync(), "every_eval_ever");
        using (Assert.EnterMultipleScope())
        {
            foreach (string file in files.Where(file => file.EndsWith(".jsonl", StringComparison.Ordinal)))
            {
                foreach (string line in await File.ReadAllLinesAsync(file))
                {
                    using var document = JsonDocument.Parse(line);
                    var row = document.RootElement;
                    Assert.That(Names(row), Is.SupersetOf(OfInstances));
                    Assert.That(row.GetProperty("interaction_type").GetString(), Is.EqualTo("single_turn"));
                    Assert.That(Names(row.GetProperty("input")), Is.SupersetOf(new[] { "raw", "reference" }));
                    Assert.That(Names(row.GetProperty("evaluation")), Is.SupersetOf(new[] { "score", "is_correct" }));
                    Assert.That(
                        row.GetProperty("metadata").EnumerateObject().Select(one => one.Value.ValueKind),
                        Is.All.EqualTo(JsonValueKind.String)
                    );
                }
            }
        }
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(one => one.Name);
}
