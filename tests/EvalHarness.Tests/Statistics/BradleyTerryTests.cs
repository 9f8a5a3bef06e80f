using CsCheck;
using EvalHarness.Statistics.Rankings;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class BradleyTerryTests
{
    [Test]
    public void Strengths_sum_to_zero_and_expected_wins_are_the_wins() =>
        Gen.Int[1, 9]
            .Array[16]
            .Sample(
                games =>
                {
                    double[] wins = Array.ConvertAll(games, game => (double)game);
                    var fit = BradleyTerry.Fit(wins, 4)!;
                    Assert.That(fit.Strengths.Sum(), Is.Zero.Within(1e-12));
                    for (int i = 0; i < 4; i++)
                    {
                        double surplus = Enumerable
                            .Range(0, 4)
                            .Where(j => j != i)
                            .Sum(j =>
                                wins[(4 * i) + j] - ((wins[(4 * i) + j] + wins[(4 * j) + i]) * fit.WinProbability(i, j))
                            );
                        Assert.That(surplus, Is.Zero.Within(1e-8));
                    }
                },
                iter: 200
            );

    [Test]
    public void Swapping_winners_and_losers_flips_the_strengths()
    {
        double[] wins = [0, 3, 5, 1, 0, 4, 2, 2, 0];
        double[] losses = [0, 1, 2, 3, 0, 2, 5, 4, 0];
        var mirrored = BradleyTerry.Fit(losses, 3)!.Strengths;
        Assert.That(mirrored, Is.EqualTo(BradleyTerry.Fit(wins, 3)!.Strengths.Select(b => -b)).Within(1e-9));
    }

    [Test]
    public void A_lopsided_record_still_converges()
    {
        // One loss in a million games: Newton's first steps overshoot.
        var fit = BradleyTerry.Fit([0, 1e6, 1, 0], 2)!;
        Assert.That(fit.Strengths[0] - fit.Strengths[1], Is.EqualTo(Math.Log(1e6)).Within(1e-6));
    }

    [Test]
    public void Without_games_only_one_model_has_a_strength()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BradleyTerry.Fit([0], 1)!.Strengths, Is.EqualTo((double[])[0]));
            Assert.That(BradleyTerry.Fit([0, 0, 0, 0], 2), Is.Null);
        }
    }

    [Test]
    public void The_same_seed_draws_the_same_intervals()
    {
        int[] first = [0, 1, 0, 1, 0, 0, 1, 0];
        int[] second = [1, 0, 1, 0, 1, 1, 0, 1];
        double[] result = [1, 0, 0.5, 1, 1, 0, 1, 0];
        var one = BradleyTerryBootstrap.Draw(first, second, result, 2, 200, seed: 7);
        var other = BradleyTerryBootstrap.Draw(first, second, result, 2, 200, seed: 7);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Intervals, Is.EqualTo(one.Intervals));
            Assert.That(one.Unusable, Is.LessThan(200));
        }
    }

    [Test]
    public void Elo_keeps_the_sum_of_the_ratings() =>
        Gen.Int[0, 2]
            .Array[20]
            .Sample(results =>
            {
                int[] first = [.. results.Select((_, i) => i % 3)];
                int[] second = [.. results.Select((_, i) => (i + 1) % 3)];
                double[] ratings = new Elo().Rate(first, second, [.. results.Select(r => r / 2.0)], 3);
                Assert.That(ratings.Sum(), Is.EqualTo(3000).Within(1e-9));
            });

    [Test]
    public void A_game_of_a_model_against_itself_is_rejected()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new Elo().Rate([0], [0], [1], 2), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => PairedGames.Wins([0], [0], [1], 2), Throws.InstanceOf<ArgumentException>());
        }
    }
}
