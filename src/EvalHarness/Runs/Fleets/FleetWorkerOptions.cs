using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Runs.Fleets;

/// <summary>How a worker of a fleet works.</summary>
/// <param name="Store">Address of the store, <c>postgres://user:password@host:port/database</c>.</param>
public sealed record FleetWorkerOptions(string Store)
{
    /// <summary>The words that models may use; <see cref="SuiteCatalog.Default"/> by default.</summary>
    public Catalog Catalog
    {
        get => field ?? SuiteCatalog.Default;
        init;
    }

    /// <summary>Name by which the store knows the worker, another for each; by default the machine's name, the process and a number by chance.</summary>
    public string Name { get; init; } =
        FormattableString.Invariant(
            $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..4]}"
        );

    /// <summary>Address at which the other workers reach this one; the machine's first by default.</summary>
    public string? Host { get; init; }

    /// <summary>Port at which the other workers reach this one; 11111 by default.</summary>
    public int Port { get; init; } = 11_111;

    /// <summary>Time by which a lease is longer than an attempt may take; a minute by default.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Ends when nothing was left to ask for so long; null (default) waits for further runs.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>Whether Orleans is told of too, for whoever looks for a fault of the cluster; false by default.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Is told what happens, a line each; nobody by default.</summary>
    public Action<string> Tell { get; init; } = _ => { };
}

/// <summary>Works for the runs of a fleet on this machine.</summary>
public static class FleetWorker
{
    /// <summary>Asks what runs in a store want to be asked, until it is stopped.</summary>
    /// <param name="options">How.</param>
    /// <param name="drain">Takes no more; what is in flight is waited for.</param>
    /// <param name="abandon">Gives up what is in flight.</param>
    /// <exception cref="Core.DocumentException">The package EvalHarness.Fleet is not there, or an option is wrong.</exception>
    /// <exception cref="IOException">The store cannot be reached, or is of another version.</exception>
    public static Task RunAsync(
        FleetWorkerOptions options,
        CancellationToken drain = default,
        CancellationToken abandon = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return FleetPackage.Load("--store").WorkAsync(options, drain, abandon);
    }
}
