using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>What workers and a run tell a collector, by OpenTelemetry's own variables.</summary>
[TestFixture]
internal sealed class FleetTelemetryTests
{
    [Test]
    public async Task A_collector_hears_from_each_worker_what_it_asked_and_from_the_run_how_the_whole_goes_and_no_text_or_key()
    {
        using var near = new Collector();
        using var far = new Collector();
        using var whole = new Collector();
        using var setup = new FleetSetup(samples: 24, delayMilliseconds: 50);
        ToolProcess[] workers =
        [
            await setup.WorkerAsync("near", variables: To(near)),
            await setup.WorkerAsync("far", variables: To(far)),
        ];
        using var run = setup.Run(To(whole));
        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
        foreach (var worker in workers)
        {
            worker.Signal("TERM");
            Assert.That(await worker.EndAsync(), Is.Zero.Or.EqualTo(143).Or.EqualTo(130), () => worker.Said);
        }

        using (Assert.EnterMultipleScope())
        {
            foreach (var collector in new[] { near, far })
            {
                string traces = collector.Sent("/v1/traces");
                Assert.That(traces, Does.Contain("chat one").And.Contain("gen_ai.usage.input_tokens"));
                Assert.That(collector.Sent("/v1/metrics"), Does.Contain("gen_ai.client.operation.duration"));
                Assert.That(traces, Does.Not.Contain("Shares move").And.Not.Contain("sk-test-key"));
            }

            string measured = whole.Sent("/v1/metrics");
            Assert.That(measured, Does.Contain("evalharness.run.responses").And.Contain("evalharness.run.cost"));
            Assert.That(measured, Does.Contain("evalharness.fleet.workers").And.Contain("possibly_paid_twice"));
            Assert.That(whole.Sent("/v1/traces"), Does.Contain("evaluate shares").And.Not.Contain("Shares move"));
        }
    }

    private static Dictionary<string, string> To(Collector collector) =>
        new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
}
