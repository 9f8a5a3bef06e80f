using System.CommandLine;
using System.Runtime.InteropServices;
using EvalHarness.Runs.Fleets;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness worker</c>: asks models for the runs of a fleet until it is stopped.</summary>
internal sealed class WorkerCommand(Terminal terminal)
{
    /// <summary>How long SIGTERM waits for requests in flight: whoever stops a machine waits longer than a CI system.</summary>
    private const int DefaultGrace = 60;

    private readonly Option<string> store = new("--store")
    {
        Description = "Address of the store that the fleet shares: postgres://user:password@host/database.",
        Required = true,
    };
    private readonly Option<string?> name = new("--name")
    {
        Description = "Name of this worker, another for each; machine and process by default.",
    };
    private readonly Option<string?> host = new("--host")
    {
        Description = "IP address at which the other workers reach this one; the machine's first by default.",
    };

    private readonly NumberOption<int> port = new(
        "--port",
        new NumberRange<int>("a port from 1 to 65535", port => port is > 0 and <= 65_535)
    )
    {
        Description = "Port at which the other workers reach this one.",
        Otherwise = 11_111,
    };

    private readonly NumberOption<int> margin = new("--margin", NumberRange.Between(1, 3600))
    {
        Description =
            "Seconds beyond the timeout of a model after which a request of a lost worker is asked again; the same on all workers.",
        Otherwise = 60,
    };

    private readonly NumberOption<int> idle = new("--idle", NumberRange.From(0))
    {
        Description = "Seconds without anything to ask after which the worker ends; 0 waits for ever.",
        Otherwise = 0,
    };

    private readonly NumberOption<int> grace = new("--grace", NumberRange.From(0))
    {
        Description = "Seconds that SIGTERM waits for requests in flight.",
        Otherwise = DefaultGrace,
    };

    public static Command Create(Terminal terminal) => new WorkerCommand(terminal).Create();

    private Command Create() =>
        new Command(
            "worker",
            "Ask models for the runs of a fleet (run --fleet), with this machine's keys, until it is stopped."
        )
        {
            store,
            name,
            host,
            port,
            margin,
            idle,
            grace,
        }.Does(terminal, WorkAsync);

    private async Task<int> WorkAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        using var drain = new CancellationTokenSource();
        using var abandon = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        int seconds = parsed.NumberOf(idle);
        var options = new FleetWorkerOptions(parsed.GetRequiredValue(store))
        {
            Catalog = catalog,
            Host = parsed.GetValue(host),
            Port = parsed.NumberOf(port),
            Margin = TimeSpan.FromSeconds(parsed.NumberOf(margin)),
            Idle = seconds == 0 ? null : TimeSpan.FromSeconds(seconds),
            IsTraced = Environment.GetEnvironmentVariable("EVALHARNESS_TRACE") is "1",
            Tell = terminal.Note,
        };
        if (parsed.GetValue(name) is { Length: > 0 } given)
        {
            options = options with { Name = given };
        }

        await FleetWorker.RunAsync(options, drain.Token, abandon.Token);
        return ExitCode.Good;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (drain.IsCancellationRequested)
            {
                Environment.Exit(ExitCode.Interrupted);
            }

            terminal.Note("stopping: nothing more is taken, and what is in flight is waited for");
            drain.Cancel();
            if (signal.Signal == PosixSignal.SIGTERM)
            {
                abandon.CancelAfter(TimeSpan.FromSeconds(parsed.NumberOf(grace)));
            }
        }
    }
}
