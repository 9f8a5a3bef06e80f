using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Sequential;
using EvalHarness.Tests.Statistics;
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
    public void A_clear_difference_is_decided_early_and_the_evidence_is_McNemars()
    {
        var pair = SequentialMonitor.Watch(Two(i => i % 10 != 0, i => i % 2 == 0)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((pair.Model, pair.Against, pair.Verdict), Is.EqualTo(("ours", "base", PairVerdict.Better)));
            Assert.That(pair.DecidedAt, Is.LessThan(10));
            Assert.That(pair.Looks, Has.Length.EqualTo(20));
            Assert.That(pair.Last.Samples, Is.EqualTo(400));
            // 200 samples only ours gets right (odd), 40 only base does (multiples of 10).
            double evidence = SequentialMcNemar.LogEvidence(200, 40);
            Assert.That(pair.Last.P, Is.EqualTo(SequentialMcNemar.AnytimeP(evidence)).Within(1e-12));
            Assert.That(pair.Last.Low, Is.GreaterThan(0));
        }
    }

    [Test]
    public void Models_that_answer_alike_become_equivalent_only_by_a_sequence_within_the_margin()
    {
        var table = Two(_ => true, _ => true);
        var wide = table with { Header = table.Header with { Compare = new CompareSpec("base", Margin: 0.3) } };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SequentialMonitor.Watch(table).Single().Verdict, Is.EqualTo(PairVerdict.Undecided));
            Assert.That(SequentialMonitor.Watch(wide).Single().Verdict, Is.EqualTo(PairVerdict.Equivalent));
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
            Assert.That(pair.Method, Does.Contain("means of clusters"));
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
            Assert.That(NoteText.Of(comparison), Has.Some.Contains("8 of 20 times").And.Some.Contains("61 to 66 %"));
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

    [TestCase(1, TestName = "Looking_twenty_times_at_equal_models_decides_no_more_often_than_the_level_allows")]
    [TestCase(4, TestName = "Looking_twenty_times_at_clusters_decides_no_more_often_than_the_level_allows")]
    [Category("Simulation")]
    public void Looks_cost_no_error(int clusterSize)
    {
        const int experiments = 400;
        double wrong = Simulation.Share(
            experiments,
            21,
            source =>
            {
                var rows = new List<ScoreRow>();
                double tilt = 0d;
                for (int i = 0; i < 600; i++)
                {
                    tilt =
                        i % clusterSize > 0 ? tilt
                        : clusterSize > 1 ? 0.5 * (source.NextDouble() - 0.5)
                        : 0;
                    foreach (var (model, shift) in new[] { ("base", tilt), ("ours", -tilt) })
                    {
                        int score = source.NextDouble() < 0.6 + shift ? 1 : 0;
                        string? cluster = clusterSize > 1 ? $"{i / clusterSize}" : null;
                        rows.Add(new ScoreRow($"{i}", model, score, default) { Cluster = cluster });
                    }
                }

                var spec = new CompareSpec("base", ["all"], Margin: 0);
                var table = ScoreRows.Tabulate("simulated", rows, spec, clusterSize > 1 ? "cluster" : null);
                return SequentialMonitor.Watch(table).Single().DecidedAt is not null;
            }
        );
        Assert.That(wrong, Is.LessThanOrEqualTo(0.05 + Simulation.Error(0.05, experiments)));
    }
}
