using EvalHarness.Core;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Many equal models, measured against a named one or against the best.</summary>
internal static class FamilyLines
{
    private const string Family = "many models";
    private const string Any = "any of the family told apart";

    public static IEnumerable<SimulationLine> All =>
        [
            .. Of(2, 200),
            .. Of(5, 200),
            .. Of(20, 60),
            .. Of(50, 25),
            Errors(
                Family,
                "5 equal, scores, best is the reference",
                Any,
                draw => Scores(draw, 5, new CompareSpec(Candidates: ["all"], Resamples: 200)).TellsAnyApart()
            ),
        ];

    private static IEnumerable<SimulationLine> Of(int models, int experiments)
    {
        yield return Errors(
            Family,
            $"{models} equal, a named reference",
            Any,
            draw => Rights(draw, models, new CompareSpec("a", ["all"], Resamples: 200)).TellsAnyApart()
        ) with
        {
            Short = experiments,
        };
        yield return Errors(
            Family,
            $"{models} equal, best is the reference",
            Any,
            draw => Rights(draw, models, new CompareSpec(Candidates: ["all"], Resamples: 200)).TellsAnyApart()
        ) with
        {
            Short = experiments,
        };
    }

    private static SimulatedRun Rights(Draw draw, int models, CompareSpec compare) =>
        Independent(draw, 200, compare, [.. Enumerable.Repeat(0.7, models)]);

    private static SimulatedRun Scores(Draw draw, int models, CompareSpec compare)
    {
        var run = new SimulatedRun { Samples = 60, Compare = compare };
        for (int model = 0; model < models; model++)
        {
            run = run.Scored(
                Name(model),
                [.. Enumerable.Range(0, 60).Select(_ => draw.Normal())],
                isRightOrWrong: false
            );
        }

        return run;
    }
}
