using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Runs of suites whose models are offered tools, over a server that calls them.</summary>
public sealed class ToolRunTests
{
    private const string Own = """
        [{"name": "weather", "description": "How it is.", "parameters": {"type": "object", "required": ["city"],
          "properties": {"city": {"type": "string"}, "days": {"type": "integer", "default": 1}}}}]
        """;

    private readonly string folder = ModelSetup.NewFolder();

    [Test]
    public async Task Calls_are_answers_that_are_scored_by_value_from_the_log()
    {
        await using var server = new FaultServer(Answer);
        Write("right", "days off", "wrong type", "no such tool", "talks");

        var run = await RunAsync(server);

        var lines = await ScoresAsync(run.Folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                lines.Select(line => $"{line.Sample}: {line.Outcome}, {line.Reason}"),
                Is.EqualTo([
                    "right: answered, ",
                    "days off: answered, ",
                    "wrong type: unparsable, call of 'weather': argument 'days' is of the wrong type",
                    "no such tool: unparsable, a call of a tool that was not offered",
                    "talks: unparsable, no call made",
                ])
            );
            Assert.That(Values(lines, "tool_call_match"), Is.EqualTo([1, 0, 0, 0, 0]));
            Assert.That(Values(lines, "tool_name_match"), Is.EqualTo([1, 1, 0, 0, 0]));
            Assert.That(Values(lines, "tool_argument_share"), Is.EqualTo([1, 0.5, 0, 0, 0]));
            Assert.That(lines[0].Answer, Is.EqualTo("""[{"name":"weather","arguments":{"city":"Oslo","days":1}}]"""));
        }
    }

    [Test]
    public async Task A_changed_tool_or_choice_is_another_question_and_the_same_one_is_not_asked_again()
    {
        await using var server = new FaultServer(Answer);
        Write("right");
        await RunAsync(server);
        await RunAsync(server);
        int same = server.Requests.Count;
        await RunAsync(server, "required");
        int chosen = server.Requests.Count;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "tools.json"),
            Own.Replace("How it is", "How it will be", StringComparison.Ordinal)
        );
        await RunAsync(server);

        Assert.That((same, chosen, server.Requests.Count), Is.EqualTo((1, 2, 3)));
    }

    [Test]
    public async Task Each_sample_may_have_tools_of_its_own()
    {
        await using var server = new FaultServer(Answer);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "data.jsonl"),
            [
                $$$"""{"id":"right","functions":{{{Own.ReplaceLineEndings("")}}},"calls":[{"weather":{"city":["Oslo"],"days":[1,""]}}]}""",
                """{"id":"no such tool","functions":[{"name":"forecast"}],"calls":[{"forecast":{}}]}""",
                """{"id":"talks","functions":[],"calls":[]}""",
            ]
        );

        var run = await RunAsync(server, tools: "{ field: functions }", answer: "{ tool_calls: { no_call: true } }");

        var offered = server
            .Requests.Select(request =>
                JsonNode.Parse(request.Body)!["tools"]?[0]!["function"]!["name"]!.GetValue<string>()
            )
            .Order();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Values(await ScoresAsync(run.Folder), "tool_call_match"), Is.EqualTo([1, 1, 1]));
            Assert.That(offered, Is.EqualTo([null, "forecast", "weather"]));
            Assert.That(RunLog.ReadHeader(run.Folder).Tasks[0].ToolsField, Is.EqualTo("functions"));
        }
    }

    [Test]
    public async Task Tools_are_paid_for_in_the_plan_and_its_bound()
    {
        await using var server = new FaultServer(Answer);
        Write("right");
        using var plan = await PlanAsync(server, "auto", "{ file: tools.json }", "tool_calls");
        var request = await plan.RequestsAsync(plan.Models[0], CancellationToken.None).FirstAsync();
        var estimate = (await new PlanEstimator(plan).EstimateAsync()).First();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Tools!.Tools.Single().Name, Is.EqualTo("weather"));
            Assert.That(estimate.Input.Mean, Is.GreaterThan(40));
            Assert.That(
                Outlay.Of(request, new Price(1, 1)).MostUsd,
                Is.GreaterThan(Outlay.Of(request with { Tools = null }, new Price(1, 1)).MostUsd)
            );
        }
    }

    /// <summary>Calls what the id of the sample says.</summary>
    private static FaultReply Answer(FaultRequest request)
    {
        string asked = JsonNode.Parse(request.Body)!["messages"]![0]!["content"]!.GetValue<string>();
        var (name, arguments) = asked switch
        {
            "right" => ("weather", """{"city":"Oslo"}"""),
            "days off" => ("weather", """{"city":"Oslo","days":2}"""),
            "wrong type" => ("weather", """{"city":"Oslo","days":"one"}"""),
            "no such tool" => ("forecast", "{}"),
            _ => ("", ""),
        };
        if (name.Length == 0)
        {
            return FaultReply.Chat("It is sunny.");
        }

        return FaultReply.Status(
            200,
            JsonSerializer.Serialize(
                new
                {
                    model = "m",
                    choices = new[]
                    {
                        new
                        {
                            finish_reason = "tool_calls",
                            message = new
                            {
                                role = "assistant",
                                content = (string?)null,
                                tool_calls = new[]
                                {
                                    new
                                    {
                                        id = "1",
                                        type = "function",
                                        function = new { name, arguments },
                                    },
                                },
                            },
                        },
                    },
                    usage = new { prompt_tokens = 20, completion_tokens = 3 },
                }
            )
        );
    }

    private void Write(params string[] ids)
    {
        File.WriteAllText(Path.Combine(folder, "tools.json"), Own);
        File.WriteAllLines(
            Path.Combine(folder, "data.jsonl"),
            ids.Select(id => $$$"""{"id":"{{{id}}}","calls":[{"name":"weather","arguments":{"city":"Oslo"}}]}""")
        );
    }

    private async Task<RunPlan> PlanAsync(FaultServer server, string choice, string tools, string answer)
    {
        string file = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            file,
            $$$"""
            suite: calls
            models:
              served: { provider: openai-compatible, endpoint: {{{server.Url}}}, model: m, price: { input: 1, output: 2 }, limits: { retries: 0 } }
            tasks:
              - task: weather
                dataset: { file: data.jsonl, id: id, target: calls }
                prompt: "{{id}}"
                tools: {{{tools}}}
                tool_choice: {{{choice}}}
                generation: { max_tokens: 64 }
                answer: {{{answer}}}
                metrics: [tool_call_match, tool_name_match, tool_argument_share]
            """
        );
        var suite = SuiteReader.Read(file, SuiteSetup.Catalog, _ => null);
        var store = new RunStore(Path.Combine(folder, "results"));
        return await new RunPlanner(
            suite,
            new PlanContext(SuiteSetup.Catalog, store, TimeProvider.System, "1.0")
        ).PlanAsync();
    }

    private async Task<RunResult> RunAsync(
        FaultServer server,
        string choice = "auto",
        string tools = "{ file: tools.json }",
        string answer = "tool_calls"
    )
    {
        using var plan = await PlanAsync(server, choice, tools, answer);
        return await new Runner(plan, new SilentProgress()).RunAsync(CancellationToken.None);
    }

    /// <summary>Scores the log, in which no model is asked.</summary>
    private static async Task<ScoreLine[]> ScoresAsync(RunFolder run)
    {
        await LogScorer.ScoreAsync(run, SuiteSetup.Catalog);
        return
        [
            .. (await File.ReadAllLinesAsync(run.ScoresFile)).Select(line =>
                JsonSerializer.Deserialize(line, LogJson.Default.ScoreLine)!
            ),
        ];
    }

    private static double[] Values(ScoreLine[] lines, string metric) =>
        [.. lines.Select(line => line.Scores![metric].Values[0])];
}
