using System.Globalization;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Money, whose distribution is skewed: log-normal with mean 1.</summary>
internal static class CostLines
{
    private const string Family = "skewed costs";
    private const string Cost = "task/cost";

    public static IEnumerable<SimulationLine> All =>
        [
            .. Of(30, 0.5),
            .. Of(30, 1),
            .. Of(100, 1),
            .. Of(300, 1),
            .. Of(30, 1.5),
            .. Of(300, 1.5),
            Errors(Family, "60 samples, sigma 1", FalseVerdict, draw => Scores(draw, 60, 1, 2).TellsApart()),
        ];

    private static IEnumerable<SimulationLine> Of(int n, double sigma)
    {
        string design = string.Create(CultureInfo.InvariantCulture, $"{n} samples, sigma {sigma}");
        SimulatedRun Priced(Draw draw)
        {
            double[] usd = Draws(draw, n, sigma);
            return new SimulatedRun { Samples = n }.Priced("a", usd, usd);
        }

        yield return Covers(Family, design, Value, draw => Scores(draw, n, sigma, 1).HoldsValue("a", 1));
        yield return Errors(Family, design, PassRate, draw => Priced(draw).Passes(AtMost(1, Cost)));
        yield return Errors(Family, design, FailRate, draw => Priced(draw).Fails(AtMost(1, Cost)));
    }

    private static double[] Draws(Draw draw, int n, double sigma) =>
        [.. Enumerable.Range(0, n).Select(_ => draw.LogNormal(sigma))];

    private static SimulatedRun Scores(Draw draw, int n, double sigma, int models)
    {
        var run = new SimulatedRun { Samples = n };
        for (int model = 0; model < models; model++)
        {
            run = run.Scored(Name(model), Draws(draw, n, sigma), isRightOrWrong: false, lowerIsBetter: true);
        }

        return run;
    }
}
