using System.Net;
using System.Net.Sockets;
using EvalHarness.Core;
using EvalHarness.Fleet.Store;
using EvalHarness.Runs.Fleets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization;

namespace EvalHarness.Fleet.Workers;

/// <summary>The host of a worker: one silo of Microsoft Orleans, whose membership lies in the store.</summary>
internal static class WorkerHost
{
    /// <summary>Makes the host; it does not run yet.</summary>
    /// <param name="options">How the worker works.</param>
    /// <param name="store">The store.</param>
    /// <param name="fatal">Is told when the silo is lost.</param>
    public static IHost Make(FleetWorkerOptions options, FleetStore store, FatalErrors fatal)
    {
        var builder = new HostBuilder();
        builder.ConfigureLogging(logging =>
        {
            logging.SetMinimumLevel(options.IsTraced ? LogLevel.Information : LogLevel.None);
            if (options.IsTraced)
            {
                logging.AddProvider(new TellingLogger(options.Tell));
            }
        });
        builder.ConfigureServices(services =>
        {
            services.AddSingleton(new WorkTables(store));
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton<IFatalErrorHandler>(fatal);
            services.AddSerializer(serializer => serializer.AddAssembly(typeof(WorkerHost).Assembly));
        });
        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = "Npgsql";
                clustering.ConnectionString = store.ConnectionString;
            });
            silo.Configure<ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = FleetStore.Schema);
            silo.Configure<SiloOptions>(named => named.SiloName = options.Name);
            // No gateway: whoever runs a suite reads the store.
            silo.ConfigureEndpoints(AddressOf(options), options.Port, gatewayPort: 0, listenOnAnyHostAddress: false);
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                // With the defaults a frozen machine is noticed after a minute: its open connections count as signs of life.
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 2;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
                membership.EnableConnectionLivenessCheck = false;
                membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
                // Each goes by its own clock here: one whose clock is behind would be given up by the others while it joins.
                membership.EvictWhenMaxJoinAttemptTimeExceeded = false;
            });
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15));
        });
        return builder.Build();
    }

    private static IPAddress AddressOf(FleetWorkerOptions options)
    {
        if (options.Host is null)
        {
            return Dns.GetHostAddresses(Dns.GetHostName())
                    .Where(address => address.AddressFamily == AddressFamily.InterNetwork)
                    .OrderBy(IPAddress.IsLoopback)
                    .FirstOrDefault()
                ?? IPAddress.Loopback;
        }

        return IPAddress.TryParse(options.Host, out var address)
            ? address
            : throw new DocumentException(
                new Fault(new Location("--host"), $"'{options.Host}'", "an IP address of this machine")
            );
    }
}
