using System.Runtime.InteropServices;
using EvalHarness.Runs;

namespace EvalHarness.Cli;

/// <summary>
/// What Ctrl-C and SIGTERM do. While models are asked, the first stops new requests and waits for those in flight; SIGTERM waits
/// only as long as CI systems leave a job. At any other time, and the second time, the process ends at once: the log is whole then.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    /// <summary>What a user is told who ended the work.</summary>
    public const string GoOn = "interrupted; run the same command again to go on where it stopped";

    /// <summary>How long SIGTERM waits for requests in flight: CI systems kill ten seconds after it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long the log is given to be closed, and what came back to be scored, after that.</summary>
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource drain = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly Terminal terminal;
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private volatile RunMeter? run;

    /// <summary>Listens for SIGINT and SIGTERM.</summary>
    /// <param name="terminal">Where the user is told what was done, and what a second one would do.</param>
    public Interrupts(Terminal terminal)
    {
        this.terminal = terminal;
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    /// <summary>Stops new requests.</summary>
    public CancellationToken Drain => drain.Token;

    /// <summary>Gives up those in flight.</summary>
    public CancellationToken Abandon => abandon.Token;

    /// <summary>Names the run that is going on; what counts it knows whether models are being asked.</summary>
    /// <param name="meter">Counts the run.</param>
    public void Watch(RunMeter meter) => run = meter;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        drain.Dispose();
        abandon.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (run?.IsAsking != true || drain.IsCancellationRequested)
        {
            terminal.Note(GoOn);
            Environment.Exit(ExitCode.Interrupted);
            return;
        }

        bool isOrder = context.Signal == PosixSignal.SIGTERM;
        terminal.Note(
            isOrder
                ? $"stopping: waiting up to {Grace.TotalSeconds:0} s for the requests in flight"
                : "stopping: waiting for the requests in flight; press Ctrl-C again to end at once"
        );
        drain.Cancel();
        if (isOrder)
        {
            abandon.CancelAfter(Grace);
            _ = Task.Delay(Grace + Closing)
                .ContinueWith(_ => Environment.Exit(ExitCode.Interrupted), TaskScheduler.Default);
        }
    }
}
