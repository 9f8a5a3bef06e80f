using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;
using EvalHarness.Logs;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>The same samples asked with several prompts, which are drawn as the samples are.</summary>
internal static class PromptLines
{
    private const string Family = "prompts";
    private const double Mean = 0.6;

    public static IEnumerable<SimulationLine> All =>
        [
            Covers(
                Family,
                "5 of 100 samples, 5 points apart (sd)",
                "interval of the mean over prompts holds it",
                draw => HoldsMean(draw, prompts: 5, samples: 100, deviation: 0.05)
            ),
        ];

    /// <summary>Half of the answers hang on the sample alone, so that they are those of the same samples.</summary>
    private static bool? HoldsMean(Draw draw, int prompts, int samples, double deviation)
    {
        double[] ease = [.. Enumerable.Range(0, samples).Select(_ => draw.Uniform())];
        ScoreTable[] tables =
        [
            .. Enumerable
                .Range(0, prompts)
                .Select(prompt =>
                {
                    double share = Math.Clamp(Mean + (deviation * draw.Normal()), 0, 1);
                    double[] scores =
                    [
                        .. ease.Select(easy => (draw.Chance(0.5) ? easy : draw.Uniform()) < share ? 1.0 : 0),
                    ];
                    return new SimulatedRun { Samples = samples }
                        .Scored(Name(0), scores)
                        .Table();
                }),
        ];
        var table = tables[0] with
        {
            Tasks =
            [
                .. tables.Select(
                    (one, prompt) =>
                        one.Tasks[0] with
                        {
                            Task = one.Tasks[0].Task with
                            {
                                Name = $"task@{prompt}",
                                Variant = new TaskVariant("task", $"{prompt}"),
                            },
                        }
                ),
            ],
        };
        return Comparer.Compare(table).Prompts[0].Models[0].Mean is { Low: { } low, High: { } high }
            ? low <= Mean && Mean <= high
            : null;
    }
}
