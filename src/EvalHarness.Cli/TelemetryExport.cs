using EvalHarness.Runs;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EvalHarness.Cli;

/// <summary>Sends spans and measurements to a collector, where OpenTelemetry's own variables name one.</summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>Spans that wait to be sent: a run makes thousands in seconds, and those beyond the queue are lost.</summary>
    private const int Queue = 1 << 16;

    private const int PerRequest = 512;

    /// <summary>How long a collector that does not answer may hold up the end, in milliseconds.</summary>
    private const int Patience = 2_000;

    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    private TelemetryExport()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("evalharness").AddEnvironmentVariableDetector();
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Telemetry.Name)
            .AddOtlpExporter(options =>
            {
                options.ExportProcessorType = ExportProcessorType.Batch;
                options.BatchExportProcessorOptions.MaxQueueSize = Queue;
                options.BatchExportProcessorOptions.MaxExportBatchSize = PerRequest;
            })
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Telemetry.Name)
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>Begins to send where a collector is named; null where none is, or where <c>OTEL_SDK_DISABLED=true</c>.</summary>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    public static TelemetryExport? Begin(Func<string, string?> environment)
    {
        string[] named =
        [
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        ];
        bool isOff = bool.TryParse(environment("OTEL_SDK_DISABLED"), out bool off) && off;
        return !isOff && named.Any(name => !string.IsNullOrWhiteSpace(environment(name))) ? new() : null;
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        traces.Shutdown(Patience);
        metrics.Shutdown(Patience);
        traces.Dispose();
        metrics.Dispose();
    }
}
