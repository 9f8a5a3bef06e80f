using System.Net.Sockets;
using EvalHarness.Fleet.Clients;
using EvalHarness.Fleet.Store;
using EvalHarness.Fleet.Workers;
using EvalHarness.Runs.Fleets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EvalHarness.Fleet;

/// <summary>The door of this package.</summary>
internal sealed class FleetOfWorkers : IFleetPackage
{
    private static readonly TimeSpan RejoinPause = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<IFleet> OpenAsync(
        string store,
        FleetWork work,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
#pragma warning disable CA2000 // The run owns it.
        var opened = await FleetStore.OpenAsync(store, tell, cancellationToken);
#pragma warning restore CA2000
        try
        {
            return await FleetRun.OpenAsync(opened, work, cancellationToken);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task WorkAsync(FleetWorkerOptions options, CancellationToken drain, CancellationToken abandon)
    {
        await using var store = await FleetStore.OpenAsync(options.Store, options.Tell, drain);
        var losses = new Losses(TimeProvider.System);
        while (await WorkOnceAsync(options, store, losses, drain, abandon))
        {
            if (losses.AreTooMany)
            {
                throw new IOException(
                    "the other workers give this one up again and again; see that they reach each other's ports"
                );
            }
        }
    }

    /// <summary>Works as one silo until it is over or the others have given it up.</summary>
    /// <returns>Whether it was given up, and may join them again.</returns>
    private static async Task<bool> WorkOnceAsync(
        FleetWorkerOptions options,
        FleetStore store,
        Losses losses,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        using var fatal = new FatalErrors(options.Tell);
        using var host = await StartAsync(options, store, fatal, losses, drain);
        if (host is null)
        {
            return false;
        }

        losses.Begin();
        options.Tell($"worker {options.Name} is there; Ctrl-C takes no more and waits for what is in flight");
        try
        {
            var grains = host.Services.GetRequiredService<IGrainFactory>();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(drain, fatal.Lost);
            await new Worker(options, new WorkTables(store), new CacheTable(store), grains).RunAsync(
                ending.Token,
                abandon
            );
        }
        finally
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await host.StopAsync(patience.Token);
        }

        bool isLost = fatal.Lost.IsCancellationRequested && !drain.IsCancellationRequested;
        if (isLost)
        {
            losses.Add();
        }

        return isLost;
    }

    /// <summary>Starts a silo; one that was lost waits for the store and the others, as long as it takes.</summary>
    /// <returns>Null where it was told to end meanwhile.</returns>
    private static async Task<IHost?> StartAsync(
        FleetWorkerOptions options,
        FleetStore store,
        FatalErrors fatal,
        Losses losses,
        CancellationToken drain
    )
    {
        for (bool isTold = false; ; isTold = true)
        {
            var host = WorkerHost.Make(options, store, fatal);
            try
            {
                await host.StartAsync(drain);
                return host;
            }
            catch (Exception e)
                when (losses.AreNone
                    && (e is SocketException or AddressInUseException || e.GetBaseException() is SocketException)
                )
            {
                host.Dispose();
                throw new IOException(
                    $"cannot listen at port {options.Port} of {options.Host ?? "this machine"}: {e.GetBaseException().Message}",
                    e
                );
            }
#pragma warning disable CA1031 // Orleans wraps what keeps it from the store and from the others in many types.
            catch (Exception e) when (!losses.AreNone)
#pragma warning restore CA1031
            {
                host.Dispose();
                if (drain.IsCancellationRequested)
                {
                    return null;
                }

                if (!isTold)
                {
                    options.Tell(
                        $"cannot join the other workers again yet, and tries on: {e.GetBaseException().Message}"
                    );
                }

                await Task.Delay(RejoinPause, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch
            {
                host.Dispose();
                throw;
            }
        }
    }
}
