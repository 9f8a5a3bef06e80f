using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Rankings;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class ClusteredBradleyTerryTests
{
    private const int Resamples = 200;
    private const int Models = 3;

    [Test]
    public void With_every_game_a_cluster_of_its_own_the_intervals_are_those_of_resampled_games()
    {
        var (first, second, result) = Games(300, 1);
        int[] alone = [.. Enumerable.Range(0, first.Length)];

        var clustered = ClusteredBradleyTerry.Of(first, second, result, alone, Models, Resamples, 7)!;
        var games = BradleyTerryBootstrap.Draw(first, second, result, Models, Resamples, 7);

        using (Assert.EnterMultipleScope())
        {
            for (int model = 0; model < Models; model++)
            {
                Assert.That(clustered.Intervals![model].Low, Is.EqualTo(games.Intervals[model].Low).Within(1e-6));
                Assert.That(clustered.Intervals[model].High, Is.EqualTo(games.Intervals[model].High).Within(1e-6));
            }
        }
    }

    [Test]
    public void Verdicts_that_only_repeat_others_of_their_cluster_make_no_interval_narrower()
    {
        var (first, second, result) = Games(200, 2);
        int[] alone = [.. Enumerable.Range(0, first.Length)];
        static T[] Thrice<T>(T[] once) => [.. once, .. once, .. once];

        var once = ClusteredBradleyTerry.Of(first, second, result, alone, Models, Resamples, 7)!;
        var thrice = ClusteredBradleyTerry.Of(
            Thrice(first),
            Thrice(second),
            Thrice(result),
            Thrice(alone),
            Models,
            Resamples,
            7
        )!;

        Assert.That(thrice.Intervals![0].Low, Is.EqualTo(once.Intervals![0].Low).Within(1e-6));
    }

    [Test]
    public void Models_that_are_far_apart_have_one_place_each_and_equal_ones_all_places()
    {
        var (first, second, result) = Games(900, 3);
        int[] alone = [.. Enumerable.Range(0, first.Length)];
        double[] ties = Array.ConvertAll(result, _ => 0.5);
        // Every other game the other way round: equal on the whole, and not constant.
        double[] even = [.. result.Select((_, game) => game / 3 % 2 == 0 ? 1.0 : 0)];

        var apart = ClusteredBradleyTerry.Of(first, second, result, alone, Models, Resamples, 7)!;
        var equal = ClusteredBradleyTerry.Of(first, second, even, alone, Models, Resamples, 7)!;
        var tied = ClusteredBradleyTerry.Of(first, second, ties, alone, Models, Resamples, 7)!;

        RankInterval[] anywhere = [new(1, 3), new(1, 3), new(1, 3)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(apart.Ranks, Is.EqualTo(new RankInterval[] { new(1, 1), new(2, 2), new(3, 3) }));
            Assert.That(apart.ChanceToBeBest[0], Is.EqualTo(1));
            Assert.That(equal.Ranks, Is.EqualTo(anywhere));
            Assert.That(tied.Ranks, Is.EqualTo(anywhere));
        }
    }

    [Test]
    public void A_model_that_won_all_has_no_strength_and_one_that_nearly_did_no_interval()
    {
        int[] alone = [.. Enumerable.Range(0, 20)];
        int[] zeros = new int[20];
        int[] ones = [.. Enumerable.Repeat(1, 20)];
        double[] all = [.. Enumerable.Repeat(1.0, 20)];
        double[] nearly = [0, .. all[1..]];
        var few = ClusteredBradleyTerry.Of(zeros, ones, nearly, alone, 2, Resamples, 7)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ClusteredBradleyTerry.Of(zeros, ones, all, alone, 2, Resamples, 7), Is.Null);
            Assert.That(few.Intervals, Is.Null, $"{few.Unusable} of {few.Resamples} without an estimate");
            Assert.That(few.Ranks, Is.EqualTo(new RankInterval[] { new(1, 2), new(1, 2) }));
        }
    }

    /// <summary>Games of three models, of which the first beats the second, and the second the third, three times in four.</summary>
    private static (int[] First, int[] Second, double[] Result) Games(int count, ulong seed)
    {
        var random = new RandomSource(seed, 0);
        var (first, second, result) = (new int[count], new int[count], new double[count]);
        for (int game = 0; game < count; game++)
        {
            (first[game], second[game]) = (game % 3) switch
            {
                0 => (0, 1),
                1 => (1, 2),
                _ => (0, 2),
            };
            result[game] = random.NextDouble() < (game % 3 == 2 ? 0.9 : 0.75) ? 1 : 0;
        }

        return (first, second, result);
    }
}
