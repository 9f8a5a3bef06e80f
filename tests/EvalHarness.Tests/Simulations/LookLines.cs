using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Core;
using EvalHarness.Logs;
using static EvalHarness.Tests.Simulations.Catalogue;
using static EvalHarness.Tests.Simulations.Designs;

namespace EvalHarness.Tests.Simulations;

/// <summary>Runs that are looked at while they go on, and stop when it suits.</summary>
internal static class LookLines
{
    private const string Family = "looks";
    private const string Ever = "equal models told apart at any of 20 looks";
    private const string AllLooks = "sequence holds the difference at all looks";
    private const string AnyPass = "gate passes at any of 10 looks at its true value";
    private static readonly CompareSpec Exactly = new("b", ["all"], Margin: 0);

    public static IEnumerable<SimulationLine> All =>
        [
            Errors(
                Family,
                "400 samples, accuracy 0.7",
                Ever,
                draw => Decides(Independent(draw, 400, Exactly, 0.7, 0.7))
            ),
            Errors(Family, "60 clusters of 6", Ever, draw => Decides(Grouped(draw, Equal(60, 6), 0.7, 0.7))),
            Errors(Family, "60 log-normal clusters", Ever, draw => Decides(Grouped(draw, LogNormal(60), 0.7, 0.7))),
            Covers(
                Family,
                "300 samples, 0.76 against 0.7",
                AllLooks,
                draw => Holds(Independent(draw, 300, Exactly, 0.76, 0.7), 0.06)
            ),
            Covers(
                Family,
                "60 log-normal clusters, 0.8 against 0.7",
                AllLooks,
                draw => Holds(Grouped(draw, LogNormal(60), 0.8, 0.7), 0.1)
            ),
            Errors(
                Family,
                "200 samples, accuracy 0.9",
                AnyPass,
                draw => EverPasses(Independent(draw, 200, Exactly, 0.9, 0.9), AtLeast(0.9))
            ),
            Errors(
                Family,
                "200 samples, better than an equal one",
                AnyPass,
                draw =>
                    EverPasses(Independent(draw, 200, Exactly, 0.7, 0.7), new GateSpec("a", Accuracy, BetterThan: "b"))
            ),
            Errors(
                Family,
                "40 log-normal clusters, accuracy 0.9",
                AnyPass,
                draw => EverPasses(Grouped(draw, LogNormal(40), 0.9, 0.9), AtLeast(0.9))
            ),
            new(
                Family,
                "5,000 samples, 2 points of 20 %",
                "decided, as the pages name it",
                Counts.Named,
                0.75,
                draw => Decides(TwoPoints(draw))
            )
            {
                Short = 60,
            },
        ];

    private static SimulatedRun Grouped(Draw draw, Func<Draw, int[]> sizes, params double[] accuracies) =>
        Clustered(draw, sizes(draw), 0.2, accuracies) with
        {
            Compare = Exactly,
        };

    /// <summary>Two models that differ by 2 points and disagree on 20 % of the samples.</summary>
    private static SimulatedRun TwoPoints(Draw draw)
    {
        const int n = 5_000;
        var (a, b) = (new double[n], new double[n]);
        for (int i = 0; i < n; i++)
        {
            double u = draw.Uniform();
            (a[i], b[i]) =
                u < 0.11 ? (1, 0)
                : u < 0.2 ? (0, 1)
                : u < 0.7 ? (1, 1)
                : (0, 0);
        }

        return new SimulatedRun { Samples = n, Compare = Exactly }
            .Scored("a", a)
            .Scored("b", b);
    }

    private static bool? Decides(SimulatedRun run) =>
        SequentialMonitor.Watch(run.Table()).Single().DecidedAt is not null;

    private static bool? Holds(SimulatedRun run, double lead)
    {
        var pair = SequentialMonitor.Watch(run.Table()).Single();
        double truth = pair.Model == "a" ? lead : -lead;
        return pair.Looks.All(look => look.Low <= truth && truth <= look.High);
    }

    private static bool? EverPasses(SimulatedRun run, GateSpec gate)
    {
        var table = run.Table();
        var order = SamplingOrder.Of(table.Header.Seed, table.Tasks[0]);
        return Enumerable
            .Range(1, 10)
            .Any(look => Asked.Decides(StoppedAt(table, order, 2 * look), gate, GateVerdict.Pass) == true);
    }

    private static ScoreTable StoppedAt(ScoreTable table, SamplingOrder order, int look)
    {
        var rule = new StopRule("decided", 20, "")
        {
            LooksTaken = look,
            Asked = new Dictionary<string, int> { ["task"] = order.SamplesAt(look, 20) },
        };
        return table with { Header = table.Header with { Stop = rule } };
    }
}
