using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Gates;

/// <summary>What gates are about: outcomes, slices, all models, models left out, and what an undecided one blocks.</summary>
public sealed class GateSubjectTests
{
    private const string OnAccuracy = "task/accuracy";

    [Test]
    public void Failed_requests_are_counted_and_join_no_family()
    {
        string[] answers = Enumerable.Range(0, 200).Select(i => i < 3 ? "failed" : "a").ToArray();
        var table = Board
            .Of(Enumerable.Repeat("a", 200), [new Accuracy()], new CompareSpec(MaxFailed: 0.05))
            .With("m", answers)
            .Table();
        GateSpec At(double share) => new("m", Outcome: "failed", AtMost: share);

        var results = GateEvaluator.Evaluate(table.With(At(0.01), At(0.015), At(0.02)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                results.Select(result => result.Verdict),
                Is.EqualTo(new[] { GateVerdict.Fail, GateVerdict.Pass, GateVerdict.Pass })
            );
            Assert.That(results.Select(result => result.Family), Is.All.Zero);
        }
    }

    [Test]
    public void Too_many_failed_requests_are_an_error_and_never_a_pass()
    {
        string[] answers = Enumerable.Range(0, 200).Select(i => i < 3 ? "failed" : "a").ToArray();
        var table = Board.Of(Enumerable.Repeat("a", 200), [new Accuracy()]).With("m", answers).Table();

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, AtLeast: 0.5));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Error));
            Assert.That(result.Blocks, Is.True);
            Assert.That(result.Why(), Does.StartWith("3 of 200 requests to m failed or were not run"));
        }
    }

    [TestCase("half=neither", "no sample has half=neither")]
    [TestCase("third=even", "no sample has third=even")]
    public void A_slice_that_no_sample_has_is_an_error(string slice, string reason)
    {
        var table = GateSetup.Run(100, ("m", _ => true));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, Slice: slice, AtLeast: 0));

        Assert.That((result.Verdict, result.Why()), Is.EqualTo((GateVerdict.Error, reason)));
    }

    [Test]
    public void A_slice_counts_its_own_samples_alone()
    {
        var table = GateSetup.Run(200, ("m", i => i % 2 == 0));
        GateSpec Of(string half) => new("m", OnAccuracy, Slice: $"half={half}", AtLeast: 0.9);

        var results = GateEvaluator.Evaluate(table.With(Of("even"), Of("odd")));

        Assert.That(
            results.Select(result => (result.Verdict, result.Estimate!.N)),
            Is.EqualTo(new[] { (GateVerdict.Pass, 100L), (GateVerdict.Fail, 100L) })
        );
    }

    [Test]
    public void A_gate_on_all_models_is_one_gate_a_model_but_the_reference()
    {
        var table = GateSetup.Run(100, ("m", _ => true), ("n", _ => true), ("other", i => i % 2 == 0));

        var results = GateEvaluator.Evaluate(table.With(new GateSpec("all", OnAccuracy, BetterThan: "other")));

        Assert.That(results.Select(result => result.Model), Is.EqualTo(new[] { "m", "n" }));
    }

    [Test]
    public void Unlike_protocols_are_an_error_unless_the_suite_compares_across_them()
    {
        var board = Board.Of(Enumerable.Repeat("a", 100), [new Accuracy()]);
        string[] all = Enumerable.Repeat("a", 100).ToArray();
        var table = board.With("m", all).With("other", all, protocol: "4-shot").Table();
        var gate = new GateSpec("m", OnAccuracy, NotWorseThan: "other", Margin: 0.1);
        var across = table with
        {
            Header = table.Header with { Compare = table.Header.Compare with { AcrossProtocols = true } },
        };

        Assert.That(
            (GateSetup.Only(table, gate).Verdict, GateSetup.Only(across, gate).Verdict),
            Is.EqualTo((GateVerdict.Error, GateVerdict.Pass))
        );
    }

    [Test]
    public void A_model_that_is_left_out_skips_its_gates_and_says_so()
    {
        var table = GateSetup.Run(100, ("m", _ => true));
        var away = new ModelHeader("gpt-4o", "", ModelKind.General, "", "") { Skipped = "OPENAI_API_KEY is not set" };
        table = table with { Header = table.Header with { Models = [.. table.Header.Models, away] } };

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, NotWorseThan: "gpt-4o"));

        Assert.That(
            (result.Verdict, result.Why()),
            Is.EqualTo((GateVerdict.Skipped, "gpt-4o is left out: OPENAI_API_KEY is not set"))
        );
    }

    [Test]
    public void A_published_model_before_the_others_shifts_none_of_them_and_is_no_part_of_all()
    {
        var table = GateSetup.Run(100, ("m", _ => true), ("n", i => i % 2 == 0));
        var published = new ModelHeader("paper", "published", ModelKind.General, "", "") { IsPublished = true };
        table = table with { Header = table.Header with { Models = [published, .. table.Header.Models] } };

        var results = GateEvaluator.Evaluate(
            table.With(
                new GateSpec("all", OnAccuracy, AtLeast: 0.8),
                new GateSpec("m", OnAccuracy, BetterThan: "paper")
            )
        );

        Assert.That(
            results.Select(result => (result.Model, result.Verdict)),
            Is.EqualTo(new[] { ("m", GateVerdict.Pass), ("n", GateVerdict.Fail), ("m", GateVerdict.Error) })
        );
    }

    [TestCase(Inconclusive.Fail, true)]
    [TestCase(Inconclusive.Warn, false)]
    [TestCase(Inconclusive.Pass, false)]
    [TestCase(null, true)]
    public void An_undecided_gate_blocks_as_the_suite_says(Inconclusive? rule, bool blocks)
    {
        var gate = new GateSpec("m", OnAccuracy, AtLeast: 0.9, Inconclusive: rule);

        Assert.That(GateSetup.Only(GateSetup.Run(100, ("m", i => i % 10 != 0)), gate).Blocks, Is.EqualTo(blocks));
    }

    [Test]
    public void The_samples_that_tell_most_are_those_that_the_model_lost_and_the_reference_won()
    {
        var table = GateSetup.Run(100, ("m", i => i is not (3 or 7 or 50)), ("other", i => i != 50));

        var result = GateSetup.Only(table, new GateSpec("m", OnAccuracy, BetterThan: "other"));

        Assert.That(result.TellingSamples, Is.EqualTo(new[] { "s3", "s7" }));
    }
}
