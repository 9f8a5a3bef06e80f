using System.Globalization;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class ScoreRowsTests
{
    /// <summary>Six questions, three repeats, two models: right answers of each model by question.</summary>
    private static readonly int[][] Right =
    [
        [3, 2, 3, 0, 1, 3],
        [2, 2, 1, 0, 0, 3],
    ];

    private static IEnumerable<ScoreRow> Repeated() =>
        from model in Enumerable.Range(0, 2)
        from question in Enumerable.Range(0, 6)
        from epoch in Enumerable.Range(1, 3)
        select Row(
            $"q{question}",
            model == 0 ? "a" : "b",
            epoch <= Right[model][question] ? 1 : 0,
            epoch.ToString(CultureInfo.InvariantCulture)
        );

    private static ScoreRow Row(string sample, string model, double? score, string epoch = "") =>
        new(sample, model, score, new Location("scores.csv", 2)) { Epoch = epoch };

    private static MetricComparison Compare(IEnumerable<ScoreRow> rows, string? clusterField = null) =>
        Comparer.Compare(ScoreRows.Tabulate("scores", rows, clusterField: clusterField)).Tasks[0].Headline;

    [Test]
    public void Repeats_are_averaged_within_a_sample_and_their_variance_is_taken_apart()
    {
        var accuracy = Compare(Repeated());
        var pair = accuracy.Find("a", "b")!;
        double[] means = [.. Right[0].Zip(Right[1], (a, b) => (a - b) / 3.0)];
        var test = TTest.OneSample(means);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(accuracy.Metric, Is.EqualTo("accuracy"));
            Assert.That(pair.Difference.Value, Is.EqualTo(4 / 18.0).Within(1e-15));
            Assert.That(pair.Difference.StandardError, Is.EqualTo(test.StandardError!.Value).Within(1e-15));
            Assert.That(pair.Statistic, Is.EqualTo(test.T!.Value).Within(1e-14));
            Assert.That(pair.DegreesOfFreedom, Is.EqualTo(5));
            Assert.That(pair.PValue, Is.EqualTo(test.P!.Value).Within(1e-15));
            var row = accuracy.Leaderboard[0];
            // Within: 0, 2/3 over 2, 0, 0, 2/3 over 2, 0 averaged over six questions.
            Assert.That(row.Epochs!.Within, Is.EqualTo(1 / 9.0).Within(1e-15));
            Assert.That(row.Epochs.NaiveIndependent, Is.LessThan(row.Epochs.StandardError!));
            Assert.That(row.Estimate.Note, Does.StartWith("3 repeats averaged within each sample"));
        }
    }

    [Test]
    public void Scores_that_are_all_0_or_1_are_an_accuracy_and_others_a_mean()
    {
        ScoreRow[] binary = [Row("1", "m", 1), Row("2", "m", 0), Row("3", "m", 1)];
        ScoreRow[] graded = [.. binary, Row("4", "m", 0.5)];
        ScoreRow[] open = [.. binary, Row("4", "m", 12)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Compare(binary).Metric, Is.EqualTo("accuracy"));
            Assert.That(Compare(binary).Leaderboard[0].Estimate.Method, Is.EqualTo("Wilson score interval"));
            Assert.That((Compare(graded).Metric, Compare(graded).IsShare), Is.EqualTo(("score", false)));
            Assert.That((Compare(open).Metric, Compare(open).IsShare), Is.EqualTo(("score", false)));
        }
    }

    [Test]
    public void The_order_of_rows_changes_no_number()
    {
        var forth = Compare(Repeated()).Find("a", "b")!;
        var back = Compare(Repeated().Reverse()).Find("a", "b")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(back.Difference.Value, Is.EqualTo(forth.Difference.Value!.Value).Within(1e-15));
            Assert.That(back.Difference.Low, Is.EqualTo(forth.Difference.Low!.Value).Within(1e-14));
            Assert.That(back.PValue, Is.EqualTo(forth.PValue!.Value).Within(1e-14));
        }
    }

    [Test]
    public void Rows_of_one_cluster_are_not_independent()
    {
        var rows = Enumerable
            .Range(0, 80)
            .SelectMany(i =>
                new[] { Row($"{i}", "a", i / 4 % 3 == 0 ? 0 : 1), Row($"{i}", "b", i / 4 % 2 == 0 ? 1 : 0) }.Select(
                    row => row with { Cluster = $"document {i / 4}" }
                )
            );
        var pair = Compare(rows, "document").Find("a", "b")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((pair.Difference.N, pair.Difference.Clusters), Is.EqualTo((80, 20)));
            Assert.That(pair.DegreesOfFreedom, Is.EqualTo(19));
            Assert.That(pair.Difference.Note, Does.Contain("only 20 clusters"));
            // Equal within clusters: the correlation is 1 and four samples say what one does.
            Assert.That(pair.DesignEffect!.IntraclassCorrelation, Is.EqualTo(1).Within(1e-12));
            Assert.That(pair.DesignEffect.Factor, Is.EqualTo(4).Within(1e-12));
        }
    }

    [Test]
    public void What_a_model_lacks_leaves_the_pair_is_counted_and_bounds_the_difference()
    {
        var rows = Enumerable
            .Range(0, 100)
            .SelectMany(i => new[] { Row($"{i}", "a", i < 4 ? null : i % 2), Row($"{i}", "b", i % 4 == 0 ? 0 : 1) });
        var table = ScoreRows.Tabulate("scores", rows, new CompareSpec(Candidates: ["all"], MaxFailed: 0.1));
        var pair = Comparer.Compare(table).Tasks[0].Headline.Find("a", "b")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((pair.Difference.N, pair.LeftOut), Is.EqualTo((96, 4)));
            // a is right on 48 of 96, b on 75 of all 100.
            Assert.That(pair.AttritionBounds!.Value.Low, Is.EqualTo(0.48 - 0.75).Within(1e-15));
            Assert.That(pair.AttritionBounds.Value.High, Is.EqualTo(0.52 - 0.75).Within(1e-15));
        }
    }

    [Test]
    public void Many_missing_scores_block_the_verdict()
    {
        var rows = Enumerable
            .Range(0, 50)
            .SelectMany(i => new[] { Row($"{i}", "a", i < 5 ? null : 1), Row($"{i}", "b", 0) });
        Assert.That(Compare(rows).Find("a", "b")!.Verdict, Is.EqualTo(PairVerdict.NotComparable));
    }

    [Test]
    public void A_second_score_of_one_answer_is_a_fault_at_its_row()
    {
        ScoreRow[] rows =
        [
            new("q", "m", 1, new Location("s.csv", 2, 1)),
            new("q", "m", 0, new Location("s.csv", 3, 1)),
        ];
        Assert.That(
            () => ScoreRows.Tabulate("s", rows),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "s.csv:3:1: a second score of 'm' on sample 'q' (the first: s.csv:2:1); expected one score each, or a column that numbers the repeats"
                )
        );
    }

    [Test]
    public void Tasks_and_prompts_are_tasks_of_their_own_with_the_models_that_have_a_row_there()
    {
        ScoreRow[] rows =
        [
            Row("1", "a", 1) with
            {
                Task = "law",
                Prompt = "short",
            },
            Row("1", "a", 0) with
            {
                Task = "law",
                Prompt = "long",
            },
            Row("1", "b", 0.5) with
            {
                Task = "tax",
            },
        ];
        var table = ScoreRows.Tabulate("scores", rows);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                table.Tasks.Select(task => task.Task.Name),
                Is.EqualTo(new[] { "law@short", "law@long", "tax" })
            );
            Assert.That(
                table.Tasks.Select(task => task.MetricNames[0]),
                Is.EqualTo(new[] { "accuracy", "accuracy", "score" })
            );
            Assert.That(table.Tasks.Select(task => task.Models.Single().Name), Is.EqualTo(new[] { "a", "a", "b" }));
            Assert.That(table.Tasks[0].Task.Variant, Is.EqualTo(new TaskVariant("law", "short")));
            Assert.That(table.Header.Models.Select(model => model.Name), Is.EqualTo(new[] { "a", "b" }));
        }
    }

    [Test]
    public void A_task_that_is_called_as_another_with_its_prompt_is_a_fault()
    {
        ScoreRow[] rows =
        [
            Row("1", "a", 1) with
            {
                Task = "law",
                Prompt = "short",
            },
            Row("1", "a", 0) with
            {
                Task = "law@short",
            },
        ];
        Assert.That(
            () => ScoreRows.Tabulate("scores", rows),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.Contains("a task 'law@short', which is a task and its prompt too")
        );
    }

    [Test]
    public void What_a_model_cost_whose_requests_all_failed_is_unknown_without_a_price()
    {
        var rows = Enumerable
            .Range(0, 4)
            .SelectMany(i =>
                new[]
                {
                    Row($"{i}", "a", null) with
                    {
                        Outcome = Outcome.Failed,
                    },
                    Row($"{i}", "b", null),
                    Row($"{i}", "c", 1),
                }
            );
        var models = Comparer.Compare(ScoreRows.Tabulate("scores", rows)).Tasks[0].Models;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((models[0].CostUsd, models[0].CostBasis), Is.EqualTo(((decimal?)null, "no price given")));
            Assert.That(models[1].CostUsd, Is.Zero, "nothing was asked");
            Assert.That(models[2].CostUsd, Is.Null);
        }
    }
}
