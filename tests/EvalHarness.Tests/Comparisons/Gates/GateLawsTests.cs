using CsCheck;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Gates;

/// <summary>What holds of gates whatever the data are.</summary>
public sealed class GateLawsTests
{
    /// <summary>Metrics, each with whether the run could stop at any look at its data.</summary>
    private static readonly object[] Metrics =
    [
        new object[] { "task/accuracy", false },
        new object[] { "task/macro_f1", false },
        new object[] { "task/accuracy", true },
    ];

    private static readonly Gen<(int Samples, int First, int Second, int Shift)> Runs = Gen.Select(
        Gen.Int[20, 120],
        Gen.Int[2, 9],
        Gen.Int[2, 9],
        Gen.Int[0, 3]
    );

    private static ScoreTable Table((int Samples, int First, int Second, int Shift) run, bool isLookedAt)
    {
        var table = GateSetup.Run(
            run.Samples,
            ("m", i => i % run.First != 0),
            ("other", i => (i + run.Shift) % run.Second != 0)
        );
        return isLookedAt
            ? table with
            {
                Header = table.Header with { Stop = new StopRule("decided", 20, "") { LooksTaken = 20 } },
            }
            : table;
    }

    [TestCaseSource(nameof(Metrics))]
    public void A_stricter_bound_never_turns_a_failure_into_a_pass(string metric, bool isLookedAt) =>
        Gen.Select(Runs, Gen.Double[0, 1], Gen.Double[0, 1])
            .Sample(
                (run, one, two) =>
                {
                    var table = Table(run, isLookedAt);
                    GateVerdict At(double bound) =>
                        GateSetup.Only(table, new GateSpec("m", metric, AtLeast: bound)).Verdict;
                    return Rank(At(Math.Min(one, two))) >= Rank(At(Math.Max(one, two)));
                },
                iter: 60,
                threads: 1
            );

    [TestCaseSource(nameof(Metrics))]
    public void A_wider_margin_never_turns_a_pass_into_a_failure(string metric, bool isLookedAt) =>
        Gen.Select(Runs, Gen.Double[0, 0.5], Gen.Double[0, 0.5])
            .Sample(
                (run, one, two) =>
                {
                    var table = Table(run, isLookedAt);
                    GateVerdict At(double margin) =>
                        GateSetup.Only(table, new GateSpec("m", metric, NotWorseThan: "other", Margin: margin)).Verdict;
                    return Rank(At(Math.Max(one, two))) >= Rank(At(Math.Min(one, two)));
                },
                iter: 60,
                threads: 1
            );

    [TestCaseSource(nameof(Metrics))]
    public void Swapping_the_models_turns_better_into_worse(string metric, bool isLookedAt) =>
        Runs.Sample(
            run =>
            {
                var table = Table(run, isLookedAt);
                var ahead = GateSetup.Only(table, new GateSpec("m", metric, BetterThan: "other"));
                var behind = GateSetup.Only(table, new GateSpec("other", metric, NotWorseThan: "m", Margin: 0));
                return Math.Abs(ahead.PassPValue!.Value - behind.FailPValue!.Value) < 1e-12
                    && Math.Abs(ahead.FailPValue!.Value - behind.PassPValue!.Value) < 1e-12;
            },
            iter: 40,
            threads: 1
        );

    [Test]
    public void No_gate_passes_and_fails_at_once([Values] bool isLookedAt) =>
        Gen.Select(Runs, Gen.Double[0, 1])
            .Sample(
                (run, bound) =>
                {
                    var result = GateSetup.Only(
                        Table(run, isLookedAt),
                        new GateSpec("m", "task/accuracy", AtLeast: bound)
                    );
                    return result.PassPValue + result.FailPValue >= 1 - 1e-12;
                },
                iter: 200,
                threads: 1
            );

    private static int Rank(GateVerdict verdict) =>
        verdict switch
        {
            GateVerdict.Pass => 2,
            GateVerdict.Inconclusive => 1,
            GateVerdict.Fail => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a verdict of data"),
        };
}
