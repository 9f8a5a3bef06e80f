using System.Runtime.InteropServices;

namespace EvalHarness.Cli;

/// <summary>Ctrl-C in two steps: the first stops new requests and waits for those in flight, the second gives them up.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource drain = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    /// <summary>Listens for SIGINT and SIGTERM.</summary>
    /// <param name="terminal">Where the user is told what a second one would do.</param>
    public Interrupts(Terminal terminal)
    {
        void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            if (!drain.IsCancellationRequested)
            {
                terminal.Note("stopping: waiting for the requests in flight; press Ctrl-C again to give them up");
                drain.Cancel();
            }
            else
            {
                abandon.Cancel();
            }
        }

        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    /// <summary>Stops new requests.</summary>
    public CancellationToken Drain => drain.Token;

    /// <summary>Gives up those in flight.</summary>
    public CancellationToken Abandon => abandon.Token;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        drain.Dispose();
        abandon.Dispose();
    }
}
