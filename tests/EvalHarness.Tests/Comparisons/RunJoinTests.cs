using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class RunJoinTests
{
    private static readonly string[] Targets = [.. Enumerable.Range(0, 40).Select(i => "ab"[i % 2].ToString())];

    private static ScoreTable Run(string id, string model, Func<int, bool> isRight, int samples = 40)
    {
        var answers = Targets.Take(samples).Select((target, i) => isRight(i) ? target : "z");
        var table = Board.Of(Targets.Take(samples), [new Accuracy()]).With(model, [.. answers]).Table();
        return table with { Header = table.Header with { Id = id } };
    }

    [Test]
    public void Models_of_two_runs_are_paired_by_sample()
    {
        var joined = RunJoin.Join([Run("r1", "old", i => i % 4 != 0), Run("r2", "new", i => i % 10 != 0)]);
        var together = Board
            .Of(Targets, [new Accuracy()])
            .With("old", [.. Targets.Select((target, i) => i % 4 != 0 ? target : "z")])
            .With("new", [.. Targets.Select((target, i) => i % 10 != 0 ? target : "z")]);
        var (a, b) = (Pair(joined), Pair(together.Table()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(a.PValue, Is.EqualTo(b.PValue));
            Assert.That((a.Difference.Low, a.Difference.High), Is.EqualTo((b.Difference.Low, b.Difference.High)));
            Assert.That((a.OnlyFirstRight, a.OnlySecondRight), Is.EqualTo((b.OnlyFirstRight, b.OnlySecondRight)));
        }
    }

    [Test]
    public void One_model_in_two_runs_is_told_apart_by_the_run()
    {
        var joined = RunJoin.Join([Run("r1", "m", _ => true), Run("r2", "m", i => i > 3)]);
        Assert.That(joined.Tasks[0].Models.Select(model => model.Name), Is.EqualTo(new[] { "m (r1)", "m (r2)" }));
    }

    [Test]
    public void Samples_that_one_run_lacks_are_left_out_and_said()
    {
        var joined = RunJoin.Join([Run("r1", "a", _ => true), Run("r2", "b", _ => true, 30)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(joined.Tasks[0].Samples, Has.Length.EqualTo(30));
            Assert.That(joined.Tasks[0].Cells, Has.All.Property("Outcomes").Length.EqualTo(30));
            Assert.That(joined.Header.Warnings, Has.Some.Contains("only the 30 samples that every run has"));
        }
    }

    [Test]
    public void A_sample_whose_content_changed_is_a_fault()
    {
        var (first, second) = (Run("r1", "a", _ => true), Run("r2", "b", _ => true));
        var task = second.Tasks[0];
        var changed = task with
        {
            Samples = [.. task.Samples.Select((s, i) => i == 7 ? s with { ContentHash = "other" } : s)],
        };
        Assert.That(
            () => RunJoin.Join([first, second with { Tasks = [changed] }]),
            Throws.TypeOf<DocumentException>().With.Message.Contains("r2: sample 's7' of 'task' with other content")
        );
    }

    [Test]
    public void Joined_runs_still_say_whom_a_team_asked()
    {
        var asking = Board
            .Of(Targets, [new Accuracy()])
            .With("team", Targets)
            .Asking([.. Targets.Select((_, i) => new Route([i % 4 == 0 ? "big" : "small"], RouteReason.Slice))])
            .Table();

        var joined = RunJoin.Join([asking, Run("r2", "b", _ => true, 30)]);

        Assert.That(
            Comparer.Compare(joined).Tasks[0].Models[0].Team?.Members,
            Is.EqualTo([new TeamMember("small", 22, 22), new TeamMember("big", 8, 8)])
        );
    }

    private static PairedComparison Pair(ScoreTable table) =>
        Comparer.Compare(table).Tasks[0].Headline.Find("new", "old")!;
}
