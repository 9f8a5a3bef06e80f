using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Gates;

/// <summary>What an undecided gate says is missing: right for its test, and less the more there is.</summary>
public sealed class GateAdviceTests
{
    private const string OnAccuracy = "task/accuracy";

    [TestCase(3)]
    [TestCase(10)]
    [TestCase(20)]
    [TestCase(28)]
    public void All_right_is_never_on_a_bound_of_nine_tenths_and_needs_twenty_nine(int n)
    {
        var result = GateSetup.Only(GateSetup.Run(n, ("m", _ => true)), new GateSpec("m", OnAccuracy, AtLeast: 0.9));
        using (Assert.EnterMultipleScope())
        {
            // 0.9^29 = 0.047 is the first power of it below 0.05.
            Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(result.SamplesNeeded, Is.EqualTo(29 - n));
            Assert.That(result.Reason, Is.Null);
        }
    }

    [Test]
    public void What_is_on_the_bound_is_said_to_be()
    {
        var table = GateSetup.Run(100, ("m", i => i % 10 != 0));
        Assert.That(
            GateSetup.Only(table, new GateSpec("m", OnAccuracy, AtLeast: 0.9)).Why(),
            Does.StartWith("the value lies on the bound")
        );
    }

    [TestCase(0.8, 0.9)]
    [TestCase(0.95, 0.9)]
    [TestCase(0.5, 0.45)]
    public void What_a_share_misses_falls_by_each_sample_that_comes(double bound, double value)
    {
        int step = 20;
        long[] totals =
        [
            .. Enumerable
                .Range(1, 12)
                .Select(k => k * step)
                .Select(n =>
                    (
                        n,
                        GateSetup.Only(
                            GateSetup.Run(n, ("m", i => i % step < value * step)),
                            new GateSpec("m", OnAccuracy, AtLeast: bound)
                        )
                    )
                )
                .Where(one => one.Item2.Verdict == GateVerdict.Inconclusive)
                .Select(one => one.n + one.Item2.SamplesNeeded!.Value),
        ];
        Assert.That(totals.Distinct().Count(), Is.EqualTo(1), string.Join(' ', totals));
    }

    [TestCase("clustered", 1, 5)]
    [TestCase("repeated", 3, 1)]
    [TestCase("repeated in clusters", 2, 4)]
    public void What_a_mean_or_a_difference_misses_falls_as_data_like_these_come_in(
        string name,
        int epochs,
        int clusterSize
    )
    {
        GateSpec[] gates =
        [
            new("a", OnAccuracy, AtLeast: 0.82),
            new("a", OnAccuracy, BetterThan: "b"),
            new("a", OnAccuracy, NotWorseThan: "b", Margin: 0.01),
        ];
        int seen = 0;
        foreach (var gate in gates)
        {
            long[] undecided = Enumerable
                .Range(1, 8)
                .Select(copies => GateSetup.Only(Copies(copies, epochs, clusterSize), gate))
                .TakeWhile(result => result.Verdict == GateVerdict.Inconclusive)
                .Select(result => result.SamplesNeeded!.Value)
                .ToArray();
            Assert.That(undecided, Is.Ordered.Descending, $"{name}: {string.Join(' ', undecided)}");
            seen += undecided.Length;
        }

        Assert.That(seen, Is.GreaterThan(1), "too few undecided gates to learn from");
    }

    [Test]
    public void As_many_trials_as_are_said_to_be_needed_always_have_the_power()
    {
        foreach (var (share, bound) in new[] { (0.9, 0.8), (0.97, 0.9), (0.6, 0.5), (1, 0.99) })
        {
            int size = (int)OneSidedPower.SizeOfBinomial(share, bound, 0.8, 0.05)!.Value;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(OneSidedPower.OfBinomial(size - 1, share, bound, 0.05), Is.LessThan(0.8));
                Assert.That(
                    Enumerable.Range(size, 100).Select(n => OneSidedPower.OfBinomial(n, share, bound, 0.05)),
                    Is.All.GreaterThanOrEqualTo(0.8)
                );
            }
        }
    }

    [Test]
    public void The_distance_that_a_gate_finds_is_that_of_its_own_test()
    {
        var result = GateSetup.Only(
            GateSetup.Run(200, ("m", i => i % 10 != 0)),
            new GateSpec("m", OnAccuracy, AtLeast: 0.88)
        );
        double found = result.MinimalDetectable!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OneSidedPower.OfBinomial(200, 0.88 + found, 0.88, 0.05), Is.EqualTo(0.8).Within(1e-9));
            Assert.That(GateText.Describe(result), Does.Contain("Found with 80 % power"));
        }
    }

    /// <summary>Two models over eight clusters, or forty samples, as many times.</summary>
    private static EvalHarness.Logs.ScoreTable Copies(int copies, int epochs, int clusterSize)
    {
        var source = new RandomSource(11, 5);
        double[] first = new double[40 * epochs];
        double[] second = new double[40 * epochs];
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = source.NextDouble() < 0.85 ? 1 : 0;
            second[i] = source.NextDouble() < 0.78 ? 1 : 0;
        }

        return Tabled.Scores(
            clusterSize == 1 ? null : [.. Enumerable.Range(0, 40 * copies).Select(i => $"c{i / clusterSize}")],
            [
                ("a", [.. Enumerable.Repeat(first, copies).SelectMany(one => one)]),
                ("b", [.. Enumerable.Repeat(second, copies).SelectMany(one => one)]),
            ],
            epochs: epochs
        );
    }
}
