using System.Globalization;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Independent samples, right or wrong.</summary>
internal static class ShareLines
{
    private const string Family = "right or wrong";

    public static IEnumerable<SimulationLine> All =>
        [
            .. Of(50, 0.5),
            .. Of(100, 0.8),
            .. Of(100, 0.95),
            .. Of(300, 0.98),
            Errors(
                Family,
                "100 samples, accuracy 0.7",
                FalseVerdict,
                draw => Independent(draw, 100, null, 0.7, 0.7).TellsApart()
            ),
            Errors(
                Family,
                "100 samples, accuracy 0.95",
                FalseVerdict,
                draw => Independent(draw, 100, null, 0.95, 0.95).TellsApart()
            ),
            Covers(
                Family,
                "120 samples, 0.76 against 0.7",
                Lead,
                draw => Independent(draw, 120, null, 0.76, 0.7).HoldsLead("a", "b", 0.06)
            ),
        ];

    private static IEnumerable<SimulationLine> Of(int n, double share)
    {
        string design = string.Create(CultureInfo.InvariantCulture, $"{n} samples, accuracy {share}");
        // The coverage of any interval of a discrete share swings about its level: Brown, Cai and DasGupta (2001), figure 5.
        yield return Covers(Family, design, Value, draw => Independent(draw, n, null, share).HoldsValue("a", share));
        yield return Errors(Family, design, PassRate, draw => Independent(draw, n, null, share).Passes(AtLeast(share)));
        yield return Errors(Family, design, FailRate, draw => Independent(draw, n, null, share).Fails(AtLeast(share)));
    }
}
