using System.Globalization;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Groups of samples, one of which is served worst.</summary>
internal static class SliceLines
{
    private const string Family = "groups";

    public static IEnumerable<SimulationLine> All =>
        [
            .. Of(6, 40, 0.8, 0.8),
            .. Of(6, 40, 0.8, 0.5),
            .. Of(20, 50, 0.7, 0.7),
            .. Of(4, 100, 0.95, 0.8),
            Errors(
                Family,
                "4 in 40 clusters of 6, accuracy 0.8",
                FalseGap,
                draw => InClusters(draw, 40, 6).TellsAGap()
            ),
            Covers(Family, "4 in 40 clusters of 6, accuracy 0.8", Gap, draw => InClusters(draw, 40, 6).HoldsGap(0)),
        ];

    /// <summary>Groups of one size, all of one accuracy but the last.</summary>
    private static IEnumerable<SimulationLine> Of(int groups, int size, double accuracy, double last)
    {
        string design = string.Create(
            CultureInfo.InvariantCulture,
            $"{groups} of {size}, accuracy {accuracy}{(accuracy == last ? "" : $", one {last}")}"
        );
        int[] group = [.. Enumerable.Range(0, groups * size).Select(sample => sample / size)];
        double Accuracy(int one) => one == groups - 1 ? last : accuracy;
        SimulatedRun One(Draw draw) =>
            new SimulatedRun { Samples = group.Length, Groups = group }.Scored(
                "a",
                [.. group.Select(one => draw.Chance(Accuracy(one)) ? 1.0 : 0)]
            );
        double truth = Enumerable.Range(0, groups).Average(Accuracy) - last;
        if (accuracy == last)
        {
            yield return Errors(Family, design, FalseGap, draw => One(draw).TellsAGap());
        }

        yield return Covers(Family, design, Gap, draw => One(draw).HoldsGap(truth));
    }

    /// <summary>Clusters whose samples belong to four groups in turn.</summary>
    private static SimulatedRun InClusters(Draw draw, int clusters, int size)
    {
        var run = Clustered(draw, Equal(clusters, size)(draw), 0.3, 0.8);
        return run with { Groups = [.. Enumerable.Range(0, run.Samples).Select(sample => sample % 4)] };
    }
}
