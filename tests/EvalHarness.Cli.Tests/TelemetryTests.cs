using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>The built tool and a collector that speaks OTLP over HTTP: what it is sent.</summary>
public sealed class TelemetryTests
{
    private const string Prompt = "headline number 0003";

    [TestCase(null)]
    [TestCase("true")]
    public async Task A_collector_is_sent_spans_measurements_and_scores_and_texts_only_when_asked(string? capture)
    {
        using var tool = new Tool();
        await using var model = new FaultServer(request =>
            request.Number == 1 ? FaultReply.Status(503) : FaultReply.Chat("positive")
        );
        await using var collector = new FaultServer(_ => FaultReply.Status(200, "{}"));
        Suites.Write(tool, model.Url, 12);
        tool.With("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url)
            .With("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .With("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", capture);

        var ended = await tool.RunAsync("run", "suite.yaml");

        string traces = Sent(collector, "/v1/traces");
        string metrics = Sent(collector, "/v1/metrics");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(traces, Does.Contain("evaluate served").And.Contain("request sentiment"));
            Assert.That(traces, Does.Contain("chat small").And.Contain("gen_ai.usage.input_tokens"));
            Assert.That(traces, Does.Contain("error.type").And.Contain("503"), "the attempt that failed");
            Assert.That(traces, Does.Contain("gen_ai.evaluation.result").And.Contain("sentiment/accuracy"));
            Assert.That(
                metrics,
                Does.Contain("gen_ai.client.operation.duration").And.Contain("gen_ai.client.token.usage")
            );
            Assert.That(traces, capture is null ? Does.Not.Contain(Prompt) : Does.Contain(Prompt));
        }
    }

    [Test]
    public async Task A_collector_that_is_not_there_changes_nothing()
    {
        using var tool = new Tool();
        await using var model = new FaultServer(_ => FaultReply.Chat("positive"));
        Suites.Write(tool, model.Url, 5);
        tool.With("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");

        var ended = await tool.RunAsync("run", "suite.yaml");

        Assert.That(
            (ended.ExitCode, ended.Output.Contains("accuracy", StringComparison.Ordinal)),
            Is.EqualTo((0, true)),
            ended.ToString()
        );
    }

    private static string Sent(FaultServer collector, string path) =>
        string.Concat(collector.Requests.Where(request => request.Path == path).Select(request => request.Body));
}
