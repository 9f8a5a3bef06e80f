using System.Text.Json.Nodes;
using EvalHarness.Cascades;

namespace EvalHarness.Cli.Views;

/// <summary>A simulated cascade or router for programs.</summary>
internal static class CascadeJson
{
    public static object Of(CascadeSimulation simulation)
    {
        var simulated = simulation.Result;
        return new
        {
            simulation.Task,
            simulation.Metric,
            simulation.First,
            simulation.Then,
            simulation.Plan?.By,
            simulation.Answers,
            simulation.CostIsKnown,
            simulation.FirstUnpriced,
            simulation.ThenUnpriced,
            simulation.Value,
            cross_fitted = CrossFitted(simulation),
            simulated.Curve.Apgr,
            calls_for_half_of_the_gain = simulated.Curve.CallsFor(0.5),
            calls_for_80_percent_of_the_gain = simulated.Curve.CallsFor(0.8),
            oracle = new { calls = simulated.OraclePeak.StrongShare, simulated.OraclePeak.Quality },
            simulation.Live,
            held_out = simulated.HeldOut.Select(point => new { calls = point.StrongShare, point.Quality }),
            curve = simulated.Curve.Points.Select(point => new
            {
                threshold = Finite(point.Threshold),
                calls = point.StrongShare,
                point.Quality,
                cost_usd = simulation.UsdAt(point),
            }),
            lines = simulated.Lines.Select(line => new
            {
                calls = line.Point.StrongShare,
                line.Point.Quality,
                cross_fitted = line.HeldOut,
                line.Oracle,
                line.Random,
            }),
            router = simulation.Plan is { } plan ? Router(simulation, plan) : null,
        };
    }

    public static object Of(RouterSimulation simulation) =>
        new
        {
            simulation.Task,
            simulation.Metric,
            simulation.By,
            simulation.Answers,
            simulation.CostIsKnown,
            simulation.Value,
            simulation.Members,
            cross_fitted = new
            {
                simulation.Folds,
                quality = simulation.CrossFitted.Right,
                cost_usd = simulation.CrossFitted.Usd,
                simulation.NetBenefit,
            },
            in_sample = new
            {
                quality = simulation.InSample.Right,
                cost_usd = simulation.InSample.Usd,
                net_benefit = simulation.Claimed,
                simulation.Optimism,
            },
            advantage = new
            {
                over = simulation.Best,
                net_benefit = simulation.Advantage,
                quality = simulation.Gain,
            },
            simulation.Level,
            router = simulation.Routes,
            simulation.Slices,
        };

    public static object Of(ExpertSwap swap) =>
        new
        {
            swap.Task,
            swap.Metric,
            swap.By,
            swap.Slice,
            swap.Base,
            swap.With,
            swap.Answers,
            swap.CostIsKnown,
            swap.Value,
            swap.Level,
            swap.BaseUnpriced,
            swap.WithUnpriced,
            swap.InSlice,
            swap.Overall,
            router = swap.Routes,
        };

    private static object CrossFitted(CascadeSimulation simulation)
    {
        var simulated = simulation.Result;
        return new
        {
            simulation.Folds,
            simulated.Quality,
            calls = simulated.StrongShare,
            cost_usd = simulation.Usd,
            simulated.CrossFit.NetBenefit,
            simulated.StandardError,
            simulated.CrossFit.InSample,
            simulated.CrossFit.Optimism,
            thresholds = simulated.CrossFit.Thresholds.Select(Finite),
            deployed = Finite(simulated.CrossFit.Deployed),
            // A cascade goes by the first model's own confidence: no order is learnt, and its APGR is the one below.
            apgr = simulated.Line?.Apgr,
            calls_for_half_of_the_gain = simulated.Line?.CallsFor(0.5),
            calls_for_80_percent_of_the_gain = simulated.Line?.CallsFor(0.8),
        };
    }

    private static object Router(CascadeSimulation simulation, RouterPlan plan)
    {
        var (exception, otherwise) = plan.OtherwiseThen
            ? (simulation.First, simulation.Then)
            : (simulation.Then, simulation.First);
        return new
        {
            slice = plan.By,
            to = new JsonObject(plan.Exceptions.Select(value => KeyValuePair.Create(value, (JsonNode?)exception))),
            otherwise,
            slices = plan.Slices.Select(slice => new
            {
                slice.Value,
                slice.Answers,
                slice.First,
                slice.Then,
                slice.Gain,
                asks = slice.ToThen ? simulation.Then : simulation.First,
            }),
        };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
