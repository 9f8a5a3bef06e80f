using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Numbers as they are told: limits beside zero, units, axes, sizes beyond reckoning.</summary>
public sealed class SmallThingsTests
{
    [Test]
    public void A_limit_beside_zero_is_not_rounded_onto_it()
    {
        var told = new Estimate(-0.00163, -0.00312, -0.00014, 0.95, 1_000_000, 1_000_000, "");
        var open = told with { High = 0.00014 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Numbers.Difference(told, isShare: true), Is.EqualTo("−0.16 (−0.31 to −0.01)"));
            Assert.That(Numbers.Difference(open, isShare: true), Is.EqualTo("−0.2 (−0.3 to 0.0)"));
            Assert.That(
                Numbers.Difference(told with { High = -0.0000004 }, isShare: false),
                Does.EndWith("to −0.0000004)")
            );
            Assert.That(Show.Range(told with { High = -0.0000014 }, isShare: true), Is.EqualTo("−0.3120 to −0.0001"));
        }
    }

    [Test]
    public void A_difference_that_is_more_than_noise_and_less_than_the_margin_is_told_as_both()
    {
        double[] first = [.. Enumerable.Range(0, 4000).Select(i => i < 3960 ? 1d : 0)];
        double[] second = [.. Enumerable.Range(0, 4000).Select(i => i < 3980 ? 1d : 0)];
        var pair = Tabled.Pair(null, first, second);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.Worse));
            Assert.That(PairText.Note(pair), Is.EqualTo("smaller than the margin that matters"));
        }
    }

    [TestCase(1e308)]
    [TestCase(-1e200)]
    public void Scores_too_large_to_be_squared_are_faults_of_their_rows(double score)
    {
        ScoreRow[] rows =
        [
            new("1", "a", score, new Location("scores.csv", 2, 3)),
            new("1", "b", 0, new Location("scores.csv", 3, 3)),
        ];
        Assert.That(
            () => ScoreRows.Tabulate("scores", rows),
            Throws.TypeOf<DocumentException>().With.Message.Contains("scores.csv:2:3").And.Message.Contains("1E+140")
        );
    }

    [Test]
    public void Large_scores_below_that_are_compared()
    {
        var pair = Tabled.Pair(null, [1e139, -3e139, 2e139, 5e139], [2e139, 1e139, 4e139, 1e139]);
        Assert.That(pair.PValue, Is.InRange(0, 1));
    }

    [Test]
    public void Fractions_that_are_no_shares_are_told_as_numbers()
    {
        var board = Tabled.Board(Tabled.Scores(null, [("a", [0.25, 0.5, 0.75]), ("b", [0.1, 0.4, 0.9])]));
        var shares = Tabled.Board(Tabled.Scores(null, [("a", [0, 1, 1]), ("b", [0, 1, 0])]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((board.IsShare, shares.IsShare), Is.EqualTo((false, true)));
            Assert.That(
                GateNames.UnitOf(new GateSpec("m", "task/squad_f1", AtLeast: 0.5), [new SquadF1()]),
                Is.EqualTo(GateUnit.Plain)
            );
            Assert.That(
                GateNames.UnitOf(new GateSpec("m", "task/macro_f1", AtLeast: 0.5), [new MacroF1()]),
                Is.EqualTo(GateUnit.Share)
            );
        }
    }

    [Test]
    public void No_axis_of_shares_leaves_them()
    {
        var full = Axis.Over([100.0, 100.0], (0, 100));
        var low = Axis.Over([0.2, 3.0], (0, 100));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.High, Is.EqualTo(100));
            Assert.That(full.Ticks, Has.All.LessThanOrEqualTo(100 + 1e-9));
            Assert.That(low.Low, Is.Zero);
        }
    }

    [Test]
    public void Costs_on_a_board_are_means_with_their_own_test_and_unknown_where_one_is()
    {
        var board = Board.Of(Enumerable.Repeat("a", 30), [new Accuracy(), new Cost()]);
        var table = board
            .With("m", Enumerable.Repeat("a", 30).ToArray())
            .With("n", Enumerable.Repeat("a", 30).ToArray())
            .Table();
        var cost = table.Tasks[0].Metrics[1];
        double[][] paid =
        [
            .. table
                .Tasks[0]
                .Cells.Select(
                    (_, model) =>
                        Enumerable
                            .Range(0, 30)
                            .SelectMany(i => new[] { Math.Exp(i / 10.0) * (model + 1), 1, 0 })
                            .ToArray()
                ),
        ];
        var cells = table
            .Tasks[0]
            .Cells.Select((one, model) => one with { Statistics = [one.Statistics[0], paid[model]] });
        var known = table with { Tasks = [table.Tasks[0] with { Cells = [.. cells] }] };

        var priced = Comparer.Compare(known).Tasks[0].Metrics[1];
        var unpriced = Comparer.Compare(table).Tasks[0].Metrics[1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cost.Name, Is.EqualTo(priced.Metric));
            Assert.That(priced.Leaderboard[0].Estimate.Method, Does.StartWith("t interval"));
            Assert.That(priced.Pairs[0].Test, Does.StartWith("Paired t test"));
            Assert.That(unpriced.Leaderboard[0].Estimate.Value, Is.Null);
            Assert.That(unpriced.Pairs[0].Reason, Is.EqualTo(new PairReason.UndefinedMetric()));
        }
    }
}
