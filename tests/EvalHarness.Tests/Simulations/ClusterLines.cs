using System.Globalization;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Samples in clusters, whose answers hang together.</summary>
internal static class ClusterLines
{
    private const string Family = "clusters";
    private const double Correlation = 0.3;

    public static IEnumerable<SimulationLine> All =>
        [
            .. Of("3 of 20", Equal(3, 20), 0.8),
            .. Of("10 of 8", Equal(10, 8), 0.8),
            .. Of("30 of 8", Equal(30, 8), 0.95),
            .. Of("5 log-normal", LogNormal(5), 0.8),
            .. Of("10 log-normal", LogNormal(10), 0.8),
            .. Of("10 log-normal", LogNormal(10), 0.95),
            .. Of("30 log-normal", LogNormal(30), 0.5),
            .. Of("30 log-normal", LogNormal(30), 0.95),
            .. Of("100 log-normal", LogNormal(100), 0.98),
            .. Of("one of 100, 30 singles", Dominated(100, 30), 0.8),
            .. Of("one of 1,000, 10 singles", Dominated(1_000, 10), 0.8),
            Covers(
                Family,
                "30 log-normal, 0.76 against 0.7",
                Lead,
                draw => Clustered(draw, LogNormal(30)(draw), Correlation, 0.76, 0.7).HoldsLead("a", "b", 0.06)
            ),
        ];

    private static IEnumerable<SimulationLine> Of(string sizes, Func<Draw, int[]> draws, double share)
    {
        string design = string.Create(CultureInfo.InvariantCulture, $"{sizes}, accuracy {share}");
        SimulatedRun One(Draw draw) => Clustered(draw, draws(draw), Correlation, share);
        yield return Errors(
            Family,
            design,
            FalseVerdict,
            draw => Clustered(draw, draws(draw), Correlation, share, share).TellsApart()
        );
        yield return Covers(Family, design, Value, draw => One(draw).HoldsValue("a", share));
        yield return Errors(Family, design, PassRate, draw => One(draw).Passes(AtLeast(share)));
        yield return Errors(Family, design, FailRate, draw => One(draw).Fails(AtLeast(share)));
    }
}
