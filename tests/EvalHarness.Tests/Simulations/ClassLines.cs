using EvalHarness.Core;
using EvalHarness.Scoring.Metrics;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Macro F1 of three classes, one of them rare.</summary>
internal static class ClassLines
{
    private const string Family = "rare classes";
    private const string MacroF1 = "task/macro_f1";
    private static readonly string[] Labels = ["x", "y", "z"];
    private static readonly double[] Shares = [0.80, 0.15, 0.05];

    /// <summary>How often a class is answered rightly; what is wrong goes to the others in proportion to their shares.</summary>
    private static readonly double[] Recall = [0.9, 0.7, 0.6];

    public static IEnumerable<SimulationLine> All => [.. Of(100), .. Of(300)];

    private static IEnumerable<SimulationLine> Of(int n)
    {
        string design = $"{n} samples of 80, 15 and 5 %";
        yield return Errors(Family, design, FalseVerdict, draw => Run(draw, n, 2).TellsApart()) with
        {
            Short = 120,
        };
        yield return Covers(Family, design, Value, draw => Run(draw, n, 1).HoldsValue("a", Truth)) with
        {
            Short = 120,
        };
        yield return Errors(Family, design, PassRate, draw => Run(draw, n, 1).Passes(AtLeast(Truth, MacroF1))) with
        {
            Short = 120,
        };
        yield return Errors(Family, design, FailRate, draw => Run(draw, n, 1).Fails(AtLeast(Truth, MacroF1))) with
        {
            Short = 120,
        };
    }

    /// <summary>The value of so many answers that chance is out of it.</summary>
    private static double Truth =>
        Enumerable
            .Range(0, Labels.Length)
            .Average(k =>
            {
                double hits = Shares[k] * Recall[k];
                double answered = Enumerable.Range(0, Labels.Length).Sum(of => Shares[of] * Chance(of, k));
                return 2 * hits / (Shares[k] + answered);
            });

    private static double Chance(int of, int answer) =>
        of == answer ? Recall[of] : (1 - Recall[of]) * Shares[answer] / (1 - Shares[of]);

    private static SimulatedRun Run(Draw draw, int n, int models)
    {
        int[] classes = [.. Enumerable.Range(0, n).Select(_ => Pick(draw, Shares))];
        var run = new SimulatedRun { Samples = n, Compare = new CompareSpec(Candidates: ["all"], Resamples: 500) };
        for (int model = 0; model < models; model++)
        {
            string[] answers =
            [
                .. classes.Select(of => Labels[Pick(draw, [.. Labels.Select((_, k) => Chance(of, k))])]),
            ];
            run = run.Answered(Name(model), new MacroF1(), Labels, [.. classes.Select(of => Labels[of])], answers);
        }

        return run;
    }

    private static int Pick(Draw draw, double[] chances)
    {
        double u = draw.Uniform();
        for (int k = 0; k < chances.Length - 1; k++)
        {
            u -= chances[k];
            if (u < 0)
            {
                return k;
            }
        }

        return chances.Length - 1;
    }
}
