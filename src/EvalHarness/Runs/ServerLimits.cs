using EvalHarness.Models;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>The servers of a run's models, each with one set of limits.</summary>
/// <param name="suite">The suite.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerLimits(Suite suite, TimeProvider time)
{
    /// <summary>Requests at a time that any server is taken to bear.</summary>
    private const int First = 4;

    private readonly Dictionary<string, ServerLimit> known = new(StringComparer.Ordinal);

    /// <summary>The limits of a model's server: those that the suite declares, else as many requests at a time as the boldest of its models.</summary>
    /// <param name="model">The model.</param>
    public ServerLimit Of(ModelSpec model)
    {
        if (model.Provider.Server is not { } address)
        {
            return Make(new EndpointLimits(), ModelConnector.InFlight(model));
        }

        string server = ServerAddress.Of(address);
        if (!known.TryGetValue(server, out var limit))
        {
            int boldest = suite
                .Models.Where(other => other.Provider.Server is { } its && ServerAddress.Of(its) == server)
                .Max(ModelConnector.InFlight);
            known[server] = limit = Make(Declared(server) ?? new(), boldest);
        }

        return limit;
    }

    /// <summary>With money at stake the first request goes alone, so that its bill is known before the next is sent.</summary>
    private ServerLimit Make(EndpointLimits limits, int boldest) =>
        new(
            new ConcurrencyWindow(limits.InFlight ?? boldest, suite.Budget.Usd is null ? First : 1),
            new RateLimit(limits.RequestsPerMinute, limits.TokensPerMinute, time)
        );

    /// <summary>What the suite declares of a server; null where it declares nothing.</summary>
    /// <param name="address">An address at it.</param>
    public EndpointLimits? Declared(Uri address) => Declared(ServerAddress.Of(address));

    private EndpointLimits? Declared(string server) =>
        suite.Endpoints.FirstOrDefault(endpoint => ServerAddress.Find(endpoint.Key) == server).Value;
}
