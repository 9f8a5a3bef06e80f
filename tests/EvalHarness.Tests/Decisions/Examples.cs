using EvalHarness.Decisions.Specs;
using EvalHarness.Suites;
using EvalHarness.Tests.Golden;

namespace EvalHarness.Tests.Decisions;

/// <summary>Decisions to test with.</summary>
internal static class Examples
{
    /// <summary>A worked example of the golden cases, with fewer draws where a test needs no precision.</summary>
    public static DecisionSpec Worked(string id, int draws = 20_000)
    {
        var model = GoldenFiles.Named(id).Input.GetProperty("model");
        return DecisionReader.Parse(model.GetRawText(), id, SuiteCatalog.With()) with
        {
            MonteCarlo = new MonteCarloSpec(draws),
        };
    }

    /// <summary>S2 of the worked example: S1 with the frontier and the specialists of S3.</summary>
    public static DecisionSpec MovingFrontier(int draws = 20_000)
    {
        var third = Worked("example-S3", draws);
        var first = Worked("example-S1", draws);
        return first with
        {
            Market = third.Market,
            Options = first.Options.Add(third.Option("specialists")),
            Studies = [],
        };
    }

    /// <summary>A hosted model and one other option, with nothing uncertain.</summary>
    public static DecisionSpec Plain(params OptionSpec[] others) =>
        new(
            "hosted",
            new VolumeSpec(100_000),
            new ValueSpec(1.0, 1.0),
            [new OptionSpec("hosted", 0.8) { FixedPerMonth = 1000 }, .. others]
        )
        {
            Market = new MarketSpec(FrontierErrorReductionPerYear: 0.0),
            MonteCarlo = new MonteCarloSpec(64),
        };
}
