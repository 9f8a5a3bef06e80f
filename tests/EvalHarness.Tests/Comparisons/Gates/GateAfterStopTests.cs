using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Sequential;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Gates;

/// <summary>Gates of a run that could stop at any look at its data.</summary>
public sealed class GateAfterStopTests
{
    private const int Samples = 400;
    private const string OnAccuracy = "task/accuracy";

    private static readonly GateSpec Better = new("m", OnAccuracy, BetterThan: "other");

    /// <summary>The run as it stopped at a look of twenty: what came after in the drawn order was not run.</summary>
    private static ScoreTable StoppedAt(ScoreTable table, int look)
    {
        var order = SamplingOrder.Of(table.Header.Seed, table.Tasks[0]);
        int asked = order.SamplesAt(look, 20);
        int[] cells = [.. Enumerable.Range(0, order.Samples.Length)];
        foreach (int left in order.Samples[asked..])
        {
            cells[left] = -1;
        }

        var rule = new StopRule("decided", 20, "")
        {
            LooksTaken = look,
            IsDecided = true,
            Asked = new Dictionary<string, int> { [table.Tasks[0].Task.Name] = asked },
        };
        return new ScoreTable(
            table.Header with
            {
                Stop = rule,
            },
            [table.Tasks[0] with { Cells = [.. table.Tasks[0].Cells.Select(model => model.Pick(cells))] }]
        );
    }

    private static ScoreTable Clear(int look = 8) =>
        StoppedAt(GateSetup.Run(Samples, ("m", i => i % 10 != 0), ("other", i => i % 2 == 0)), look);

    private static double Right(ScoreTable table, int model, int sample) =>
        table.Tasks[0].Cells[model].Statistics[0][2 * sample];

    [Test]
    public void A_pair_that_the_leaderboard_decides_is_decided_alike_by_its_gate()
    {
        var table = Clear();
        // The capital of bets against "the difference is at most 0", on the samples in the order of the seed.
        var bets = new BettingSequence(BettingRule.PlugIn(0.75, plannedN: 400), 0.1);
        foreach (int i in SamplingOrder.Of(table.Header.Seed, table.Tasks[0]).Samples[..160])
        {
            bets.Add((1 + Right(table, 0, i) - Right(table, 1, i)) / 2);
        }

        double capital = 2 * Math.Exp(bets.LargestLogCapitalAbove(0.5));

        var pair = Comparer.Compare(table).Tasks[0].Headline.Find("m", "other")!;
        var result = GateSetup.Only(table, Better);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((pair.Verdict, result.Verdict), Is.EqualTo((PairVerdict.Better, GateVerdict.Pass)));
            Assert.That(result.PassPValue, Is.EqualTo(1 / capital).Within(1e-9 / capital));
            Assert.That(result.Estimate!.Value, Is.Null, "the value at a stop is biased");
            Assert.That(result.Estimate.Low, Is.Positive);
            Assert.That(result.Estimate.N, Is.EqualTo(160));
            Assert.That(
                GateText.Describe(result),
                Does.Contain("Difference to other within ").And.Contains(" points (90 % confidence sequence, n = 160).")
            );
        }
    }

    [Test]
    public void Requests_that_the_stop_left_unasked_did_not_fail()
    {
        var results = GateEvaluator.Evaluate(
            Clear()
                .With(
                    Better,
                    new GateSpec("m", Outcome: "not_run", AtMost: 0),
                    new GateSpec("m", OnAccuracy, AtLeast: 0.5)
                )
        );

        Assert.That(results.Select(result => result.Verdict), Has.All.EqualTo(GateVerdict.Pass));
    }

    [Test]
    public void Requests_that_failed_before_the_stop_are_still_an_error()
    {
        var table = Clear();
        int first = SamplingOrder.Of(table.Header.Seed, table.Tasks[0]).Samples[0];
        int second = SamplingOrder.Of(table.Header.Seed, table.Tasks[0]).Samples[1];
        table.Tasks[0].Cells[0].Outcomes[first] = table.Tasks[0].Cells[0].Outcomes[second] = Outcome.Failed;

        var result = GateSetup.Only(table, Better);

        Assert.That(
            (result.Verdict, result.Why()),
            Is.EqualTo((GateVerdict.Error, "2 of 160 requests to m failed or were not run, more than 1 %"))
        );
    }

    [Test]
    public void What_has_no_test_that_allows_for_looks_is_open_and_takes_no_power_from_the_others()
    {
        var f1 = new GateSpec("m", "task/macro_f1", BetterThan: "other");
        var money = new GateSpec("m", "task/cost", AtMost: 1);
        var table = Clear();
        foreach (var cells in table.Tasks[0].Cells)
        {
            Array.Fill(cells.CostUsd, 0.01m);
        }

        var results = GateEvaluator.Evaluate(table.With(f1, money, Better));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                results.Select(result => result.Verdict),
                Is.EqualTo([GateVerdict.Inconclusive, GateVerdict.Inconclusive, GateVerdict.Pass])
            );
            Assert.That(results[0].Why(), Does.Contain("no test that is valid after that"));
            Assert.That(results[1].Reason, Is.EqualTo(new GateReason.NoTestAfterLooks()));
            Assert.That(results[2].Family, Is.EqualTo(1));
        }
    }

    [Test]
    public void A_gate_that_the_samples_asked_leave_open_says_what_asks_the_rest()
    {
        var result = GateSetup.Only(Clear(), new GateSpec("m", OnAccuracy, AtLeast: 0.9));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Verdict, result.SamplesNeeded), Is.EqualTo((GateVerdict.Inconclusive, (long?)null)));
            Assert.That(result.Why(), Does.EndWith("run the suite without --stop-when to ask all of them"));
        }
    }

    [Test]
    public void A_data_set_is_compared_with_that_of_the_baseline_whole()
    {
        var gate = new GateSpec("m", OnAccuracy, NotWorseThan: "baseline", Margin: 0.1);
        ScoreTable Whole(Func<int, bool> isRight) => GateSetup.Run(Samples, ("m", isRight));

        var now = StoppedAt(Whole(i => i % 10 != 0), 8);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(GateSetup.Only(now, gate, Whole(i => i % 2 == 0)).Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(GateSetup.Only(now, gate, Whole(i => i % 10 != 0)).Test, Does.Contain("as in the baseline"));
            Assert.That(
                GateSetup.Only(Whole(_ => true), gate, now).Reason,
                Is.EqualTo(new GateReason.BaselineLookedAt())
            );
        }
    }

    [Test]
    public void Clusters_are_drawn_whole_and_samples_count()
    {
        var table = StoppedAt(
            GateSetup.Clustered(Samples, 50, ("m", i => i % 10 != 0), ("other", i => i % 2 == 0)),
            10
        );

        var result = GateSetup.Only(table, Better);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Estimate!.N, result.Estimate.Clusters), Is.EqualTo((200L, 25L)));
            Assert.That(result.Test, Does.EndWith("over samples drawn by clusters"));
        }
    }
}
