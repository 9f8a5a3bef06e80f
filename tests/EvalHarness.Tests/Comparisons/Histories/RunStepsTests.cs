using EvalHarness.Comparisons.Histories;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Histories;

public sealed class RunStepsTests
{
    private static readonly string[] Targets = [.. Enumerable.Range(0, 200).Select(i => "ab"[i % 2].ToString())];

    private static ScoreTable Run(string id, Func<int, bool> isRight, int samples = 200, string fingerprint = "m")
    {
        var answers = Targets.Take(samples).Select((target, i) => isRight(i) ? target : "z");
        var table = Board.Of(Targets.Take(samples), [new Accuracy()]).With("m", [.. answers]).Table();
        var task = table.Tasks[0];
        return new ScoreTable(
            table.Header with
            {
                Id = id,
            },
            [task with { Models = [task.Models[0] with { Fingerprint = fingerprint, Description = fingerprint }] }]
        );
    }

    [Test]
    public void A_step_is_the_paired_difference_of_one_model_on_the_samples_of_both_runs()
    {
        // Wrong on 50 before, on 20 of those now: 30 won, none lost.
        var step = RunSteps.Between(Run("r1", i => i % 4 != 0), Run("r2", i => i % 10 != 0 || i % 4 != 0)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((step.From, step.To, step.Shared, step.IsSame), Is.EqualTo(("r1", "r2", 200, false)));
            Assert.That(step.Difference!.Value, Is.EqualTo(0.2).Within(1e-12));
            Assert.That(step.Flips, Is.EqualTo(new FlipCounts(40, 0, 150, 10, 0)));
            Assert.That(step.PValue, Is.LessThan(1e-6));
        }
    }

    [Test]
    public void Equal_answers_are_the_same_and_are_not_tested()
    {
        var step = RunSteps.Between(Run("r1", i => i % 4 != 0), Run("r2", i => i % 4 != 0)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.IsSame);
            Assert.That(step.PValue, Is.Null);
            Assert.That(step.Causes, Is.Empty);
        }
    }

    [Test]
    public void Another_fingerprint_and_other_samples_are_told_as_what_changed()
    {
        var step = RunSteps.Between(Run("r1", _ => true, 200, "v1"), Run("r2", i => i > 3, 150, "v2")).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Shared, Is.EqualTo(150));
            Assert.That(
                step.Causes,
                Is.EqualTo(
                    new[]
                    {
                        new StepCause(StepCauseKind.Data, "", "50 removed"),
                        new StepCause(StepCauseKind.Model, "v1", "v2"),
                    }
                )
            );
        }
    }

    [Test]
    public void A_sample_of_the_same_id_and_other_content_is_no_shared_sample()
    {
        var (first, second) = (Run("r1", _ => true), Run("r2", _ => true));
        var task = second.Tasks[0];
        var changed = task with
        {
            Samples = [.. task.Samples.Select((s, i) => i < 5 ? s with { ContentHash = "other" } : s)],
        };
        var step = RunSteps.Between(first, second with { Tasks = [changed] }).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Shared, Is.EqualTo(195));
            Assert.That(step.Causes.Single().To, Is.EqualTo("5 changed"));
        }
    }

    [Test]
    public void Flips_name_the_samples_that_were_won_lost_and_wrong_in_another_way()
    {
        var before = Board.Of(["a", "a", "b", "b"], [new Accuracy()]).With("m", ["a", "b", "z", "b"]).Table();
        var after = Board.Of(["a", "a", "b", "b"], [new Accuracy()]).With("m", ["b", "a", "a", "b"]).Table();
        var flips = RunFlips.Between(before, after, "task", "m");
        Assert.That(
            flips.Select(flip => (flip.Sample.Id, flip.Kind, flip.AnswerBefore, flip.AnswerAfter)),
            Is.EqualTo(
                new[]
                {
                    ("s0", FlipKind.Lost, "a", "b"),
                    ("s1", FlipKind.Won, "b", "a"),
                    ("s2", FlipKind.WrongDifferently, "z", "a"),
                }
            )
        );
    }

    [Test]
    public void Steps_are_corrected_by_Holm_over_those_whose_answers_differ()
    {
        ModelStep Step(double p, bool isSame = false) =>
            new("task", "m", "accuracy", "r1", "r2")
            {
                PValue = isSame ? null : p,
                IsSame = isSame,
                Difference = new(0.1, 0, 0.2, 0.95, 100, 100, "test"),
            };
        ModelStep[] steps = [Step(0.02), Step(1, isSame: true), Step(0.001), Step(0.04)];
        var judged = StepVerdicts.Judge(steps, 0.95);
        double[] holm = MultipleComparisons.Holm([0.02, 0.001, 0.04]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                judged.Select(step => step.AdjustedPValue),
                Is.EqualTo(new double?[] { holm[0], null, holm[1], holm[2] })
            );
            Assert.That(
                judged.Select(step => step.Verdict),
                Is.EqualTo(
                    new[] { StepVerdict.Better, StepVerdict.Same, StepVerdict.Better, StepVerdict.Better }
                ).AsCollection
            );
        }
    }

    [Test]
    public void A_difference_that_correction_takes_back_is_undecided_and_never_equal()
    {
        var step = new ModelStep("task", "m", "accuracy", "r1", "r2")
        {
            PValue = 0.03,
            Difference = new(0.1, 0.01, 0.2, 0.95, 100, 100, "test"),
            NeededAt = [.. ModelStep.TestCounts.Select(tests => (long?)tests)],
        };
        var judged = StepVerdicts.Judge([step, step, step, step], 0.95);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged, Has.All.Property("Verdict").EqualTo(StepVerdict.Undecided));
            Assert.That(judged[0].SamplesNeeded, Is.EqualTo(5), "the next number of tests that is told, not fewer");
        }
    }
}
