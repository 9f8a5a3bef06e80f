using EvalHarness.Decisions.Verdicts;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class FuturesTests
{
    [TestCase(0, "none of 100")]
    [TestCase(0.0001, "fewer than 1 of 100")]
    [TestCase(0.01, "1 of 100")]
    [TestCase(0.5596, "56 of 100")]
    [TestCase(0.9949, "99 of 100")]
    [TestCase(0.998, "more than 99 of 100")]
    [TestCase(1, "all 100")]
    public void A_chance_is_counted_and_never_rounded_to_what_is_certain(double probability, string count) =>
        Assert.That(Futures.Of(probability), Is.EqualTo(count));

    [TestCase(0.597, 0.6, "59.7 of 100")]
    [TestCase(0.5999, 0.6, "59.99 of 100")]
    [TestCase(0.56, 0.6, "56 of 100")]
    [TestCase(0.6, 0.6, "60 of 100")]
    public void A_chance_short_of_what_is_asked_for_never_reads_as_that(
        double probability,
        double asked,
        string count
    ) => Assert.That(Futures.Of(probability, asked), Is.EqualTo(count));
}
