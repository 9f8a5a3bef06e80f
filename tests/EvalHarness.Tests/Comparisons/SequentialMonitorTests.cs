using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Sequential;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class SequentialMonitorTests
{
    private static readonly string[] Targets = [.. Enumerable.Range(0, 400).Select(i => "ab"[i % 2].ToString())];

    private static ScoreTable Two(
        Func<int, bool> first,
        Func<int, bool> second,
        Func<int, string?>? cluster = null,
        IMetric[]? metrics = null
    ) =>
        Board
            .Of(Targets, metrics ?? [new Accuracy(), new MacroF1()], new CompareSpec("base", Resamples: 200), cluster)
            .With("base", [.. Targets.Select((target, i) => second(i) ? target : "z")])
            .With("ours", [.. Targets.Select((target, i) => first(i) ? target : "z")], ModelKind.Custom)
            .Table();

    private static ScoreTable Stopped(ScoreTable table, int looksTaken)
    {
        var task = table.Tasks[0];
        var ids = task.Samples.Select(sample => (sample.Id, sample.Cluster));
        int asked = SamplingOrder.Of(table.Header.Seed, "task", ids).SamplesAt(looksTaken, 20);
        var rule = new StopRule("decided", 20, "")
        {
            LooksTaken = looksTaken,
            IsDecided = true,
            Asked = new Dictionary<string, int> { ["task"] = asked },
        };
        return table with { Header = table.Header with { Stop = rule } };
    }

    [Test]
    public void A_clear_difference_is_decided_early_and_p_is_one_over_the_largest_capital()
    {
        var table = Two(i => i % 10 != 0, i => i % 2 == 0);
        var pair = SequentialMonitor.Watch(table).Single();
        var bets = new BettingSequence(BettingRule.PlugIn(0.75, plannedN: 400));
        foreach (int i in SamplingOrder.Of(table.Header.Seed, table.Tasks[0]).Samples)
        {
            bets.Add((1 + (i % 10 != 0 ? 1 : 0) - (i % 2 == 0 ? 1 : 0)) / 2.0);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((pair.Model, pair.Against, pair.Verdict), Is.EqualTo(("ours", "base", PairVerdict.Better)));
            Assert.That(pair.DecidedAt, Is.LessThan(10));
            Assert.That(pair.Looks, Has.Length.EqualTo(20));
            Assert.That(pair.Last.Samples, Is.EqualTo(400));
            Assert.That(pair.Last.P, Is.EqualTo(Math.Exp(-bets.LargestLogCapital(0.5))).Within(1e-12).Percent);
            Assert.That(pair.TimesAsWide, Is.InRange(1, 2));
            Assert.That(pair.Last.Low, Is.GreaterThan(0));
        }
    }

    [Test]
    public void Models_that_answer_alike_become_equivalent_only_by_a_sequence_within_the_margin()
    {
        var table = Two(_ => true, _ => true);
        ScoreTable Within(double margin) =>
            table with
            {
                Header = table.Header with { Compare = new CompareSpec("base", Margin: margin) },
            };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SequentialMonitor.Watch(Within(0.01)).Single().Verdict, Is.EqualTo(PairVerdict.Undecided));
            Assert.That(SequentialMonitor.Watch(Within(0.02)).Single().Verdict, Is.EqualTo(PairVerdict.Equivalent));
            Assert.That(SequentialMonitor.Watch(table).Single().Last.P, Is.EqualTo(1));
        }
    }

    [Test]
    public void Clusters_are_the_units()
    {
        var pair = SequentialMonitor.Watch(Two(i => i / 8 % 3 != 0, i => i / 8 % 2 == 0, i => $"c{i / 8}")).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((pair.Last.Samples, pair.Last.Units), Is.EqualTo((400, 50)));
            Assert.That(pair.Method, Does.Contain("drawn by clusters"));
        }
    }

    [Test]
    public void A_metric_that_is_no_mean_is_not_watched()
    {
        Assert.That(SequentialMonitor.Watch(Two(_ => true, _ => true, metrics: [new MacroF1()])), Is.Empty);
    }

    [Test]
    public void The_family_shares_the_error_rate()
    {
        var board = Board
            .Of(Targets, [new Accuracy()], new CompareSpec("base", ["all"]))
            .With("base", Targets)
            .With("b", Targets)
            .With("c", Targets);
        var pairs = SequentialMonitor.Watch(board.Table());
        Assert.That(pairs.Select(pair => pair.Level), Is.EqualTo(new[] { 0.975, 0.975 }).Within(1e-12));
    }

    [Test]
    public void A_stopped_run_tells_the_sequence_and_neither_the_value_at_the_stop_nor_what_was_left_unasked()
    {
        var table = Stopped(Two(i => i % 10 != 0, i => i % 2 == 0), 8);
        var cells = table.Tasks[0].Cells;
        foreach (
            int place in SamplingOrder.Of(7, "task", table.Tasks[0].Samples.Select(s => (s.Id, s.Cluster))).Samples[
                160..
            ]
        )
        {
            cells[0].Outcomes[place] = cells[1].Outcomes[place] = Outcome.NotRun;
        }

        var comparison = Comparer.Compare(table);
        var task = comparison.Tasks[0];
        var pair = task.Headline.Find("ours", "base")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(task.Samples, Is.EqualTo(160));
            Assert.That(task.Models.Select(model => model.Completeness.Missing), Has.All.Zero);
            Assert.That(task.Models.Select(model => model.Completeness.Unasked), Has.All.EqualTo(240));
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.Better));
            Assert.That(pair.Difference.Value, Is.Null);
            Assert.That(pair.Difference.Low, Is.GreaterThan(0));
            Assert.That(task.Metrics[1].Pairs.Single().Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(task.Metrics[1].Pairs.Single().Difference.Low, Is.Null);
            Assert.That(
                NoteText.Of(comparison),
                Has.Some.Contains("8 of 20 times").And.Some.Contains("times as wide as an interval for one look")
            );
            Assert.That(comparison.Monitored, Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void A_stopped_run_still_says_whom_a_team_asked()
    {
        var board = Board
            .Of(Targets, [new Accuracy()], new CompareSpec("base", Resamples: 200))
            .With("base", [.. Targets.Select((target, i) => i % 2 == 0 ? target : "z")])
            .With("team", Targets, ModelKind.Custom)
            .Asking([.. Targets.Select(_ => new Route(["small", "big"], RouteReason.Unsure, 0.4))]);

        var team = Comparer.Compare(Stopped(board.Table(), 8)).Tasks[0].Models.Single(one => one.Model == "team").Team;

        Assert.That(
            team?.Members.Select(member => (member.Model, member.Asked)),
            Is.EqualTo([("small", 160L), ("big", 160L)])
        );
    }

    [Test]
    public void Clusters_of_unlike_size_weigh_as_on_the_board()
    {
        // Ours loses nearly all in twenty clusters of 20 and wins three quarters in 200 of 2: a mean of clusters' means would
        // favour it, samples do not.
        static bool IsLarge(int i) => i < 400;
        static string Cluster(int i) => IsLarge(i) ? $"large {i / 20}" : $"small {i / 2}";
        string[] targets = [.. Enumerable.Range(0, 800).Select(i => "ab"[i % 2].ToString())];
        var table = Board
            .Of(targets, [new Accuracy()], new CompareSpec("base", Resamples: 200), Cluster)
            .With("base", [.. targets.Select((target, i) => IsLarge(i) || i % 4 == 0 ? target : "z")])
            .With(
                "ours",
                [.. targets.Select((target, i) => IsLarge(i) ? (i % 20 < 1 ? target : "z") : target)],
                ModelKind.Custom
            )
            .Table();
        var board = Comparer.Compare(table).Tasks[0].Headline.Find("ours", "base")!;
        var last = SequentialMonitor.Watch(table).Single().Last;
        double middle = (last.Low + last.High) / 2;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(board.Difference.Value, Is.EqualTo(-0.1).Within(1e-12));
            Assert.That(last.Low, Is.LessThanOrEqualTo(-0.1));
            Assert.That(last.High, Is.GreaterThanOrEqualTo(-0.1));
            Assert.That(middle, Is.Negative);
        }
    }
}
