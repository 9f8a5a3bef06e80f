using EvalHarness.Reports.Sites;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sites;

public sealed class SiteWordsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 2, 12, 3, 5, TimeSpan.Zero);

    [TestCase(24 * 60, "2 Dec 2026", TestName = "Runs_of_two_days_are_told_by_their_days")]
    [TestCase(60, "2 Dec 2026, 12:03", TestName = "Runs_of_one_day_are_told_by_the_minute")]
    [TestCase(0.5, "2 Dec 2026, 12:03:05", TestName = "Runs_of_one_minute_are_told_by_the_second")]
    public void Runs_are_told_apart(double minutes, string expected) =>
        Assert.That(SiteWords.Day(Noon, Noon, Noon.AddMinutes(minutes)), Is.EqualTo(expected.Replace(' ', '\u00A0')));

    [TestCase(2, "both runs")]
    [TestCase(3, "all three runs")]
    public void Two_of_two_are_both(int count, string expected) =>
        Assert.That(SiteWords.All(count, "run"), Is.EqualTo(expected));

    [TestCase("suite.yaml", "evalharness run suite.yaml")]
    [TestCase("my suites/one.yaml", "evalharness run 'my suites/one.yaml'")]
    public void The_command_that_goes_on_is_typed_as_it_stands(string file, string expected) =>
        Assert.That(
            LiveWords.Command(new EvalHarness.Logs.RunHeader("r", "s", "", Noon) { SuiteFile = file }),
            Is.EqualTo(expected)
        );
}
