using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>The same samples under several prompts: what is set beside each other, and what is said of it.</summary>
public sealed class PromptComparerTests
{
    // Right answers are "a": four samples, a string a prompt.
    private static readonly string[] General = ["aab-", "a-b-", "aaab"];
    private static readonly string[] Tuned = ["aaab", "aaaa", "aaba"];

    [Test]
    public void The_scores_of_a_task_are_set_beside_each_other_by_model_and_metric()
    {
        var found = Compare([new Accuracy(), new MacroF1()], ("general", General), ("tuned", Tuned));

        var accuracy = found[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                found.Select(one => (one.Task, one.Metric)),
                Is.EqualTo([("task", "accuracy"), ("task", "macro_f1")])
            );
            Assert.That(accuracy.Prompts, Is.EqualTo(["p0", "p1", "p2"]));
            Assert.That(accuracy.Models.Select(model => model.Model), Is.EqualTo(["general", "tuned"]));
            Assert.That(accuracy.Models[0].Values, Is.EqualTo(new double?[] { 0.5, 0.25, 0.75 }));
            Assert.That(accuracy.Models[0].Spread, Is.EqualTo(0.5));
            Assert.That(accuracy.Models[0].Mean.Value, Is.EqualTo(0.5).Within(1e-15));
            Assert.That(accuracy.Models[0].Mean.Low, Is.Zero, "no share lies below 0");
            Assert.That(accuracy.Models[0].Effects!.Items, Is.EqualTo(4));
            Assert.That(
                PromptText.Moves(accuracy),
                Is.EqualTo("prompts move general by 50.0 points (25.0 to 75.0); tuned by 25.0 points (75.0 to 100.0)")
            );
        }
    }

    [Test]
    public void A_metric_that_is_no_mean_has_scores_and_a_spread_and_no_components()
    {
        var f1 = Compare([new MacroF1()], ("general", General))[0].Models[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(f1.Spread, Is.GreaterThan(0));
            Assert.That((f1.Effects, f1.Mean.Low), Is.EqualTo(((object?)null, (double?)null)));
            Assert.That(f1.Mean.Note, Does.StartWith("no mean of one number a sample"));
        }
    }

    [Test]
    public void A_difference_tells_whether_its_sign_holds_under_every_prompt()
    {
        var holds = Compare([new Accuracy()], ("general", General), ("tuned", ["aaab", "aaaa", "aaaa"]))[0];
        var turns = Compare([new Accuracy()], ("general", General), ("tuned", ["aaab", "aaaa", "----"]))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(holds.Reference, Is.EqualTo("general"));
            Assert.That(holds.Differences[0].Values, Is.EqualTo(new double?[] { 0.25, 0.75, 0.25 }));
            Assert.That(holds.Differences[0].Mean.Value, Is.EqualTo(1.25 / 3).Within(1e-15));
            Assert.That(PromptText.Holds(holds, holds.Differences[0]), Is.EqualTo("better under all 3 prompts"));
            Assert.That(
                PromptText.Holds(turns, turns.Differences[0]),
                Is.EqualTo("better under 2 of 3 prompts, worse under 1")
            );
        }
    }

    [Test]
    public void Samples_without_an_answer_under_one_of_the_prompts_are_left_out_of_the_components()
    {
        var table = Table([new Accuracy()], ("general", ["aab-", "a-b-", "aaa!"]));
        var model = Comparer.Compare(table).Prompts[0].Models[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That((model.LeftOut, model.Effects!.Items), Is.EqualTo((1, 3)));
            Assert.That(
                model.Values,
                Is.EqualTo(new double?[] { 2.0 / 3, 1.0 / 3, 1 }).Within(1e-15),
                "of the three samples that they share"
            );
        }
    }

    [Test]
    public void Where_no_sample_was_answered_under_every_prompt_that_is_what_is_said()
    {
        var table = Table([new Accuracy()], ("general", ["aa!!", "!!aa", "aaaa"]));

        Assert.That(
            Comparer.Compare(table).Prompts[0].Models[0].Mean.Note,
            Is.EqualTo("no sample was answered under every prompt")
        );
    }

    [Test]
    public void Two_prompts_are_said_to_be_too_few_for_a_claim()
    {
        var mean = Compare([new Accuracy()], ("general", General[..2]))[0].Models[0].Mean;

        Assert.That(
            (mean.Value, mean.Low, mean.Note),
            Is.EqualTo(((double?)0.375, (double?)null, "2 prompts are too few for a claim about others"))
        );
    }

    [Test]
    public void A_run_of_one_prompt_a_task_has_nothing_to_compare() =>
        Assert.That(
            Comparer.Compare(Board.Of(["a", "a"], [new Accuracy()]).With("general", ["a", "b"]).Table()).Prompts,
            Is.Empty
        );

    private static System.Collections.Immutable.ImmutableArray<PromptComparison> Compare(
        IMetric[] metrics,
        params (string Model, string[] Answers)[] models
    ) => Comparer.Compare(Table(metrics, models)).Prompts;

    private static ScoreTable Table(IMetric[] metrics, params (string Model, string[] Answers)[] models)
    {
        ScoreTable[] tables =
        [
            .. models[0]
                .Answers.Select(
                    (_, prompt) =>
                    {
                        var board = Board.Of(["a", "a", "a", "a"], metrics);
                        foreach (var (model, answers) in models)
                        {
                            board = board.With(
                                model,
                                [.. answers[prompt].Select(Answer)],
                                model == "tuned" ? ModelKind.Custom : ModelKind.General
                            );
                        }

                        return board.Table();
                    }
                ),
        ];
        return tables[0] with
        {
            Tasks =
            [
                .. tables.Select(
                    (one, prompt) =>
                        one.Tasks[0] with
                        {
                            Task = one.Tasks[0].Task with
                            {
                                Name = $"task@p{prompt}",
                                Variant = new TaskVariant("task", $"p{prompt}"),
                            },
                        }
                ),
            ],
        };
    }

    private static string? Answer(char one) =>
        one switch
        {
            '-' => null,
            '!' => "failed",
            _ => one.ToString(),
        };
}
