using System.Net.Sockets;
using EvalHarness.Fleet.Clients;
using EvalHarness.Fleet.Store;
using EvalHarness.Fleet.Workers;
using EvalHarness.Runs.Fleets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace EvalHarness.Fleet;

/// <summary>The door of this package.</summary>
internal sealed class FleetOfWorkers : IFleetPackage
{
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
        using var fatal = new FatalErrors(options.Tell);
        using var host = WorkerHost.Make(options, store, fatal);
        try
        {
            await host.StartAsync(drain);
        }
        catch (Exception e)
            when (e is SocketException or AddressInUseException || e.GetBaseException() is SocketException)
        {
            throw new IOException(
                $"cannot listen at port {options.Port} of {options.Host ?? "this machine"}: {e.GetBaseException().Message}",
                e
            );
        }

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

        if (fatal.Lost.IsCancellationRequested)
        {
            throw new IOException("the other workers have given this one up; start it again");
        }
    }
}
