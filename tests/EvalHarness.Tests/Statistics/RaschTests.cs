using CsCheck;
using EvalHarness.Statistics.Rankings;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class RaschTests
{
    [Test]
    public void Difficulties_sum_to_zero_and_more_often_solved_items_are_easier() =>
        Gen.Int[0, 1]
            .Array[120]
            .Sample(
                answers =>
                {
                    if (Rasch.Fit(answers, 4) is not { } fit)
                    {
                        return;
                    }
                    Assert.That(fit.Difficulties.Sum(), Is.Zero.Within(1e-9));
                    int[] solved = new int[4];
                    for (int i = 0; i < answers.Length; i++)
                    {
                        solved[i % 4] += answers[i];
                    }
                    int[] byDifficulty = [.. Enumerable.Range(0, 4).OrderBy(i => Math.Round(fit.Difficulties[i], 9))];
                    Assert.That(byDifficulty.Select(i => -solved[i]), Is.Ordered);
                },
                iter: 100
            );

    [Test]
    public void The_order_of_persons_does_not_matter()
    {
        int[] answers = [1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1];
        int[] reversed = [1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0];
        Assert.That(Rasch.Fit(reversed, 3)!.Difficulties, Is.EqualTo(Rasch.Fit(answers, 3)!.Difficulties).Within(1e-9));
    }

    [Test]
    public void Other_answers_than_0_and_1_are_rejected() =>
        Assert.That(() => Rasch.Fit([0, 2], 2), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Nobody_says_nothing() => Assert.That(Rasch.Fit([], 3), Is.Null);
}
