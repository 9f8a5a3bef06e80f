using CsCheck;
using EvalHarness.Statistics.Agreement;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class VotingTests
{
    [Test]
    public void More_attempts_pass_more_often_and_pass_all_less_often() =>
        Gen.Int[1, 30]
            .SelectMany(n => Gen.Int[0, n].Select(c => (n, c)))
            .Sample(pair =>
            {
                for (int k = 2; k <= pair.n; k++)
                {
                    Assert.That(
                        PassAtK.Any(pair.n, pair.c, k),
                        Is.GreaterThanOrEqualTo(PassAtK.Any(pair.n, pair.c, k - 1))
                    );
                    Assert.That(
                        PassAtK.All(pair.n, pair.c, k),
                        Is.LessThanOrEqualTo(PassAtK.All(pair.n, pair.c, k - 1))
                    );
                }
            });

    [Test]
    public void One_vote_is_the_share_that_is_right() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[1, 5].Array[1, 4])
            .Sample(
                (right, others) =>
                    Assert.That(
                        Voting.MajorityAtK(right, others, 1),
                        Is.EqualTo((double)right / (right + others.Sum())).Within(1e-12)
                    )
            );

    [TestCase(5, 6)]
    [TestCase(5, 0)]
    public void More_or_fewer_attempts_than_there_are_cannot_be_drawn(int attempts, int k)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => PassAtK.Any(attempts, 1, k), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Voting.MajorityAtK(attempts, [], k), Throws.InstanceOf<ArgumentException>());
        }
    }

    [Test]
    public void Ties_go_to_the_first_seen() => Assert.That(Voting.Winners([1, 2, 2]), Is.EqualTo((int[])[1, 2]));
}
