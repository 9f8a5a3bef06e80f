using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Conclusions;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Judging;

/// <summary>A judged metric that labels of people correct, on the board, in pairs and in gates.</summary>
public sealed class CorrectedBoardTests
{
    private static readonly string[] Models = ["ours", "rival"];

    private static LeaderboardRow Row(Evaluation evaluation, string model) =>
        evaluation.Comparison.Tasks[0].Headline.Leaderboard.Single(row => row.Model == model);

    private static PredictionPoweredMean Expected(string model)
    {
        int[] labelled = [.. JudgedSetup.Labelled];
        int[] rest = [.. Enumerable.Range(1, JudgedSetup.Samples).Except(labelled)];
        double Score(int i) => JudgedSetup.Shines(model, i) ? 1 : 0;
        return PredictionPowered.Tuned(
            [.. labelled.Select(i => JudgedSetup.LabelOf(model, i))],
            [.. labelled.Select(Score)],
            [.. rest.Select(Score)]
        );
    }

    [Test]
    public async Task The_board_shows_what_people_would_say_and_not_what_the_judge_says()
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels();

        var evaluation = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            foreach (string model in Models)
            {
                var estimate = Row(evaluation, model).Estimate;
                Assert.That(estimate.Value, Is.EqualTo(Expected(model).Value).Within(1e-12), model);
                Assert.That(estimate.Method, Is.EqualTo("cluster-robust prediction-powered t interval (PPI++)"));
                Assert.That(estimate.Note, Is.EqualTo("corrected by 40 labels of people"));
            }

            var pair = evaluation.Comparison.Tasks[0].Headline.Pairs.Single();
            double apart = Expected(pair.Model).Value - Expected(pair.Against).Value;
            Assert.That(pair.Difference.Value, Is.EqualTo(apart).Within(1e-12));
            Assert.That(pair.Test, Is.EqualTo("Prediction-powered t test (PPI++)"));
            Assert.That(pair.PValue, Is.InRange(0, 1));
        }
    }

    [Test]
    public async Task What_is_corrected_is_not_watched_as_samples_come_in()
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels();
        var corrected = await setup.RunAsync();
        setup.Write(calibration: false);
        var raw = await setup.RunAsync();

        Assert.That(
            (SequentialMonitor.Watch(corrected.Scores).Length, SequentialMonitor.Watch(raw.Scores).Length),
            Is.EqualTo((0, 1))
        );
    }

    [Test]
    public async Task A_slice_with_too_few_labels_has_no_number_beside_corrected_ones()
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels();

        var evaluation = await setup.RunAsync();

        var slices = evaluation.Comparison.Tasks[0].Headline.Slices;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slices.Select(slice => slice.Value), Is.EquivalentTo(["even", "odd"]));
            foreach (var row in slices.SelectMany(slice => slice.Rows))
            {
                Assert.That(
                    row.Estimate.Note,
                    row.Estimate.Value is null
                        ? Does.Contain("labelled by people, of 20 that a corrected mean takes")
                        : Does.StartWith("corrected by"),
                    row.Model
                );
            }
        }
    }

    [Test]
    public async Task The_run_folder_alone_tells_the_same_without_the_table()
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels();
        var first = await setup.RunAsync();
        File.Delete(setup.LabelsFile);

        var again = await Evaluation.OpenAsync(first.Folder.Path, setup.Options with { Rescore = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Models.Select(model => Row(again, model).Estimate),
                Is.EqualTo(Models.Select(model => Row(first, model).Estimate))
            );
            Assert.That(first.Scores.Header.DataHashes.Keys, Does.Contain("human.csv"));
        }
    }

    [Test]
    public async Task Labels_that_come_after_the_run_are_taken_when_it_is_scored_by_the_suite()
    {
        var setup = new JudgedSetup();
        setup.Write(calibration: false);
        var raw = await setup.RunAsync();
        int asked = setup.Judge.Asked.Count;
        setup.Write();
        setup.WriteLabels();

        var scored = await Evaluation.OpenAsync(raw.Folder.Path, setup.Options with { RescoreBy = setup.SuiteFile });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Row(raw, "ours").Estimate.Value, Is.EqualTo(Raw("ours")).Within(1e-12));
            Assert.That(Row(scored, "ours").Estimate.Value, Is.EqualTo(Expected("ours").Value).Within(1e-12));
            Assert.That(setup.Judge.Asked, Has.Count.EqualTo(asked));
        }
    }

    [Test]
    public async Task A_model_with_too_few_labels_keeps_its_own_mean_is_told_and_is_tested_against_no_corrected_one()
    {
        var setup = new JudgedSetup();
        setup.Write();
        setup.WriteLabels(["ours"], $"s1,\"{JudgedSetup.AnswerOf("rival", 1)}\",0.5,");

        var evaluation = await setup.RunAsync();

        var rival = Row(evaluation, "rival").Estimate;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rival.Value, Is.EqualTo(Raw("rival")).Within(1e-12));
            Assert.That(rival.Note, Does.StartWith("the judge's own mean, not corrected"));
            Assert.That(
                evaluation.Comparison.Tasks[0].Headline.Pairs.Single().Reason,
                Is.EqualTo(new PairReason.Uncorrected("rival"))
            );
        }
    }

    [Test]
    public async Task Gates_go_by_what_people_would_say()
    {
        const string gates = """
            gates:
              - { model: ours, metric: words/judged_quality, at_least: 0.7 }
              - { model: ours, metric: words/judged_quality, at_least: 0.2 }
              - { model: ours, metric: words/judged_quality, not_worse_than: rival, margin: 0.02 }
            """;
        var setup = new JudgedSetup();
        setup.Write(sections: gates);
        setup.WriteLabels();

        var corrected = await setup.RunAsync();
        setup.Write(calibration: false, judge: "allow_uncalibrated: true,", sections: gates);
        var raw = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                corrected.Gates.Select(gate => gate.Verdict),
                Is.EqualTo(new[] { GateVerdict.Fail, GateVerdict.Pass, GateVerdict.Inconclusive })
            );
            Assert.That(corrected.Gates[0].Estimate!.Value, Is.EqualTo(Expected("ours").Value).Within(1e-12));
            Assert.That(raw.Gates[0].Verdict, Is.EqualTo(GateVerdict.Pass), "the judge alone would have let it pass");
        }
    }

    [Test]
    public async Task A_gate_on_a_model_with_too_few_labels_stays_open()
    {
        var setup = new JudgedSetup();
        setup.Write(sections: "gates: [{ model: rival, metric: words/judged_quality, at_least: 0.1 }]");
        setup.WriteLabels(["ours"]);

        var gate = (await setup.RunAsync()).Gates.Single();

        Assert.That(
            (gate.Verdict, gate.Reason),
            Is.EqualTo((GateVerdict.Inconclusive, new GateReason.FewLabels("quality", "rival", 20)))
        );
    }

    private static double Raw(string model) =>
        Enumerable.Range(1, JudgedSetup.Samples).Average(i => JudgedSetup.Shines(model, i) ? 1.0 : 0);
}
