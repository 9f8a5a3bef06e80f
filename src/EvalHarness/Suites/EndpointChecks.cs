using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Limits of endpoints: each is the address of a model's server, and named once.</summary>
internal static class EndpointChecks
{
    public static void Check(SuiteChecks suite)
    {
        string[] asked =
        [
            .. suite
                .Spec.Models.Select(model => model.Provider.Server)
                .OfType<Uri>()
                .Where(address => address.Scheme is "http" or "https")
                .Select(ServerAddress.Of)
                .Distinct(StringComparer.Ordinal),
        ];
        // Of a model that is left out today, or is faulty itself, the server is not known.
        bool areAllKnown = suite.Models.All(name => suite.Spec.Models.Any(model => HasName(model, name)));
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (string address in (suite.Spec.Endpoints ?? new Dictionary<string, EndpointLimits>()).Keys)
        {
            var at =
                (suite.Places.Value(suite.Spec, "endpoints") as YamlMapping)?.Find(address)?.KeyAt
                ?? suite.Places.At(suite.Spec, "endpoints");
            if (ServerAddress.Find(address) is not { } server || (areAllKnown && !asked.Contains(server)))
            {
                suite.Findings.Add(
                    at,
                    $"endpoint {Wording.Quote(address)}, which no model asks",
                    asked.Length == 0 ? "no 'endpoints': no model asks a server" : Wording.List(asked),
                    Spelling.Nearest(address, asked)
                );
            }
            else if (!named.Add(server))
            {
                suite.Findings.Add(at, $"endpoint {Wording.Quote(address)} a second time", "each server once");
            }
        }
    }

    private static bool HasName(ModelSpec model, string name) =>
        model.Name == name || TrainSizes.NamesOf(model).Contains(name);
}
