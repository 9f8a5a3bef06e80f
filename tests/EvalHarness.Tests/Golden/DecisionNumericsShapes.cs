using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Tests.Golden;

/// <summary>Streams, quantiles and the loss function.</summary>
internal static class DecisionNumericsShapes
{
    public static readonly DecisionShape[] All =
    [
        new(["seed", "name", "n"], Uniforms),
        new(["p"], input => new JsonObject { ["z"] = GoldenJson.Node(input.Numbers("p").Select(UnitNormal.Quantile)) }),
        new(["z"], input => new JsonObject { ["L"] = GoldenJson.Node(input.Numbers("z").Select(UnitNormal.Loss)) }),
        new(["dist", "p"], Quantiles),
        new(["x", "a"], Cvar),
    ];

    private static JsonObject Uniforms(JsonElement input)
    {
        string name = input.GetProperty("name").GetString()!;
        var stream = new RandomCounter((ulong)input.Long("seed"), name);
        return new JsonObject
        {
            ["fnv1a64"] = RandomCounter.Fnv1a64(name).ToString(CultureInfo.InvariantCulture),
            ["key"] = stream.Key.ToString(CultureInfo.InvariantCulture),
            ["u"] = GoldenJson.Node(Enumerable.Range(0, input.Integer("n")).Select(i => stream[i])),
        };
    }

    private static JsonObject Quantiles(JsonElement input)
    {
        var distribution = Quantity(input.GetProperty("dist").GetRawText()).Distribution;
        return new JsonObject { ["q"] = GoldenJson.Node(input.Numbers("p").Select(distribution.Quantile)) };
    }

    /// <summary>A quantity as a decision spells it.</summary>
    public static Quantity Quantity(string line)
    {
        var findings = new FaultCollector();
        var node = YamlComposer.Compose(line, "quantity", findings)!;
        var quantity = new Binder(SuiteCatalog.With(), findings).Bind<Quantity>(node, "quantity");
        findings.ThrowIfAny();
        return quantity!;
    }

    private static JsonObject Cvar(JsonElement input)
    {
        double[] draws = input.Numbers("x");
        Array.Sort(draws);
        return new JsonObject { ["cvar"] = EvalHarness.Statistics.Numerics.Cvar.Of(draws, input.Number("a")) };
    }
}
