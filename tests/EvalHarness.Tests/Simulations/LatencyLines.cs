using EvalHarness.Statistics.Numerics;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>The 95th percentile of latencies, log-normal with a sigma of 0.5.</summary>
internal static class LatencyLines
{
    private const string Family = "latency p95";
    private const string Slow = "task/latency_p95";
    private const double Sigma = 0.5;

    private static double Truth => Math.Exp((Sigma * UnitNormal.Quantile(0.95)) - (0.5 * Sigma * Sigma));

    public static IEnumerable<SimulationLine> All =>
        [
            .. Of("20 samples", Run(20)),
            .. Of("100 samples", Run(100)),
            .. Of("400 samples", Run(400)),
            .. Of("40 clusters of 10 with a share in common", Clustered),
        ];

    private static IEnumerable<SimulationLine> Of(string design, Func<Draw, bool, SimulatedRun> run)
    {
        yield return Covers(Family, design, Value, draw => run(draw, true).HoldsValue("a", Truth, "latency_p95")) with
        {
            Short = 120,
        };
        yield return Errors(Family, design, PassRate, draw => run(draw, false).Passes(AtMost(Truth, Slow)));
        yield return Errors(Family, design, FailRate, draw => run(draw, false).Fails(AtMost(Truth, Slow)));
        yield return Errors(
            Family,
            design + ", a metric of the task",
            PassRate,
            draw => run(draw, true).Passes(AtMost(Truth, Slow))
        ) with
        {
            Short = 120,
        };
    }

    private static Func<Draw, bool, SimulatedRun> Run(int n) =>
        (draw, isMetric) =>
        {
            double[] seconds = [.. Enumerable.Range(0, n).Select(_ => draw.LogNormal(Sigma))];
            return new SimulatedRun { Samples = n }.Priced("a", seconds, seconds, isMetric);
        };

    /// <summary>Half of the variance of the logarithm is the cluster's.</summary>
    private static SimulatedRun Clustered(Draw draw, bool isMetric)
    {
        double part = Sigma * Math.Sqrt(0.5);
        double[] seconds = new double[400];
        double own = 0;
        for (int i = 0; i < seconds.Length; i++)
        {
            own = i % 10 == 0 ? draw.LogNormal(part) : own;
            seconds[i] = own * draw.LogNormal(part);
        }

        int[] clusters = [.. Enumerable.Range(0, seconds.Length).Select(i => i / 10)];
        return new SimulatedRun { Samples = seconds.Length, Clusters = clusters }.Priced(
            "a",
            seconds,
            seconds,
            isMetric
        );
    }
}
