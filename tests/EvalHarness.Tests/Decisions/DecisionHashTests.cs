using EvalHarness.Decisions.Specs;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class DecisionHashTests
{
    private const string Suite = """
        suite: any
        decision:
          incumbent: a
          volume: { v0_per_month: 10 }   # a comment
        """;

    [TestCase("suite: other\ndecision: { volume: { v0_per_month: 10 }, incumbent: a }")]
    [TestCase("decision:\n  volume:\n    v0_per_month: 10\n  incumbent: 'a'\nsuite: any")]
    public void Layout_comments_and_the_order_of_keys_do_not_count(string text) =>
        Assert.That(DecisionHash.InSuite(text), Is.EqualTo(DecisionHash.InSuite(Suite)));

    [TestCase("decision: { volume: { v0_per_month: 11 }, incumbent: a }")]
    [TestCase("decision: { volume: { v0_per_month: 10 }, incumbent: b }")]
    [TestCase("decision: { volume: { v0_per_month: [10] }, incumbent: a }")]
    public void Any_other_assumption_is_another_stamp(string text) =>
        Assert.That(DecisionHash.InSuite(text), Is.Not.EqualTo(DecisionHash.InSuite(Suite)));

    [Test]
    public void A_suite_without_a_decision_has_no_stamp() => Assert.That(DecisionHash.InSuite("suite: any"), Is.Null);
}
