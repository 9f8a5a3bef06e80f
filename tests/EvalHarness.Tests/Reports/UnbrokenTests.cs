using EvalHarness.Reports.Formats;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class UnbrokenTests
{
    [TestCase("cascade-50-650 is not ruled out", "cascade-\u206050-\u2060650 is not ruled out")]
    [TestCase("worth \u2212$12M", "worth \u2212\u2060$12M")]
    [TestCase("a - b, --flag, end-", "a - b, --flag, end-")]
    public void Names_and_amounts_are_held_together_and_nothing_else(string text, string held) =>
        Assert.That(Unbroken.Text(text), Is.EqualTo(held));
}
