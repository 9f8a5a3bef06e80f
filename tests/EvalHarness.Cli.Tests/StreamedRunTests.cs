using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Answers that come piece by piece, from the wire to what a user reads.</summary>
public sealed class StreamedRunTests
{
    private const string Body = """
        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

        data: {"choices":[{"index":0,"delta":{"content":"posi"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"tive"},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":2}}

        data: [DONE]


        """;

    [Test]
    public async Task The_time_to_the_first_token_is_in_the_log_among_the_scores_and_in_show()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(FaultReply.Status(200, Body));
        Suites.Write(
            tool,
            server.Url,
            samples: 12,
            metrics: "[accuracy, time_to_first_token, { time_to_first_token: { quantile: 0.9 } }, tokens_per_second]"
        );
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write(
            "suite.yaml",
            suite.Replace("model: small", "model: small\n    stream: true", StringComparison.Ordinal)
        );

        var ran = await tool.RunAsync("run", "suite.yaml");
        string run = tool.Runs("served").Single();
        var shown = await tool.RunAsync("show", run, "s0003");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ran.ExitCode, Is.Zero, ran.ToString());
            Assert.That(
                await File.ReadAllLinesAsync(Path.Combine(run, "responses.jsonl")),
                Has.Length.EqualTo(12)
                    .And.All.Match("\"stream\":\\{\"first_token_seconds\":[0-9.]+,\"in_flight\":[1-4]\\}")
            );
            Assert.That(
                await File.ReadAllLinesAsync(Path.Combine(run, "scores.jsonl")),
                Has.All.Contains("\"time_to_first_token_p50\"").And.All.Contains("\"tokens_per_second_p50\"")
            );
            Assert.That(shown.Output, Does.Match(@"first token .* tokens/s · [1-4] in flight"));
        }
    }
}
