using System.Globalization;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Samples asked several times.</summary>
internal static class RepeatLines
{
    private const string Family = "repeats";

    public static IEnumerable<SimulationLine> All =>
        [
            .. Of(60, 4, 0.7),
            .. Of(100, 3, 0.9),
            .. Of(100, 3, 0.95),
            .. Of(100, 3, 0.98),
            Errors(Family, "40 clusters of 4 asked twice", FalseVerdict, draw => Grouped(draw, 0.7, 0.7).TellsApart()),
            Covers(
                Family,
                "40 clusters of 4 asked twice",
                Lead,
                draw => Grouped(draw, 0.76, 0.7).HoldsLead("a", "b", 0.06)
            ),
        ];

    /// <summary>Each sample's chance is its cluster's, and its answers are drawn twice.</summary>
    private static SimulatedRun Grouped(Draw draw, params double[] accuracies)
    {
        const int clusters = 40;
        const int samples = 4 * clusters;
        var run = new SimulatedRun
        {
            Samples = samples,
            Epochs = 2,
            Clusters = [.. Enumerable.Range(0, samples).Select(i => i / 4)],
        };
        foreach (var (i, accuracy) in accuracies.Index())
        {
            double[] chances = [.. Enumerable.Range(0, clusters).Select(_ => draw.Beta(accuracy, 0.2))];
            run = run.Scored(
                Name(i),
                [.. Enumerable.Range(0, 2 * samples).Select(cell => draw.Chance(chances[cell / 8]) ? 1.0 : 0)]
            );
        }

        return run;
    }

    private static IEnumerable<SimulationLine> Of(int n, int epochs, double share)
    {
        string design = string.Create(CultureInfo.InvariantCulture, $"{n} samples {epochs} times, accuracy {share}");
        SimulatedRun One(Draw draw) => Repeated(draw, n, epochs, 0.5, share);
        yield return Errors(
            Family,
            design,
            FalseVerdict,
            draw => Repeated(draw, n, epochs, 0.5, share, share).TellsApart()
        );
        yield return Covers(Family, design, Value, draw => One(draw).HoldsValue("a", share));
        yield return Errors(Family, design, PassRate, draw => One(draw).Passes(AtLeast(share)));
        yield return Errors(Family, design, FailRate, draw => One(draw).Fails(AtLeast(share)));
    }
}
