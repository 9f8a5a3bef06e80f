using EvalHarness.Comparisons.Results;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class TieGroupsTests
{
    [Test]
    public void Neighbours_tie_though_the_ends_of_a_chain_differ() =>
        Assert.That(
            TieGroups.Find(3, (better, worse) => worse - better > 1),
            Is.EqualTo(new[] { new TieGroup(0, 1), new TieGroup(1, 2) })
        );

    [Test]
    public void Models_that_all_differ_stand_alone() =>
        Assert.That(TieGroups.Find(2, (_, _) => true), Is.EqualTo(new[] { new TieGroup(0, 0), new TieGroup(1, 1) }));

    [Test]
    public void Models_that_never_differ_are_one_group() =>
        Assert.That(TieGroups.Find(4, (_, _) => false), Is.EqualTo(new[] { new TieGroup(0, 3) }));

    [Test]
    public void Nobody_is_in_no_group() => Assert.That(TieGroups.Find(0, (_, _) => false), Is.Empty);
}
