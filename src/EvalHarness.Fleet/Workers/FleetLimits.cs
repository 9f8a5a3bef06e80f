using EvalHarness.Fleet.Store;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.Fleet.Workers;

/// <summary>The limits of a run's models on this worker.</summary>
/// <param name="suite">The models and what is declared of their servers.</param>
/// <param name="user">Who uses the parts of limits.</param>
/// <param name="grains">Where limits are divided.</param>
/// <param name="tables">The store.</param>
/// <param name="time">The clock.</param>
internal sealed class FleetLimits(Suite suite, string user, IGrainFactory grains, WorkTables tables, TimeProvider time)
{
    private readonly ServerLimits servers = new(suite, time);

    /// <summary>The limits of a model: those of its server and its own, as far as the fleet shares them, within those of this worker.</summary>
    /// <param name="spec">The model.</param>
    public FleetLimit Of(ModelSpec spec)
    {
        var own = new RateLimit(spec.Limits.RequestsPerMinute, spec.Limits.TokensPerMinute, time);
        var server = servers.Of(spec);
        var slices = new List<SlicedLimit>();
        if (spec.Provider.Server is { } address && servers.Declared(address) is { } declared)
        {
            var order = new SliceOrder(
                $"server {ServerAddress.Of(address)}",
                user,
                declared.RequestsPerMinute,
                declared.TokensPerMinute,
                declared.InFlight
            );
            slices.Add(new SlicedLimit(order, grains, tables, server.Window, server.Rate, time));
        }

        if (own.IsBounded)
        {
            var order = new SliceOrder(
                $"model {spec.Name} of {suite.Name}",
                user,
                spec.Limits.RequestsPerMinute,
                spec.Limits.TokensPerMinute,
                null
            );
            slices.Add(new SlicedLimit(order, grains, tables, null, own, time));
        }

        return new FleetLimit(new ModelLimit(own, server), slices);
    }
}
