using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class PublishedComparerTests
{
    private static readonly PublishedScore[] Scores =
    [
        new("task", "accuracy", "paper-a", 0.9, 1000, true) { Study = "x", ProtocolSd = 0.04 },
        new("task", "accuracy", "paper-b", 0.5, 1000, true) { Study = "x", ProtocolSd = 0.04 },
    ];

    [Test]
    public void Own_runs_and_published_scores_share_a_leaderboard_and_are_not_tested_against_each_other()
    {
        var own = OwnRun();
        var header = WithBoard(own.Header, own.Tasks[0].Task.Name);

        var metric = Comparer.Compare(own with { Header = header }).Tasks.Single().Headline;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                metric.Leaderboard.Select(row => (row.Rank, row.Model, row.Published is not null)),
                Is.EqualTo([(1, "paper-a", true), (2, "ours", false), (3, "paper-b", true), (4, "theirs", false)])
            );
            Assert.That(metric.Find("paper-a", "ours")!.Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(metric.Find("paper-a", "ours")!.PValue, Is.Null);
            Assert.That(metric.Find("paper-a", "paper-b")!.Verdict, Is.EqualTo(PairVerdict.Better));
            Assert.That(metric.Find("ours", "theirs")!.PValue, Is.Not.Null);
        }
    }

    [Test]
    public void A_board_of_published_scores_alone_ties_no_untested_pair()
    {
        var header = WithBoard(new RunHeader("r", "s", "", default), "elsewhere", score => score with { N = null });

        var task = Comparer.Compare(new ScoreTable(header, [])).Tasks.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(task.IsPublished);
            Assert.That(task.Headline.TieGroups, Is.EqualTo([new TieGroup(0, 0), new TieGroup(1, 1)]));
            Assert.That(task.Headline.Reference, Is.EqualTo("paper-a"));
        }
    }

    private static ScoreTable OwnRun()
    {
        string[] targets = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "yes" : "no")];
        var board = Board.Of(targets, [new Accuracy()]);
        return board
            .With("ours", [.. targets.Select((target, i) => i % 4 == 0 ? "?" : target)])
            .With("theirs", [.. targets.Select((target, i) => i % 4 == 0 ? target : "?")])
            .Table();
    }

    private static RunHeader WithBoard(
        RunHeader header,
        string task,
        Func<PublishedScore, PublishedScore>? change = null
    ) =>
        header with
        {
            Models =
            [
                .. header.Models,
                .. Scores.Select(score => new ModelHeader(score.Model, "published", ModelKind.General, "", "")
                {
                    IsPublished = true,
                }),
            ],
            Published =
            [
                new PublishedBoard(
                    task,
                    ["accuracy"],
                    [.. Scores.Select(score => (change?.Invoke(score) ?? score) with { Task = task })]
                ),
            ],
        };
}
