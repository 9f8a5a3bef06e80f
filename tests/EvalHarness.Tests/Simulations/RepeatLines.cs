using System.Globalization;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Samples asked several times.</summary>
internal static class RepeatLines
{
    private const string Family = "repeats";

    public static IEnumerable<SimulationLine> All =>
        [.. Of(60, 4, 0.7), .. Of(100, 3, 0.9), .. Of(100, 3, 0.95), .. Of(100, 3, 0.98)];

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
