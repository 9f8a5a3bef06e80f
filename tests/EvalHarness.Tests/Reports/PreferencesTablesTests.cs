using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Preferences;
using EvalHarness.Reports.Tables;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Rankings;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class PreferencesTablesTests
{
    private static readonly ClusteredRate Unknown = new(null, null, 0, 0);

    [Test]
    public void A_matrix_holds_each_pair_from_both_sides()
    {
        var matrix = PreferencesTables.All([Judge("all")]).Single(table => table.Name == "preferences-matrix");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(matrix.Columns.Select(column => column.Title), Is.EqualTo(new[] { "model", "a", "b" }));
            Assert.That(
                matrix.Rows.Select(row => string.Join(" | ", row.Select(cell => cell.Text))),
                Is.EqualTo(new[] { "a | – | 62.5 (50.0 to 70.0), 40", "b | 37.5 (30.0 to 50.0), 40 | –" })
            );
        }
    }

    [Test]
    public void Strengths_stand_strongest_first_with_their_places()
    {
        var strengths = PreferencesTables.All([Judge("all")]).Single(table => table.Name == "preferences-strengths");

        Assert.That(
            strengths.Rows.Select(row => string.Join(" | ", row[2..8].Select(cell => cell.Text))),
            Is.EqualTo(new[] { "b | 1,600 | 1,550 | 1,650 | 1 | 1", "a | 1,400 | 1,350 | 1,450 | 2 | 2" })
        );
    }

    [Test]
    public void Against_one_model_there_is_neither_a_matrix_nor_a_strength_and_other_judges_have_no_tables()
    {
        var single = Judge("b") with { Preferences = null };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                PreferencesTables.All([Judge("b")]).Select(table => table.Name),
                Is.EqualTo(new[] { "preferences", "preferences-pairs", "preferences-biases" })
            );
            Assert.That(PreferencesTables.All([single]), Is.Empty);
        }
    }

    private static JudgeSummary Judge(string against)
    {
        var rate = new ClusteredRate(0.625, new Interval(0.5, 0.7), 40, 40);
        double strength = Math.Log(10) / 4;
        var strengths = new ClusteredBradleyTerry(
            new BradleyTerry([-strength, strength], [0, 0.1], 0),
            [new Interval(1350, 1450), new Interval(1550, 1650)],
            [new RankInterval(2, 2), new RankInterval(1, 1)],
            [0, 1],
            40,
            2_000,
            0
        );
        return new("policy", "better", ["judge"], 80, ImmutableSortedDictionary<string, long>.Empty, 1m, false)
        {
            Preferences = new(
                against,
                [new("a", rate, null, 12), new("b", rate.OfTheOther, rate, 20)],
                [new("a", "b", rate, null)],
                new PairCounts(40, 0, 0, 0),
                new PositionBias(40, 3, 2, rate),
                Unknown,
                against == "all" ? strengths : null,
                0.95
            ),
        };
    }
}
