using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Histories;

public sealed class MeanWinRateTests
{
    private static readonly string[] Targets = [.. Enumerable.Range(0, 120).Select(i => "ab"[i % 2].ToString())];

    private static ImmutableArray<WinShare> Shares(params (string Model, int WrongEvery)[] models)
    {
        var board = Board.Of(Targets, [new Accuracy()]);
        foreach (var (model, every) in models)
        {
            board = board.With(model, [.. Targets.Select((target, i) => i % every == 0 ? "z" : target)]);
        }

        return WinShare.Of(board.Table());
    }

    [Test]
    public void A_model_wins_over_the_share_of_the_others_that_score_lower()
    {
        var shares = Shares(("good", 40), ("fair", 6), ("poor", 2));
        Assert.That(
            shares.Select(share => (share.Model, share.Share)),
            Is.EqualTo(new[] { ("good", 1.0), ("fair", 0.5), ("poor", 0.0) })
        );
    }

    [Test]
    public void Equal_models_share_a_win_in_the_data_and_in_every_resample()
    {
        var shares = Shares(("one", 6), ("two", 6));
        Assert.That(
            shares.Select(share => (share.Share, share.Counts.Single())),
            Is.All.EqualTo((0.5, new KeyValuePair<int, int>(500, WinShare.Resamples)))
        );
    }

    [Test]
    public void Models_of_one_suite_alone_have_no_rate()
    {
        var rates = MeanWinRate.Over([Shares(("a", 40), ("b", 2)), Shares(("a", 40), ("c", 2))]);
        Assert.That(rates.Select(rate => (rate.Model, rate.Suites, rate.Rate)), Is.EqualTo(new[] { ("a", 2, 1.0) }));
    }

    [Test]
    public void The_interval_is_that_of_the_mean_of_independent_draws()
    {
        // Two suites in which a model wins or loses with even chances: 0, 1/2, 1 with 1/4, 1/2, 1/4.
        var even = new WinShare("m", 0.5, ImmutableSortedDictionary<int, int>.Empty.Add(0, 1).Add(1000, 1));
        var wide = MeanWinRate
            .Over([
                [even],
                [even],
            ])
            .Single();
        var narrow = MeanWinRate
            .Over(
                [
                    [even],
                    [even],
                ],
                level: 0.4
            )
            .Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((wide.Low, wide.High), Is.EqualTo((0.0, 1.0)));
            Assert.That((narrow.Low, narrow.High), Is.EqualTo((0.5, 0.5)));
        }
    }

    [Test]
    public void The_interval_holds_the_rate_and_the_same_runs_give_the_same_bits()
    {
        var first = MeanWinRate.Over([Shares(("a", 7), ("b", 6), ("c", 5)), Shares(("a", 5), ("b", 6))]);
        var second = MeanWinRate.Over([Shares(("a", 7), ("b", 6), ("c", 5)), Shares(("a", 5), ("b", 6))]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo(second));
            Assert.That(first, Has.All.Matches<MeanWinRate>(rate => rate!.Low <= rate.Rate && rate.Rate <= rate.High));
        }
    }
}
